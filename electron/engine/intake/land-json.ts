/** JSON into landing: the counter lays each object into columns, and DuckDB reads that copy. */
import type { Connection } from '../db/connection.ts';
import { landCleanCopy, scanText } from './land-text.ts';
import type { LandedFile, LandingPlace } from './landing-place.ts';
import { nameColumns } from './name-columns.ts';
import type { ReadingPlan } from './plan-reading.ts';
import { sourceChanged } from './source-problems.ts';

export async function landJsonFile(
  connection: Connection,
  plan: ReadingPlan,
  place: LandingPlace,
): Promise<LandedFile> {
  let outcome = await scanText(plan, place, { clean: true });
  if (outcome.cleanIsRagged) {
    const first = outcome.sha256;
    outcome = await scanText(plan, place, { clean: true, keys: outcome.keys, phase: 'reading again' });
    if (outcome.sha256 !== first) throw sourceChanged(plan.file.path);
  }
  return landCleanCopy(connection, plan, place, outcome, nameColumns(outcome.keys, []));
}
