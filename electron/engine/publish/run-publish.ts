/**
 * Publishing: intend, stage, read back, write the manifest, rename, record. One rename makes the publish exist; a crash
 * before it leaves nothing, a crash after it is settled from the manifest at the next start.
 */
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DeskError, type ErrorCode } from '../../contract/errors.ts';
import type { ParsedInput } from '../../contract/methods.ts';
import type { Blocker, Manifest, PublishResult } from '../../contract/publish.ts';
import { trailHead } from '../audit/trail.ts';
import { checkLoad } from '../checks/run-check.ts';
import type { CallContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import { newId } from '../ids.ts';
import { staleOf, storedLoad } from '../intake/load-store.ts';
import { expireWaivers } from '../review/waivers.ts';
import { errnoOf } from '../storage-error.ts';
import type { Stamp } from './bronze.sql.ts';
import { writeManifest } from './manifest.ts';
import { identityOf, readiness, stampNow, standingPublish, type Readiness } from './plan.ts';
import {
  deletePublish,
  insertPublish,
  movePublish,
  selectLatestPublish,
  type PublishRow,
} from './publish-store.sql.ts';
import { recordPublish } from './record-publish.ts';
import { stage, syncTree } from './stage.ts';
import { manifestName, notWritable, prepareTarget, removeStaging, stagingFolder } from './target.ts';

type Input = ParsedInput<'publish.run'>;

export async function runPublish(input: Input, context: CallContext): Promise<PublishResult> {
  const target = await prepareTarget(context.offered.require(input.target), context.workspace.path);
  await expireWaivers(context);
  await recheckIfStale(input, context);
  return context.db.read(async (connection) => {
    // One snapshot for counting and writing: edits made meanwhile belong to the next publish.
    await connection.run({ text: 'BEGIN TRANSACTION' });
    let intention: Intention | undefined;
    let stands = false;
    try {
      const load = await storedLoad(connection, context.workspace, input.load);
      const ready = await readiness(connection, load, input);
      refuseBlocked(ready.blockers);
      const identity = identityOf(load, target, input);
      const standing = await standingPublish(connection, identity);
      if (standing !== undefined) return unchanged(standing);
      intention = await intend(connection, context, ready, { input, target, identity });
      const manifest = await writeStaged(connection, context, ready, intention);
      await moveIntoPlace(context, intention);
      stands = true;
      await recordPublish(context, { ...intention.row, manifest });
      return {
        publish: summaryOf(intention.row.path, manifest.counts.files, manifest.counts.rows),
        superseded: intention.row.supersedes,
        unchanged: false,
      };
    } catch (error) {
      // Once it stands in bronze it is never forgotten: if only the record of it failed, the next start makes that good.
      if (intention !== undefined && !stands) await forget(context, intention);
      throw intention === undefined ? error : notWritable(target, error);
    } finally {
      await connection.run({ text: 'ROLLBACK' });
      if (intention !== undefined) await removeStaging(target, intention.row.id);
    }
  }, context.signal);
}

interface Intention {
  row: PublishRow;
  readonly stamp: Stamp;
  readonly input: Input;
  readonly staging: { data: string; quarantine: string };
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
    path: join(target, `ingest_${Math.floor(now.getTime() / 1_000)}`),
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

/** The rename is what publishes. A second publish in the same second takes the next one's name. */
async function moveIntoPlace(context: CallContext, intention: Intention): Promise<void> {
  for (;;) {
    const { path, target } = intention.row;
    try {
      await moveQuarantine(intention, target, path);
      await rename(intention.staging.data, path);
      await syncFolder(target);
      return;
    } catch (error) {
      const errno = errnoOf(error);
      if (errno !== 'ENOTEMPTY' && errno !== 'EEXIST' && errno !== 'EPERM') throw error;
      const second = Number(path.slice(path.lastIndexOf('_') + 1)) + 1;
      const next = join(target, `ingest_${second}`);
      await context.db.write((writer) => writer.run(movePublish(intention.row.id, next)));
      intention.row = { ...intention.row, path: next };
    }
  }
}

/** Beside the publish, not in it, so that nobody reading bronze takes quarantined rows for released ones. */
async function moveQuarantine(intention: Intention, target: string, path: string): Promise<void> {
  if (!intention.input.with_quarantine) return;
  const place = join(target, 'quarantine', path.slice(path.lastIndexOf('ingest_')));
  await mkdir(dirname(place), { recursive: true });
  await rename(intention.staging.quarantine, place).catch((error: unknown) => {
    // Nothing was held back, or an earlier round of the loop has moved it.
    if (errnoOf(error) !== 'ENOENT') throw error;
  });
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function forget(context: CallContext, intention: Intention): Promise<void> {
  await context.db.write((writer) => writer.run(deletePublish(intention.row.id)));
}

function summaryOf(path: string, files: number, rows: number): PublishResult['publish'] {
  return { path, manifest: join(path, manifestName), files, rows };
}

function unchanged(row: PublishRow): PublishResult {
  return { publish: summaryOf(row.path, row.files, row.rows), superseded: row.supersedes, unchanged: true };
}
