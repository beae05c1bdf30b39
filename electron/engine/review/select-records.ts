/** Which records an operation means. Clean ones are taken under review when they are named, or asked for by state. */
import { DeskError } from '../../contract/errors.ts';
import type { RecordFilter } from '../../contract/record.ts';
import type { RecordState } from '../../contract/words.ts';
import { probePatterns } from '../checks/run/statements.sql.ts';
import type { Connection } from '../db/connection.ts';
import { parseRecordId } from '../ids.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { adoptRecords } from './current-view.sql.ts';
import { countUnderReview, touch, touchNone, wantFromLanding, wantOrdinals, wantedTable } from './operation.sql.ts';
import { ordinalsOf, selectionPredicate, valuePredicate } from './selection.sql.ts';

/**
 * Leaves the records and the state they are in, in `op_touched`. Records that are not named one by one and for which no
 * state is asked are meant only in the states of `among`: a decision taken is not overrun by a bulk act that forgot it.
 * Throws INVALID_INPUT, NOT_FOUND.
 */
export async function touchSelection(
  writer: Connection,
  load: StoredLoad,
  selection: RecordFilter,
  among: readonly RecordState[],
): Promise<void> {
  await refuseBadPatterns(writer, selection);
  const byId = selection.record_ids ?? [];
  const meant = byId.length > 0 || selection.states !== undefined ? selection : { ...selection, states: [...among] };
  const fits = touch(load.row.id, selectionPredicate(load, meant));
  if (byId.length > 0) {
    const ordinals = ordinalsOf(load, byId);
    const missing = byId.find(
      (_, index) => (ordinals[index] ?? 0) < 1 || (ordinals[index] ?? 0) >= load.row.next_ordinal,
    );
    if (missing !== undefined) {
      throw new DeskError('NOT_FOUND', `There is no record ${missing}.`, { record: missing });
    }
    if ((await writer.run(fits)) === new Set(ordinals).size) return;
    if (!(await adoptNamed(writer, load, ordinals))) return;
    await writer.run(touchNone());
  } else if (
    selection.states?.includes('clean') === true &&
    selection.family === undefined &&
    selection.expectation === undefined
  ) {
    await writer.run(wantFromLanding(load, valuePredicate(load, selection)));
    await writer.run({ text: adoptRecords(load, wantedTable) });
  }
  await writer.run(fits);
}

/** Landing is read only where there is something to take from it. Answers whether there was. */
async function adoptNamed(writer: Connection, load: StoredLoad, ordinals: readonly number[]): Promise<boolean> {
  const { records } = await writer.only<{ records: number }>(countUnderReview(load, ordinals));
  if (records === new Set(ordinals).size) return false;
  await writer.run(wantOrdinals(ordinals));
  await writer.run({ text: adoptRecords(load, wantedTable) });
  return true;
}

/** A pattern that cannot be one would fail the whole statement. Throws INVALID_INPUT. */
export async function refuseBadPatterns(connection: Connection, filter: Pick<RecordFilter, 'where'>): Promise<void> {
  const asked = (filter.where ?? []).filter(({ operator }) => operator === 'matches');
  const patterns = asked.flatMap(({ value }) => value ?? []);
  if (patterns.length === 0) return;
  const answers = await connection.all<{ pattern: string; valid: boolean }>(probePatterns(patterns));
  const refused = new Set(answers.filter(({ valid }) => !valid).map(({ pattern }) => pattern));
  const bad = asked.find(({ value }) => value !== undefined && refused.has(value));
  if (bad === undefined) return;
  throw new DeskError(
    'INVALID_INPUT',
    `The pattern for ${bad.column} is not a regular expression that can be run (RE2: no look-ahead, no back-references). Mend it, then ask again.`,
    { column: bad.column },
  );
}

/** Parts a selection's ids into records and rejects. */
export function partRejects(selection: RecordFilter): { rejects: number[]; records: RecordFilter | null } {
  const ids = selection.record_ids ?? [];
  const addresses = ids.map((id) => ({ id, address: parseRecordId(id) }));
  const rejects = addresses.flatMap(({ id, address }) => {
    if (address?.kind !== 'reject') return [];
    if (address.load !== selection.load) {
      throw new DeskError('INVALID_INPUT', `${id} is not of load ${selection.load}.`, { record: id });
    }
    return [address.number];
  });
  if (rejects.length === 0) return { rejects, records: selection };
  const others = addresses.filter(({ address }) => address?.kind !== 'reject').map(({ id }) => id);
  return { rejects, records: others.length === 0 ? null : { ...selection, record_ids: others } };
}
