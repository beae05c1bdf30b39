/**
 * On to bronze: the batch is published again, by the one path that every publish takes and laid out as its stream's batches
 * are, so that its records stand in one publish, which supersedes the earlier one.
 */
import { isDeskError, DeskError } from '../../../contract/errors.ts';
import { isObjectUrl } from '../../../contract/object-url.ts';
import type { PublishInput } from '../../../contract/publish.ts';
import type { RedriveInput, RedriveResult } from '../../../contract/redrive.ts';
import { appendToTrail } from '../../audit/trail.ts';
import type { Entry } from '../../audit/chain.ts';
import type { CallContext } from '../../context.ts';
import { newId, recordId } from '../../ids.ts';
import { readManifestText } from '../../publish/manifest.ts';
import { runPublish } from '../../publish/run-publish.ts';
import { insertOperation } from '../../review/operation.sql.ts';
import { batchesOf, choose, type ChosenOfLoad } from './choose.ts';
import { selectLayoutPublishes } from './choose.sql.ts';

export type ToBronze = Extract<RedriveInput, { to: 'bronze' }>;

export interface BroughtToBronze {
  readonly operation: string | null;
  readonly chosen: readonly ChosenOfLoad[];
  readonly publishes: RedriveResult['publishes'];
}

export async function redriveToBronze(input: ToBronze, context: CallContext): Promise<BroughtToBronze> {
  if (isObjectUrl(input.target)) {
    throw new DeskError(
      'INVALID_INPUT',
      'A stream is published to a folder on this machine, and so are the batches redriven from it. "publish" brings a single load to an object store.',
    );
  }
  const target = context.offered.require(input.target);
  const chosen: ChosenOfLoad[] = [];
  for (const id of await batchesOf(input, context, target)) {
    const each = await context.db.read((reading) => choose(reading, context, input, id, target), context.signal);
    if (each.records.length > 0 || each.skipped.length > 0) chosen.push(each);
  }
  const meant = chosen.filter(({ records }) => records.length > 0);
  if (input.dry_run || meant.length === 0) {
    return { operation: null, chosen, publishes: input.dry_run ? meant.map(wouldPublish) : [] };
  }
  const operation = newId();
  const publishes: RedriveResult['publishes'] = [];
  for (const each of meant) {
    publishes.push(await publishOf(context, input, target, each, operation));
    context.report({ phase: 'publishing', done: publishes.length, total: meant.length, unit: 'files' });
  }
  const brought = publishes.some(({ path }) => path !== null);
  return { operation: brought ? operation : null, chosen, publishes };
}

const wouldPublish = ({ load, records }: ChosenOfLoad): RedriveResult['publishes'][number] => ({
  load: load.row.id,
  path: null,
  rows: records.length,
  superseded: null,
  held_back: null,
});

/** A batch that may not be published keeps the others of its stream from nothing; one that was named says so at once. */
async function publishOf(
  context: CallContext,
  input: ToBronze,
  target: string,
  chosen: ChosenOfLoad,
  operation: string,
): Promise<RedriveResult['publishes'][number]> {
  const load = chosen.load.row.id;
  try {
    const layout = await layoutOf(context, chosen, target);
    const quiet = { ...context, report: () => undefined };
    const { publish, superseded } = await runPublish(
      { load, target, ...layout, with_quarantine: false, actor: input.actor },
      quiet,
    );
    await keepBrought(context, input, chosen, operation, publish.path);
    return { load, path: publish.path, rows: publish.rows, superseded, held_back: null };
  } catch (error) {
    const blocked = isDeskError(error, 'COULD_NOT_RUN') || isDeskError(error, 'RECEIPT_UNBALANCED');
    if (!blocked || 'load' in input.of) throw error;
    return { load, path: null, rows: 0, superseded: null, held_back: error.message };
  }
}

type Layout = Pick<PublishInput, 'partition_by' | 'compression'>;

/** As the batch lies there already, or else as others of its stream do; a file without partitions where there is none yet. */
async function layoutOf(context: CallContext, { load }: ChosenOfLoad, target: string): Promise<Layout> {
  const rows = await context.db.read((connection) =>
    connection.all<{ path: string }>(selectLayoutPublishes(load.row.id, load.stream, target)),
  );
  for (const { path } of rows) {
    const read = await readManifestText(path);
    if (read === undefined) continue;
    const { partition_by, compression } = read.manifest;
    return { partition_by, compression: compression === 'zstd' ? 'zstd' : 'snappy' };
  }
  return { partition_by: [], compression: 'snappy' };
}

/** The publish tells of itself in the trail; this tells why, and of every record that came with it. */
async function keepBrought(
  context: CallContext,
  { actor, reason }: ToBronze,
  { load, records }: ChosenOfLoad,
  operation: string,
  path: string,
): Promise<void> {
  const at = new Date().toISOString();
  const id = load.row.id;
  const about = { at, actor, action: 'redrive', load: id, column: null, reason, operation };
  const entries: Entry[] = records.map(({ ordinal, state }) => ({
    ...about,
    record: recordId(id, ordinal),
    old: state,
    new: path,
  }));
  await context.db.write(async (writer) => {
    await writer.run(
      insertOperation({
        id: operation,
        kind: 'redrive',
        load: id,
        happened_at: at,
        actor,
        reason,
        records: records.length,
        cells: 0,
        undoes: null,
        undone_by: null,
      }),
    );
    await appendToTrail(writer, entries);
  });
  context.emit({ event: 'load.changed', load: id });
}
