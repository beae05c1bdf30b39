import type { Sql } from '../db/sql.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { reviewTable } from '../review/review-table.sql.ts';
import { releasableList } from './releasable-states.sql.ts';

/** Of these records, the ones that a publish of now has in it. */
export const selectReleased = ({ row }: StoredLoad, ordinals: readonly number[]): Sql => ({
  text: `SELECT _desk_ordinal AS ordinal, _desk_state AS state FROM ${reviewTable(row.id)}
    WHERE NOT _desk_withdrawn AND _desk_state IN (${releasableList})
      AND _desk_ordinal IN (SELECT unnest($ordinals)::BIGINT) ORDER BY ordinal`,
  params: { ordinals: ordinals.map(String) },
});
