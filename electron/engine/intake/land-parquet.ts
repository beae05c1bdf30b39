/** Parquet into landing, its own types kept. Its footer, read without DuckDB, is the second witness of the count. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeskError } from '../../contract/errors.ts';
import type { Connection } from '../db/connection.ts';
import { landParquet, parquetColumns } from './land.sql.ts';
import { landedRows, recordsPath, type LandedFile, type LandingPlace } from './landing-place.ts';
import { nameColumns } from './name-columns.ts';
import { readFooter } from './parquet-footer.ts';
import type { ReadingPlan } from './plan-reading.ts';
import { scan } from './scan.ts';
import { emptyTally } from './scan/csv-report.ts';
import { damagedParquet } from './source-problems.ts';
import { unzipTo } from './unzip.ts';

export async function landParquetFile(
  connection: Connection,
  plan: ReadingPlan,
  place: LandingPlace,
): Promise<LandedFile> {
  const { path: shown, local } = plan.file;
  const unzipped = join(place.staging, `unzipped-${place.file}.parquet`);
  const path = plan.gzip ? await unzipTo(plan.file, unzipped, place.signal) : local;
  const whole = { path: local, format: plan.format, gzip: false, encoding: plan.encoding, dialect: null, keys: [] };
  const outcome = await scan(
    { ...whole, anchors: null, rejects: null, clean: null },
    plan.file.bytes,
    place.signal,
    (bytes) => place.onBytes(bytes, 'reading'),
  );
  const { rows: records, bytesPerRow } = await readingParquet(shown, () => readFooter(path));
  const described = await describeParquet(connection, path, shown);
  const columns = nameColumns(
    described.map((column) => column.name),
    described.map((column) => column.type),
  );
  const pairs = columns.map((column, index) => ({ from: described[index]?.name ?? '', to: column.name }));
  await readingParquet(shown, () => connection.run(landParquet(path, pairs, recordsPath(place), bytesPerRow)));
  await rm(unzipped, { force: true });
  const landed = await landedRows(connection, place);
  // Parquet has rows, not lines: each row stands for one.
  const tally = { ...emptyTally(), bytes: outcome.bytes, records, physicalLines: records, recordLines: records };
  const disagreement = landed === records ? null : { firstLine: 1, lastLine: records };
  return { plan, sha256: outcome.sha256, columns, tally, landed, disagreement, rejects: null, notes: [] };
}

export async function describeParquet(
  connection: Connection,
  path: string,
  shown: string,
): Promise<{ name: string; type: string }[]> {
  return readingParquet(shown, () => connection.describe(parquetColumns(path)));
}

/** Whatever a reader refuses in a Parquet file is the file's fault; a full disk or a cancel is not. */
export async function readingParquet<T>(shown: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (isDeskError(error) && error.code !== 'INTERNAL') throw error;
    throw damagedParquet(shown, error);
  }
}
