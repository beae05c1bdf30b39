/**
 * Publishing: intend, stage, read back, write the manifest, rename, record. One rename makes the publish exist; a crash
 * before it leaves nothing, a crash after it is settled from the manifest at the next start.
 */
import { join } from 'node:path';
import { DeskError, isDeskError, type ErrorCode } from '../../contract/errors.ts';
import type { ParsedInput } from '../../contract/methods.ts';
import type { Blocker, Manifest, PublishResult } from '../../contract/publish.ts';
import { trailHead } from '../audit/trail.ts';
import { checkLoad } from '../checks/run-check.ts';
import type { CallContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import { newId } from '../ids.ts';
import { staleOf, storedLoad } from '../intake/load-store.ts';
import { expireWaivers } from '../review/waivers.ts';
import { ingestDate } from './bronze-columns.ts';
import type { Stamp } from './bronze.sql.ts';
import { writeManifest } from './manifest.ts';
import { moveIntoPlace } from './move-into-place.ts';
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
import { stage, syncTree, type StagePlace } from './stage.ts';
import { notWritable, prepareTarget, removeStaging, stagingFolder } from './target.ts';

type Input = ParsedInput<'publish.run'>;

export async function runPublish(input: Input, context: CallContext): Promise<PublishResult> {
  const target = await prepareTarget(context.offered.require(input.target), context.workspace.path);
  await expireWaivers(context);
  await recheckIfStale(input, context);
  return context.db.read(async (connection) => {
    // One snapshot for counting and writing: edits made meanwhile belong to the next publish.
    await connection.run({ text: 'BEGIN TRANSACTION' });
    try {
      // A cancel must stop the work, but not the ROLLBACK.
      return await connection.underSignal(context.signal, () => publish(connection, context, input, target));
    } finally {
      await connection.rollback();
    }
  });
}

async function publish(
  connection: Connection,
  context: CallContext,
  input: Input,
  target: string,
): Promise<PublishResult> {
  const load = await storedLoad(connection, context.workspace, input.load);
  const ready = await readiness(connection, load, input);
  refuseBlocked(ready.blockers);
  const identity = identityOf(load, target, input);
  const standing = await standingPublish(connection, identity);
  if (standing !== undefined) return unchanged(standing);
  const intention = await intend(connection, context, ready, { input, target, identity });
  const { manifest, path } = await writeAndMove(connection, context, ready, intention);
  // Staging goes before the intention is settled: after a crash in between, the next start still knows of both.
  await removeStaging(target, intention.row.id);
  // Once it stands in bronze it is never forgotten: if only the record of it fails, the next start makes that good.
  await recordPublish(context, { ...intention.row, path, manifest });
  return {
    publish: summaryOf(path, manifest.counts.files, manifest.counts.rows),
    superseded: intention.row.supersedes,
    unchanged: false,
  };
}

/** Throws as {@link runPublish} does; the intention is gone then. */
export async function writeAndMove(
  connection: Connection,
  context: CallContext,
  ready: Readiness,
  intention: Intention,
): Promise<{ manifest: Manifest; path: string }> {
  const { row, staging } = intention;
  try {
    const manifest = await writeStaged(connection, context, ready, intention);
    const announce = async (path: string): Promise<void> => {
      await context.db.write((writer) => writer.run(movePublish(row.id, path)));
    };
    return { manifest, path: await moveIntoPlace(staging, row.path, announce) };
  } catch (error) {
    await removeStaging(row.target, row.id);
    await context.db.write((writer) => writer.run(deletePublish(row.id)));
    throw tooLongForAFolder(error, intention.input) ?? notWritable(row.target, error);
  }
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
  });
}

async function intend(
  connection: Connection,
  context: CallContext,
  ready: Readiness,
  about: { input: Input; target: string; identity: string },
): Promise<Intention> {
  const { input, target, identity } = about;
  const id = newId();
  const now = new Date();
  const earlier = await connection.one<PublishRow>(selectLatestPublish(ready.load.row.id, target));
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
  };
  await context.db.write((writer) => writer.run(insertPublish(row)));
  const folder = stagingFolder(target, id);
  return {
    row,
    input,
    stamp: stampNow(now),
    staging: { data: join(folder, 'data'), quarantine: join(folder, 'quarantine') },
  };
}

async function writeStaged(
  connection: Connection,
  context: CallContext,
  ready: Readiness,
  intention: Intention,
): Promise<Manifest> {
  const { input, stamp, staging, row } = intention;
  const watch = setInterval(() => {
    const share = connection.progress();
    context.report({
      phase: 'writing',
      done: share === undefined ? 0 : Math.round(share * 100),
      total: share === undefined ? null : 100,
      unit: 'percent',
    });
  }, 200);
  try {
    const held = ready.receipt.quarantined + ready.receipt.excluded - openRejects(ready);
    const expected = { rows: ready.rows, heldBack: held, nothingUnderReview: ready.nothingUnderReview };
    const staged = await stage(connection, ready.load, input, stamp, expected, staging);
    const manifest = await writeManifest(connection, context, ready, {
      row,
      input,
      stamp,
      staged,
      folder: staging.data,
    });
    await syncTree(staging.data);
    return manifest;
  } finally {
    clearInterval(watch);
  }
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
