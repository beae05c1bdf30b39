/**
 * Publishing: intend, stage, read back, write the manifest, bring into place, record. One step makes the publish exist: in
 * a folder a rename, in an object store the manifest; a crash before it leaves nothing that readers see, a crash after it
 * is settled from the manifest.
 */
import { DeskError, isDeskError, type ErrorCode } from '../../contract/errors.ts';
import type { ParsedInput } from '../../contract/methods.ts';
import type { Blocker, Manifest, PublishResult } from '../../contract/publish.ts';
import { trailHead } from '../audit/trail.ts';
import { checkLoad } from '../checks/run-check.ts';
import type { CallContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import { newId } from '../ids.ts';
import { staleOf, storedLoad } from '../intake/load-store.ts';
import type { LoadRow } from '../intake/load-store.sql.ts';
import { expireWaivers } from '../review/waivers.ts';
import { countRedrivenSince } from '../stream/redrive/redrive-store.sql.ts';
import { ingestDate } from './bronze-columns.ts';
import type { BronzePlace, StagedPublish } from './bronze-place.ts';
import type { Stamp } from './bronze.sql.ts';
import { writeManifest } from './manifest.ts';
import { bronzePlace } from './open-place.ts';
import { identityOf, readiness, stampNow, standingPublish, type Readiness } from './plan.ts';
import { manifestPath, publishPath } from './publish-path.ts';
import {
  deletePublish,
  insertPublish,
  movePublish,
  selectLatestPublish,
  type PublishRow,
} from './publish-store.sql.ts';
import { recordPublish } from './record-publish.ts';
import { redrivenNow, type Redriving } from './redriven.ts';
import { stage, stagePlace, type StagePlace } from './stage.ts';

type Input = ParsedInput<'publish.run'>;

/** `redriving`: where a redrive asks for it. */
export async function runPublish(input: Input, context: CallContext, redriving?: Redriving): Promise<PublishResult> {
  const started = performance.now();
  const place = await bronzePlace(context, context.offered.require(input.target)).prepare(context.signal);
  try {
    await expireWaivers(context);
    await recheckIfStale(input, context);
    const staged = await context.db.read(async (connection) => {
      // One snapshot for counting and writing: edits made meanwhile belong to the next publish.
      await connection.run({ text: 'BEGIN TRANSACTION' });
      try {
        // A cancel must stop the work, but not the ROLLBACK.
        return await connection.underSignal(context.signal, () =>
          putTogether(connection, context, input, place, redriving),
        );
      } finally {
        await connection.rollback();
      }
    });
    if ('unchanged' in staged) return staged;
    const result = await bring(context, staged, place);
    context.metrics.publishTook((performance.now() - started) / 1_000);
    return result;
  } finally {
    place.leave();
  }
}

/** Everything that needs the snapshot: a publish whole in staging, or the earlier one that already holds just this. */
async function putTogether(
  connection: Connection,
  context: CallContext,
  input: Input,
  place: BronzePlace,
  redriving: Redriving | undefined,
): Promise<StagedPublish | PublishResult> {
  const load = await storedLoad(connection, context.workspace, input.load);
  const ready = await readiness(connection, load, input);
  refuseBlocked(ready.blockers);
  const identity = identityOf(load, place, input);
  const standing = await standingPublish(connection, place, identity);
  if (standing !== undefined) return unchanged(standing);
  const cutShort = await place.cutShort(load.row.id, identity);
  if (cutShort !== undefined) return cutShort;
  return writeWhole(
    connection,
    context,
    ready,
    await intend(connection, context, ready, { input, place, identity, redriving }),
    place,
  );
}

/** Throws as {@link runPublish} does; the intention is gone then. */
export async function writeWhole(
  connection: Connection,
  context: CallContext,
  ready: Readiness,
  intention: Intention,
  place: BronzePlace,
): Promise<StagedPublish> {
  const { row, staging, input } = intention;
  try {
    return { row, staging, manifest: await writeStaged(connection, context, ready, intention), resumed: false };
  } catch (error) {
    await forget(context, place, row, error);
    throw tooLongForAFolder(error, input) ?? place.explain(error, false);
  }
}

/** Makes it stand in bronze, and clears staging; the store is told by the caller. Returns where it stands. */
export async function moveWhole(context: CallContext, staged: StagedPublish, place: BronzePlace): Promise<string> {
  let { row } = staged;
  const announce = async (path: string): Promise<void> => {
    await context.db.write((writer) => writer.run(movePublish(row.id, path)));
    row = { ...row, path };
  };
  const { signal, report } = context;
  const path = await place.bringIntoPlace(staged, { announce, signal, report }).catch(async (error: unknown) => {
    throw place.explain(error, !(await forget(context, place, row, error)));
  });
  // Staging goes before the intention is settled: after a crash in between, the next start still knows of both.
  await place.removeStaging(row.id);
  return path;
}

async function bring(context: CallContext, staged: StagedPublish, place: BronzePlace): Promise<PublishResult> {
  const { row, manifest } = staged;
  const path = await moveWhole(context, staged, place);
  // Once it stands in bronze it is never forgotten: if only the record of it fails, the next start makes that good.
  await recordPublish(context, { ...row, path, manifest });
  return {
    publish: summaryOf(path, manifest.counts.files, manifest.counts.rows),
    superseded: row.supersedes,
    unchanged: false,
  };
}

/** False where the place keeps it, to be gone on with. */
async function forget(context: CallContext, place: BronzePlace, row: PublishRow, error: unknown): Promise<boolean> {
  const gone = await place.takeBack(row, error);
  if (gone) await context.db.write((writer) => writer.run(deletePublish(row.id)));
  return gone;
}

/** A partition's value is a folder's name, and file systems take 255 bytes of it. */
function tooLongForAFolder(error: unknown, input: Input): DeskError | undefined {
  const cause = isDeskError(error) && error.cause instanceof Error ? error.cause.message : '';
  if (!/File ?name too long/i.test(cause)) return undefined;
  const columns = input.partition_by.filter((column) => column !== ingestDate);
  return new DeskError(
    'INVALID_INPUT',
    `A value of ${columns.join(', ')} is too long to be the name of a folder, which a partition is. Partition by another column; nothing was published.`,
    { columns },
  );
}

export interface Intention {
  readonly row: PublishRow;
  readonly stamp: Stamp;
  readonly input: Input;
  readonly staging: StagePlace;
}

async function recheckIfStale(input: Input, context: CallContext): Promise<void> {
  const load = await context.db.read((connection) => storedLoad(connection, context.workspace, input.load));
  if (staleOf(load.row).length === 0) return;
  await checkLoad(context, { load: input.load, actor: 'Bronze Desk', signal: context.signal });
}

const blockerCodes: Readonly<Record<Blocker['code'], ErrorCode>> = {
  unbalanced: 'RECEIPT_UNBALANCED',
  not_checked: 'INVALID_INPUT',
  could_not_run: 'COULD_NOT_RUN',
  unknown_column: 'INVALID_INPUT',
};

function refuseBlocked(blockers: readonly Blocker[]): void {
  const [first] = blockers;
  if (first === undefined) return;
  throw new DeskError(blockerCodes[first.code], blockers.map((blocker) => blocker.message).join(' '), {
    blockers: blockers.map(({ code, message }) => ({ code, message })),
    ...(first.code === 'could_not_run' ? { remedy: 'accept could not run' } : {}),
  });
}

async function intend(
  connection: Connection,
  context: CallContext,
  ready: Readiness,
  about: { input: Input; place: BronzePlace; identity: string; redriving: Redriving | undefined },
): Promise<Intention> {
  const { input, place, identity, redriving } = about;
  const { target, endpoint } = place;
  const id = newId();
  const now = new Date();
  const earlier = await connection.one<PublishRow>(selectLatestPublish(ready.load.row.id, target, endpoint));
  const head = await trailHead(connection);
  const row: PublishRow = {
    id,
    load: ready.load.row.id,
    target,
    path: publishPath(target, now, ready.load, input.partition_by),
    state: 'intended',
    identity,
    revision: ready.load.row.revision,
    published_at: now.toISOString(),
    actor: input.actor,
    files: 0,
    rows: 0,
    supersedes: earlier?.path ?? null,
    audit_head: `${head.seq}:${head.hash}`,
    endpoint,
    redrive: redriving === undefined ? null : await redrivenNow(connection, ready.load, redriving),
  };
  await context.db.write(async (writer) => {
    await refuseIfRedriven(writer, ready.load.row);
    await writer.run(insertPublish(row));
  });
  return { row, input, stamp: stampNow(now), staging: stagePlace(place.staging(id)) };
}

/** The snapshot that is about to be written holds records that have been sent back to their topic since it was taken. */
async function refuseIfRedriven(writer: Connection, { id, revision }: LoadRow): Promise<void> {
  const { records } = await writer.only<{ records: number }>(countRedrivenSince(id, revision));
  if (records === 0) return;
  throw new DeskError(
    'CONFLICT',
    'Records of this load were sent back to their topic just now. Publish it again: they are left out then. Nothing was published.',
    { load: id },
  );
}

async function writeStaged(
  connection: Connection,
  context: CallContext,
  ready: Readiness,
  intention: Intention,
): Promise<Manifest> {
  const { input, stamp, staging, row } = intention;
  const watch = watchWriting(connection, context);
  try {
    const held = ready.receipt.quarantined + ready.receipt.excluded - openRejects(ready);
    const expected = { rows: ready.rows, heldBack: held, nothingUnderReview: ready.nothingUnderReview };
    const staged = await stage(connection, ready.load, input, stamp, expected, staging, (done, total) => {
      watch.end();
      context.report({ phase: 'reading back', done, total, unit: 'files' });
    });
    return await writeManifest(connection, context, ready, { row, input, stamp, staged, folder: staging.data });
  } finally {
    watch.end();
  }
}

/** How far DuckDB is with what it writes. Small statements before and after it have a progress of their own: never back. */
function watchWriting(connection: Connection, { report }: CallContext): { end: () => void } {
  let most = 0;
  const timer = setInterval(() => {
    const share = connection.progress();
    most = Math.max(most, share ?? 0);
    report({
      phase: 'writing',
      done: Math.round(most * 100),
      total: share === undefined && most === 0 ? null : 100,
      unit: 'percent',
    });
  }, 200);
  return { end: () => clearInterval(timer) };
}

function openRejects({ receipt }: Readiness): number {
  return receipt.rejects - receipt.repaired_rejects;
}

function summaryOf(path: string, files: number, rows: number): PublishResult['publish'] {
  return { path, manifest: manifestPath(path), files, rows };
}

function unchanged(row: PublishRow): PublishResult {
  return { publish: summaryOf(row.path, row.files, row.rows), superseded: row.supersedes, unchanged: true };
}
