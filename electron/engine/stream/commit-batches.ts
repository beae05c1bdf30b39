/**
 * Batches into the store: loads, findings, rejects, the trail, what is about to be published, and the stream's offsets, all
 * in one transaction. What a kill leaves behind is therefore either a batch with its offsets, or neither.
 */
import { DeskError } from '../../contract/errors.ts';
import { appendToTrail } from '../audit/trail.ts';
import type { Entry } from '../audit/chain.ts';
import { insertSuite, keepFindingsOf, type ValidationRow } from '../checks/check-store.sql.ts';
import type { Connection } from '../db/connection.ts';
import { insertRows } from '../db/insert-rows.sql.ts';
import type { DuckDBValue } from '../db/types.ts';
import { describeReject } from '../intake/scan/records.ts';
import type { PublishRow } from '../publish/publish-store.sql.ts';
import { inChunks } from './column-chunks.ts';
import { blob, headersValue } from './land-batch.ts';
import { nextOffsets } from './offset-ranges.ts';
import type { PreparedBatch, PreparedRun } from './prepare-batch.ts';
import type { StreamSetting } from './setting.ts';
import {
  deleteOffset,
  insertOffset,
  rejectTable,
  rejectTypes,
  selectOffsets,
  streamRejectTable,
  streamRejectTypes,
  type OffsetRow,
} from './stream-store.sql.ts';

/** `intend` answers the publish to be recorded with a batch, where there is one, for a trail that ends at `auditHead`. */
export async function commitBatches(
  writer: Connection,
  setting: StreamSetting,
  runs: readonly PreparedRun[],
  intend: (batch: PreparedBatch, auditHead: string) => PublishRow | null,
): Promise<PublishRow[]> {
  const batches = runs.flatMap((run) => run.batches);
  await moveOffsets(writer, setting, batches);
  const at = new Date().toISOString();
  await writer.run(insertSuite(setting.suiteHash, setting.suite.name, JSON.stringify(setting.suite), at));
  await writer.run(
    insertRows(
      'load',
      batches.map(({ load }) => ({ ...load.row })),
    ),
  );
  await writer.run(
    insertRows(
      'load_file',
      batches.flatMap(({ load }) => load.files.map((file) => ({ ...file }))),
    ),
  );
  await writer.run(
    insertRows(
      'validation',
      batches.map((batch) => ({ ...validationRow(setting, batch) })),
    ),
  );
  for (const { batches: together, table, findings } of runs) {
    if (together.every(({ failing }) => failing === 0)) continue;
    const loads = together.map(({ load }) => load.row.id);
    await writer.run(keepFindingsOf(loads, `temp.${findings}`, `temp.${table}`));
  }
  await insertRejects(writer, batches);
  const head = await appendToTrail(
    writer,
    batches.flatMap((batch) => entriesOf(setting, batch)),
  );
  const intended = batches.flatMap((batch) => intend(batch, `${head.seq}:${head.hash}`) ?? []);
  if (intended.length > 0)
    await writer.run(
      insertRows(
        'publish',
        intended.map((row) => ({ ...row })),
      ),
    );
  return intended;
}

/** Throws CONFLICT when a message of these is in a batch already: nothing is ever taken twice, whoever hands it out. */
async function moveOffsets(
  writer: Connection,
  { name }: StreamSetting,
  batches: readonly PreparedBatch[],
): Promise<void> {
  const known = await writer.all<OffsetRow>(selectOffsets(name));
  const next = new Map(known.map((row) => [row.partition, BigInt(row.next_offset)]));
  const moved = new Map<number, { offset: bigint; load: string }>();
  for (const { load } of batches) {
    const ranges = load.stream?.ranges ?? [];
    for (const { partition, first_offset: first } of ranges) {
      if (BigInt(first) < (next.get(partition) ?? 0n)) throw takenBefore(name.topic, partition, first);
    }
    for (const [partition, offset] of nextOffsets(ranges)) {
      next.set(partition, offset);
      moved.set(partition, { offset, load: load.row.id });
    }
  }
  for (const [partition, { offset, load }] of moved) {
    await writer.run(deleteOffset(name, partition));
    await writer.run(insertOffset(name, partition, offset, load));
  }
}

function takenBefore(topic: string, partition: number, offset: number): DeskError {
  return new DeskError(
    'CONFLICT',
    `Message ${offset} of partition ${partition} of ${topic} is in a batch of this workspace already, so this batch was not taken in. Start consuming again: it goes on where the workspace stands.`,
    { topic, partition, offset },
  );
}

function validationRow(
  { suiteHash, actor }: StreamSetting,
  { load, validation, validationId, couldNotRun }: PreparedBatch,
): ValidationRow {
  return {
    id: validationId,
    load: load.row.id,
    suite_hash: suiteHash,
    happened_at: load.row.loaded_at,
    actor,
    revision: load.row.revision,
    result: JSON.stringify(validation),
    could_not_run: JSON.stringify(couldNotRun),
  };
}

async function insertRejects(writer: Connection, batches: readonly PreparedBatch[]): Promise<void> {
  const rejects = batches.flatMap(({ load, read }) =>
    read.rejects.map((reject, index) => ({ ...reject, load: load.row.id, number: BigInt(index + 1) })),
  );
  if (rejects.length === 0) return;
  const column = (value: (reject: (typeof rejects)[number]) => DuckDBValue): DuckDBValue[] => rejects.map(value);
  const stored = [
    column(({ load }) => load),
    column(({ number }) => number),
    column(() => 0),
    column(({ place }) => BigInt(place)),
    column(({ place }) => BigInt(place)),
    column(() => 0n),
    column(({ reason }) => reason),
    column(({ reason }) => describeReject({ reason, fields: null, expected: null })),
    column(({ message }) => blob(message.value ?? Buffer.alloc(0))),
    column(() => 'quarantined'),
  ];
  await writer.append(rejectTable, rejectTypes, inChunks(stored, rejects.length));
  const messages = [
    column(({ load }) => load),
    column(({ number }) => number),
    column(({ message }) => message.partition),
    column(({ message }) => message.offset),
    column(({ message }) => message.timestamp),
    column(({ message }) => blob(message.key)),
    column(({ message }) => headersValue(message.headers)),
  ];
  await writer.append(streamRejectTable, streamRejectTypes, inChunks(messages, rejects.length));
}

function entriesOf({ suiteHash, actor }: StreamSetting, { load, validationId }: PreparedBatch): Entry[] {
  const { id, loaded_at: at, sha256 } = load.row;
  const about = { at, actor, load: id, record: null, column: null, old: null, reason: null };
  return [
    { ...about, action: 'load', new: `sha256:${sha256}`, operation: null },
    { ...about, action: 'check', new: `suite:${suiteHash}`, operation: validationId },
  ];
}
