/** One file into landing, by its format. */
import type { Connection } from '../db/connection.ts';
import { landCsvFile } from './land-csv.ts';
import { landJsonFile } from './land-json.ts';
import { landParquetFile } from './land-parquet.ts';
import type { LandedFile, LandingPlace } from './landing-place.ts';
import type { ReadingPlan } from './plan-reading.ts';

export type { LandedFile } from './landing-place.ts';
export { anchorsFile, recordsFile } from './landing-place.ts';

export async function landFile(connection: Connection, plan: ReadingPlan, place: LandingPlace): Promise<LandedFile> {
  switch (plan.format) {
    case 'csv':
      return landCsvFile(connection, plan, place);
    case 'jsonl':
    case 'json':
      return landJsonFile(connection, plan, place);
    case 'parquet':
      return landParquetFile(connection, plan, place);
  }
}
