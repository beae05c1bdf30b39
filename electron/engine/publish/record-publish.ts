/** Makes a publish that stands in bronze known to the store and the trail. */
import type { Manifest } from '../../contract/publish.ts';
import type { Entry } from '../audit/chain.ts';
import { appendToTrail } from '../audit/trail.ts';
import type { EngineContext } from '../context.ts';
import { completePublishes, type PublishRow } from './publish-store.sql.ts';
import { recordRedriven } from './redriven.ts';

interface Published extends PublishRow {
  readonly manifest: Manifest;
}

/** What the trail is told of a publish; one that Spark wrote is of no load. */
export type ToldPublish = Pick<Published, 'id' | 'actor' | 'path' | 'supersedes' | 'manifest'> & {
  readonly load: string | null;
};

export async function recordPublish(context: EngineContext, publish: Published): Promise<void> {
  await recordPublishes(context, [publish]);
  context.emit({ event: 'load.published', load: publish.load });
}

/** Several at once, in one transaction; whoever asks for it tells of it. */
export async function recordPublishes(context: EngineContext, publishes: readonly Published[]): Promise<void> {
  await context.db.write(async (writer) => {
    await writer.run(completePublishes(publishes.map(({ id, manifest }) => ({ id, ...manifest.counts }))));
    const entries: Entry[] = [];
    for (const publish of publishes) {
      entries.push(...publishEntries(publish), ...(await recordRedriven(writer, publish)));
    }
    await appendToTrail(writer, entries);
  });
  for (const { manifest } of publishes) context.metrics.published(manifest.counts);
}

export function publishEntries(publish: ToldPublish): Entry[] {
  const accepted = publish.manifest.could_not_run_accepted;
  const about = { at: new Date().toISOString(), load: publish.load, record: null, column: null, operation: publish.id };
  const done = {
    ...about,
    actor: publish.actor,
    action: 'publish',
    old: publish.supersedes,
    new: publish.path,
    reason: null,
  };
  if (accepted === null) return [done];
  const acceptance = {
    ...about,
    actor: accepted.actor,
    action: 'accept could not run',
    old: null,
    new: accepted.expectations.join('; '),
    reason: accepted.reason,
  };
  return [acceptance, done];
}
