/** A committed batch into bronze, by the one path that every publish takes. */
import type { Receipt } from '../../contract/load.ts';
import type { Manifest, PublishInput } from '../../contract/publish.ts';
import { trailHead } from '../audit/trail.ts';
import type { CallContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import { newId } from '../ids.ts';
import { storedBatch } from '../intake/load-store.ts';
import type { BronzePlace, StagedPublish } from '../publish/bronze-place.ts';
import { blockersOf, identityOf, readiness, stampNow, type Readiness } from '../publish/plan.ts';
import { publishPath } from '../publish/publish-path.ts';
import { insertPublish, type PublishRow } from '../publish/publish-store.sql.ts';
import { recordPublish } from '../publish/record-publish.ts';
import { moveWhole, writeWhole } from '../publish/run-publish.ts';
import { stagePlace } from '../publish/stage.ts';
import { BackOff } from './kafka/back-off.ts';
import type { PreparedBatch } from './prepare-batch.ts';
import type { StreamSetting } from './setting.ts';
import { selectUnpublished } from './stream-store.sql.ts';

/** A batch just committed, as far as publishing asks; nobody can have touched it yet. */
export function readinessOf(batch: PreparedBatch, { suite, suiteHash }: StreamSetting, input: PublishInput): Readiness {
  const { load, couldNotRun, failing } = batch;
  const rows = load.row.landed - failing;
  const receipt = receiptOfBatch(batch);
  return {
    load,
    receipt,
    couldNotRun,
    checked: { validation: batch.validationId, suite: suiteHash, suiteName: suite.name },
    rows,
    untouched: rows,
    nothingUnderReview: failing === 0,
    blockers: blockersOf(load, receipt, couldNotRun, input),
  };
}

function receiptOfBatch({ load: { row }, failing }: PreparedBatch): Receipt {
  const problem = row.problem === null ? null : (JSON.parse(row.problem) as Receipt['problem']);
  return {
    physical_lines: row.physical_lines,
    record_lines: row.record_lines,
    reject_lines: row.reject_lines,
    non_record_lines: row.non_record_lines,
    records: row.records,
    rejects: row.rejects,
    repaired_records: 0,
    repaired_rejects: 0,
    clean: row.landed - failing,
    corrected: 0,
    waived: 0,
    excluded: 0,
    quarantined: failing + row.rejects,
    balanced: problem === null && row.physical_lines === row.records + row.rejects,
    problem,
    notes: JSON.parse(row.notes) as string[],
  };
}

export const publishInputOf = ({ layout, actor }: StreamSetting, load: string): PublishInput => ({
  load,
  ...layout,
  with_quarantine: false,
  actor,
});

/** Why a batch is not published; null when it is to be. */
export function heldBack(ready: Readiness): string | null {
  if (ready.blockers.length > 0) return ready.blockers.map(({ message }) => message).join(' ');
  return ready.rows === 0 ? 'No record of it can be released.' : null;
}

export function intention(setting: StreamSetting, ready: Readiness, auditHead: string): PublishRow {
  const { load } = ready;
  const now = new Date();
  const input = publishInputOf(setting, load.row.id);
  return {
    id: newId(now),
    load: load.row.id,
    target: input.target,
    path: publishPath(input.target, now, load, input.partition_by),
    state: 'intended',
    identity: identityOf(load, setting.place, input),
    revision: load.row.revision,
    published_at: now.toISOString(),
    actor: input.actor,
    files: 0,
    rows: 0,
    supersedes: null,
    audit_head: auditHead,
    endpoint: setting.place.endpoint,
    redrive: null,
  };
}

/** What is told while bronze cannot be reached; `stop` ends the waiting. */
export interface WhileAway {
  readonly tell: (why: string | null) => void;
  readonly stop: AbortSignal | undefined;
}

/** Writes what was intended and brings it into bronze; the store is told by the caller. */
export async function writeBatch(
  connection: Connection,
  context: CallContext,
  setting: StreamSetting,
  ready: Readiness,
  row: PublishRow,
  whileAway?: WhileAway,
): Promise<Manifest> {
  const { place } = setting;
  const intended = {
    row,
    input: publishInputOf(setting, row.load),
    stamp: stampNow(new Date(row.published_at)),
    staging: stagePlace(place.staging(row.id)),
  };
  const staged = await writeWhole(connection, context, ready, intended, place);
  await bring(context, setting, staged, whileAway);
  return staged.manifest;
}

/** Waits while bronze cannot be reached, and goes on from what is staged. Throws what kept it from there when it is stopped meanwhile. */
async function bring(
  context: CallContext,
  { place }: StreamSetting,
  staged: StagedPublish,
  whileAway: WhileAway | undefined,
): Promise<void> {
  for (let next = staged; ; next = { ...staged, resumed: true }) {
    try {
      await moveWhole(context, next, place);
      whileAway?.tell(null);
      return;
    } catch (error) {
      const why = place.awayWhy(error);
      if (why === null || whileAway?.stop === undefined) throw error;
      whileAway.tell(why);
      if (!(await isBack(place, whileAway.stop))) throw error;
    }
  }
}

/** Asks less and less often, until it answers; false when `stop` came first. */
async function isBack(place: BronzePlace, stop: AbortSignal): Promise<boolean> {
  const isStopped = (): boolean => stop.aborted;
  const backOff = new BackOff();
  while (!isStopped()) {
    await backOff.wait(stop);
    try {
      await place.check(stop);
      return true;
    } catch (error) {
      if (!isStopped() && place.awayWhy(error) === null) throw error;
    }
  }
  return false;
}

/** What an earlier run committed and did not come to publish. Answers how many batches were. */
export async function publishLeftBehind(context: CallContext, setting: StreamSetting): Promise<number> {
  // What is being published there by hand is not to be gone on with from here.
  const place = await setting.place.prepare(context.signal);
  try {
    const cutShort = await place.cutShortLoads();
    const left = await context.db.read((connection) =>
      connection.all<{ id: string }>(selectUnpublished(setting.name, cutShort)),
    );
    let published = 0;
    for (const { id } of left) if (await publishLeft(context, setting, id)) published += 1;
    return published;
  } finally {
    place.leave();
  }
}

async function publishLeft(context: CallContext, setting: StreamSetting, id: string): Promise<boolean> {
  const done = await context.db.read(async (connection) => {
    const load = await storedBatch(connection, context.workspace, id);
    const input = publishInputOf(setting, id);
    const ready = await readiness(connection, load, input);
    if (heldBack(ready) !== null) return null;
    const staged = await setting.place.cutShort(id, identityOf(load, setting.place, input));
    if (staged !== undefined) {
      await bring(context, setting, staged, undefined);
      return staged;
    }
    const head = await trailHead(connection);
    const row = intention(setting, ready, `${head.seq}:${head.hash}`);
    await context.db.write((writer) => writer.run(insertPublish(row)));
    return { row, manifest: await writeBatch(connection, context, setting, ready, row) };
  });
  if (done === null) return false;
  await recordPublish(context, { ...done.row, manifest: done.manifest });
  return true;
}
