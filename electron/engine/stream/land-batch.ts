/** Batches into landing: their records as Parquet, each with the message it came in, durable before the store names them. */
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Column } from '../../contract/load.ts';
import type { Connection } from '../db/connection.ts';
import { blobValue, listValue, structValue, type DuckDBValue } from '../db/types.ts';
import { recordsFile } from '../intake/landing-place.ts';
import { batchTypes, copyBatch, createBatchTable } from './land-batch.sql.ts';
import { inChunks } from './column-chunks.ts';
import type { KafkaHeader } from './kafka/kafka-client.ts';
import type { PlacedMessage, ReadBatch } from './read-batch.ts';

export interface LandingBatch {
  readonly read: ReadBatch;
  /** Must not exist. */
  readonly folder: string;
}

export interface Landed {
  readonly path: string;
  readonly rows: number;
}

/**
 * Lays the records of batches that have the same columns into the temp table `table`, where they can be checked and
 * published from, and each batch into a landing file of its own. Answers the files with what DuckDB counted into each; they
 * are durable once `synced`.
 */
export async function landBatches(
  connection: Connection,
  batches: readonly LandingBatch[],
  columns: readonly Column[],
  table: string,
): Promise<{ readonly landed: readonly Landed[]; readonly synced: Promise<unknown> }> {
  await connection.run(createBatchTable(table, columns));
  await connection.append(table, batchTypes(columns), cellsOf(batches));
  const landed: Landed[] = [];
  const syncing: Promise<void>[] = [];
  for (const [number, { folder }] of batches.entries()) {
    await mkdir(folder);
    const path = join(folder, recordsFile(0));
    const rows = await connection.run(copyBatch(table, columns, number, path));
    landed.push({ path, rows });
    syncing.push(sync(path));
  }
  const synced = Promise.all(syncing);
  // Whoever waits for it hears of a failure; until then it is not unhandled.
  synced.catch(() => undefined);
  return { landed, synced };
}

function* cellsOf(batches: readonly LandingBatch[]): Iterable<DuckDBValue[][]> {
  let row = 0n;
  for (const [number, { read }] of batches.entries()) {
    const { columns, records } = read;
    const ordinals = records.map((_record, index) => BigInt(index + 1));
    const before = row;
    row += BigInt(records.length);
    yield* inChunks(
      [
        ...columns,
        ...ofMessages(records),
        ordinals.map((ordinal) => before + ordinal),
        records.map(() => number),
        ordinals,
      ],
      records.length,
    );
  }
}

function ofMessages(messages: readonly PlacedMessage[]): DuckDBValue[][] {
  const column = (value: (message: PlacedMessage) => DuckDBValue): DuckDBValue[] => messages.map(value);
  return [
    column(({ place }) => BigInt(place)),
    column(({ message }) => message.partition),
    column(({ message }) => message.offset),
    column(({ message }) => message.timestamp),
    column(({ message }) => blob(message.key)),
    column(({ message }) => headersValue(message.headers)),
    column(({ message }) => blob(message.value)),
  ];
}

export const blob = (bytes: Buffer | null): DuckDBValue => (bytes === null ? null : blobValue(bytes));

export const headersValue = (headers: readonly KafkaHeader[]): DuckDBValue =>
  listValue(headers.map(([key, value]) => structValue({ key, value: blob(value) })));

/** The offsets of these messages are about to be kept: a power cut must not leave them without the messages. */
async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
