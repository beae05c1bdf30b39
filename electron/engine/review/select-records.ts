/** Which records an operation means. Clean ones are taken under review when they are named, or asked for by state. */
import type { RecordFilter } from '../../contract/record.ts';
import { DeskError } from '../../contract/errors.ts';
import type { Connection } from '../db/connection.ts';
import { parseRecordId } from '../ids.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { adoptRecords } from './current-view.sql.ts';
import { createTouched, wanted, wantFromLanding, wantOrdinals } from './operation.sql.ts';
import { ordinalsOf, selectionPredicate, valuePredicate } from './selection.sql.ts';

/** Leaves the records and the state they are in, in `op_touched`. Throws INVALID_INPUT, NOT_FOUND. */
export async function touchSelection(writer: Connection, load: StoredLoad, selection: RecordFilter): Promise<void> {
  const byId = selection.record_ids ?? [];
  if (byId.length > 0) {
    const ordinals = ordinalsOf(load, byId);
    const missing = byId.find(
      (_, index) => (ordinals[index] ?? 0) < 1 || (ordinals[index] ?? 0) >= load.row.next_ordinal,
    );
    if (missing !== undefined) {
      throw new DeskError('NOT_FOUND', `There is no record ${missing}.`, { record: missing });
    }
    await writer.run(wantOrdinals(ordinals));
    await writer.run({ text: adoptRecords(load, wanted) });
  } else if (
    selection.states?.includes('clean') === true &&
    selection.family === undefined &&
    selection.expectation === undefined
  ) {
    await writer.run(wantFromLanding(load, valuePredicate(load, selection)));
    await writer.run({ text: adoptRecords(load, wanted) });
  }
  await writer.run(createTouched(load, selectionPredicate(load, selection)));
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
