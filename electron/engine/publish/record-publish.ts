/** Makes a publish that stands in bronze known to the store and the trail. */
import type { Manifest } from '../../contract/publish.ts';
import { appendToTrail } from '../audit/trail.ts';
import type { EngineContext } from '../context.ts';
import { completePublish, type PublishRow } from './publish-store.sql.ts';

export async function recordPublish(
  context: EngineContext,
  publish: PublishRow & { readonly manifest: Manifest },
): Promise<void> {
  const { manifest } = publish;
  await context.db.write(async (writer) => {
    await writer.run(completePublish(publish.id, manifest.counts.files, manifest.counts.rows));
    const about = {
      at: new Date().toISOString(),
      load: publish.load,
      record: null,
      column: null,
      operation: publish.id,
    };
    const accepted = manifest.could_not_run_accepted;
    await appendToTrail(writer, [
      ...(accepted === null
        ? []
        : [
            {
              ...about,
              actor: accepted.actor,
              action: 'accept could not run',
              old: null,
              new: accepted.expectations.join('; '),
              reason: accepted.reason,
            },
          ]),
      {
        ...about,
        actor: publish.actor,
        action: 'publish',
        old: publish.supersedes,
        new: publish.path,
        reason: null,
      },
    ]);
  });
  context.metrics.published(manifest.counts);
  context.emit({ event: 'load.published', load: publish.load });
}
