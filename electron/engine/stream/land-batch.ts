/** A batch into landing: its records as Parquet, each with the message it came in, durable before the store names it. */
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Column } from '../../contract/load.ts';
import type { Connection } from '../db/connection.ts';
import { blobValue, listValue, structValue, type DuckDBValue } from '../db/types.ts';
import { recordsFile } from '../intake/landing-place.ts';
import { batchTable, batchTypes, copyBatch, createBatchTable } from './land-batch.sql.ts';
import { inChunks } from './column-chunks.ts';
import type { KafkaHeader } from './kafka/kafka-client.ts';
import type { PlacedMessage, ReadBatch } from './read-batch.ts';

/** Writes `folder`, which must not exist, and answers the path of the landed records. */
export async function landBatch(
  connection: Connection,
  batch: ReadBatch,
  columns: readonly Column[],
  folder: string,
): Promise<string> {
  await mkdir(folder);
  const landing = join(folder, recordsFile(0));
  try {
    await connection.run(createBatchTable(columns));
    await connection.append(batchTable, batchTypes(columns), cellsOf(batch));
    await connection.run(copyBatch(landing));
  } finally {
    await connection.dropTempTable(batchTable);
  }
  await sync(landing);
  return landing;
}

const cellsOf = ({ columns, records }: ReadBatch): Iterable<DuckDBValue[][]> =>
  inChunks([...columns, ...ofMessages(records)], records.length);

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
