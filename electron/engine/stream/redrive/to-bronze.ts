/**
 * On to bronze: the batch is published again, by the one path that every publish takes and laid out as its stream's batches
 * are, so that its records stand in one publish, which supersedes the earlier one.
 */
import { isDeskError, DeskError } from '../../../contract/errors.ts';
import { isObjectUrl } from '../../../contract/object-url.ts';
import type { PublishInput } from '../../../contract/publish.ts';
import type { RedriveInput, RedriveResult, RedriveSettled } from '../../../contract/redrive.ts';
import type { CallContext } from '../../context.ts';
import { newId } from '../../ids.ts';
import { compareWithPublished, type Difference } from '../../publish/compare.sql.ts';
import { readManifestText } from '../../publish/manifest.ts';
import { readiness } from '../../publish/plan.ts';
import { publishedFilePath } from '../../publish/publish-path.ts';
import { selectLatestPublish, type PublishRow } from '../../publish/publish-store.sql.ts';
import { runPublish } from '../../publish/run-publish.ts';
import { expireWaivers } from '../../review/waivers.ts';
import type { ChosenOfLoad } from './choose.ts';
import { chooseBatches } from './choose-batches.ts';
import { selectLayoutPublishes } from './choose.sql.ts';
import { settleUnasked } from './settle.ts';

export type ToBronze = Extract<RedriveInput, { to: 'bronze' }>;

export interface BroughtToBronze {
  readonly operation: string | null;
  readonly chosen: readonly ChosenOfLoad[];
  readonly publishes: RedriveResult['publishes'];
  readonly settled: RedriveSettled;
}

export async function redriveToBronze(input: ToBronze, context: CallContext): Promise<BroughtToBronze> {
  if (isObjectUrl(input.target)) {
    throw new DeskError(
      'INVALID_INPUT',
      'A stream is published to a folder on this machine, and so are the batches redriven from it. "publish" brings a single load to an object store.',
    );
  }
  const target = context.offered.require(input.target);
  // What each publish does first must not take away, after the choice, what was chosen.
  await expireWaivers(context);
  const { assume, ...silent } = input;
  const said = assume === undefined || input.dry_run ? silent : { ...silent, assume };
  const settled = await settleUnasked(context, input.of, undefined, said);
  const chosen = await chooseBatches(input, context, target);
  const meant: ChosenOfLoad[] = [];
  for (const each of chosen) {
    const whole = input.filter === undefined || Object.keys(input.filter).length === 0;
    if (each.records.length > 0 || (whole && (await isOutOfDate(context, each, target)))) meant.push(each);
  }
  const publishes: RedriveResult['publishes'] = [];
  if (input.dry_run) {
    for (const each of meant) publishes.push(await wouldPublish(context, input, target, each));
    return { operation: null, chosen, publishes, settled };
  }
  const operation = newId();
  let done = 0;
  for (const each of meant) {
    const publish = await publishOf(context, input, target, each, operation);
    if (publish !== undefined) publishes.push(publish);
    done += 1;
    context.report({ phase: 'publishing', done, total: meant.length, unit: 'files' });
  }
  const brought = publishes.some(({ path }) => path !== null);
  return { operation: brought ? operation : null, chosen, publishes, settled };
}

/** Whether records that stand in bronze were changed, or taken out, since. */
async function isOutOfDate(context: CallContext, { load }: ChosenOfLoad, target: string): Promise<boolean> {
  return context.db.read(async (connection) => {
    const row = await connection.one<PublishRow>(selectLatestPublish(load.row.id, target, null));
    if (row === undefined || row.revision === load.row.revision) return false;
    const read = await readManifestText(row.path);
    if (read?.manifest.publish_id !== row.id) return true;
    const files = read.manifest.files.map((file) => publishedFilePath(row.path, file.path));
    const after = Number(row.audit_head.split(':')[0]);
    const { removed, changed } = await connection.only<Difference>(compareWithPublished(load, files, after));
    return removed + changed > 0;
  });
}

async function wouldPublish(
  context: CallContext,
  input: ToBronze,
  target: string,
  chosen: ChosenOfLoad,
): Promise<RedriveResult['publishes'][number]> {
  const publish = await publishInputOf(context, input, target, chosen);
  const { rows, blockers } = await context.db.read((connection) => readiness(connection, chosen.load, publish));
  const why = blockers.map(({ message }) => message).join(' ');
  return { load: chosen.load.row.id, path: null, rows, superseded: null, held_back: why === '' ? null : why };
}

/**
 * A batch that may not be published keeps the others of its stream from nothing; one that was named says so at once.
 * Undefined where somebody else has published just this meanwhile: then this operation did nothing to it.
 */
async function publishOf(
  context: CallContext,
  input: ToBronze,
  target: string,
  chosen: ChosenOfLoad,
  operation: string,
): Promise<RedriveResult['publishes'][number] | undefined> {
  const load = chosen.load.row.id;
  try {
    // How far one of them is would go back and forth with every batch.
    const quiet = { ...context, report: () => undefined };
    const meant = await publishInputOf(context, input, target, chosen);
    const ordinals = chosen.records.map(({ ordinal }) => ordinal);
    const redriving = { operation, reason: input.reason, ordinals };
    const { publish, superseded, unchanged } = await runPublish(meant, quiet, redriving);
    if (unchanged) return undefined;
    context.emit({ event: 'load.changed', load });
    return { load, path: publish.path, rows: publish.rows, superseded, held_back: null };
  } catch (error) {
    const blocked = isDeskError(error, 'COULD_NOT_RUN') || isDeskError(error, 'RECEIPT_UNBALANCED');
    if (!blocked || 'load' in input.of) throw error;
    return { load, path: null, rows: 0, superseded: null, held_back: error.message };
  }
}

/** Laid out as the batch lies there already, or else as others of its stream do; one file where there is none yet. */
async function publishInputOf(
  context: CallContext,
  { actor }: ToBronze,
  target: string,
  { load }: ChosenOfLoad,
): Promise<PublishInput> {
  const input = { load: load.row.id, target, with_quarantine: false, actor };
  const rows = await context.db.read((connection) =>
    connection.all<{ path: string }>(selectLayoutPublishes(load.row.id, load.stream, target)),
  );
  for (const { path } of rows) {
    const read = await readManifestText(path);
    if (read === undefined) continue;
    const { partition_by, compression } = read.manifest;
    return { ...input, partition_by, compression: compression === 'zstd' ? 'zstd' : 'snappy' };
  }
  return { ...input, partition_by: [], compression: 'snappy' };
}
