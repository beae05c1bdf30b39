/**
 * When DuckDB and the counter disagree about the number of records, says where: the copy is cut at the anchors and
 * each piece is counted by DuckDB on its own.
 */
import { createReadStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Connection } from '../db/connection.ts';
import { countCsv, type CsvReading } from './land.sql.ts';
import { CsvScanner } from './scan/csv-scanner.ts';

/** Physical lines of the source, counted from 1. */
export interface Disagreement {
  readonly firstLine: number;
  readonly lastLine: number;
}

const blockRecords = 1_000;

/** `anchors` is the counter's side file: ordinal, line, offset, span. Returns the first block on which they differ. */
export async function locateDisagreement(
  connection: Connection,
  reading: CsvReading,
  anchors: string,
  staging: string,
  physicalLines: number,
): Promise<Disagreement> {
  const block = join(staging, 'block.csv');
  let first = 0;
  for await (const records of blocksOf(reading)) {
    await writeFile(block, Buffer.concat(records));
    const counted = await connection.only<{ records: number }>(countCsv({ ...reading, path: block }));
    if (counted.records !== records.length) {
      await rm(block, { force: true });
      return linesOf(anchors, first, first + records.length, physicalLines);
    }
    first += records.length;
  }
  await rm(block, { force: true });
  return { firstLine: 1, lastLine: physicalLines };
}

async function* blocksOf(reading: CsvReading): AsyncGenerator<Buffer[]> {
  let records: Buffer[] = [];
  const full: Buffer[][] = [];
  const scanner = new CsvScanner(reading.dialect, {
    anchor: () => undefined,
    reject: () => undefined,
    record: (bytes, start, _end, next) => {
      records.push(Buffer.from(bytes.subarray(start, next)));
      if (records.length < blockRecords) return;
      full.push(records);
      records = [];
    },
  });
  for await (const chunk of createReadStream(reading.path)) {
    scanner.push(chunk as Buffer);
    yield* full.splice(0);
  }
  scanner.end();
  yield* full.splice(0);
  if (records.length > 0) yield records;
}

/** From the line of the first record of the block to the line before the next block's. */
async function linesOf(anchors: string, from: number, to: number, physicalLines: number): Promise<Disagreement> {
  let firstLine = 1;
  let lastLine = physicalLines;
  for await (const row of createInterface({ input: createReadStream(anchors) })) {
    const [ordinal, line] = row.split(',').map(Number);
    if (ordinal === undefined || line === undefined) continue;
    if (ordinal <= from) firstLine = line + (from - ordinal);
    if (ordinal >= to) {
      lastLine = line - 1;
      break;
    }
  }
  return { firstLine, lastLine };
}
