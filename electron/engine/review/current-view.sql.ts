/** A load as it is now: landing, with the review table's records in place of theirs. */
import type { RecordState } from '../../contract/words.ts';
import { ident, literal } from '../db/sql.ts';
import { landingRelation, withLines } from '../intake/landing.sql.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { reviewTable } from './review-table.sql.ts';

const ownColumns = (load: StoredLoad): string => load.columns.map((column) => ident(column.name)).join(', ');

/** FROM-able: the landing rows that are not under review; `_desk_ordinal`, `_desk_file`, source columns. */
export function untouchedRecords(load: StoredLoad): string {
  if (!load.row.has_review_table) {
    return `(SELECT * FROM ${landingRelation(load.landing, load.columns)} l
      ANTI JOIN (SELECT ordinal FROM finding WHERE load = ${literal(load.row.id)}) f ON l._desk_ordinal = f.ordinal)`;
  }
  return `(SELECT * FROM ${landingRelation(load.landing, load.columns)} l
    ANTI JOIN ${reviewTable(load.row.id)} r ON l._desk_ordinal = r._desk_ordinal)`;
}

/**
 * FROM-able: `_desk_ordinal`, `_desk_file`, `_desk_state`, `_desk_withdrawn`, source columns; of what is under review and,
 * where clean records are asked for, of all others too.
 */
export function askedRecords(load: StoredLoad, states: readonly RecordState[] | undefined): string {
  if (states?.includes('clean') !== true) return reviewTable(load.row.id);
  return `(SELECT _desk_ordinal, _desk_file, _desk_state, _desk_withdrawn, ${ownColumns(load)} FROM ${reviewTable(load.row.id)}
    UNION ALL
    SELECT _desk_ordinal, _desk_file, 'clean', false, ${ownColumns(load)} FROM ${untouchedRecords(load)})`;
}

/** FROM-able: every record that could go to bronze, excluded ones left out; `_desk_ordinal`, source columns. */
export function currentView(load: StoredLoad, reviewIsEmpty: boolean): string {
  if (reviewIsEmpty) return landingRelation(load.landing, load.columns);
  return `(SELECT _desk_ordinal, ${ownColumns(load)} FROM ${untouchedRecords(load)}
    UNION ALL
    SELECT _desk_ordinal, ${ownColumns(load)} FROM ${reviewTable(load.row.id)} WHERE NOT _desk_withdrawn AND NOT _desk_excluded)`;
}

/** FROM-able: the review table's records with these ordinals; `ordinals` is a table with a column `ordinal`. */
export function recordsUnderReview(load: StoredLoad, ordinals: string): string {
  return `(SELECT _desk_ordinal, ${ownColumns(load)} FROM ${reviewTable(load.row.id)}
    WHERE _desk_ordinal IN (SELECT ordinal FROM ${ordinals}))`;
}

/** Copies landing records with these ordinals, those that are not there yet, into the review table as clean. */
export function adoptRecords(load: StoredLoad, ordinals: string): string {
  // Lines are found for narrow rows and joined to the wide ones, so that no long text is ever sorted.
  const chosen = `(SELECT * FROM ${landingRelation(load.landing, [])} l
    WHERE l._desk_ordinal IN (SELECT ordinal FROM ${ordinals} EXCEPT SELECT _desk_ordinal FROM ${reviewTable(load.row.id)}))`;
  return `INSERT INTO ${reviewTable(load.row.id)}
    SELECT l._desk_ordinal, l._desk_file, n._desk_first_line, n._desk_last_line, 'clean', false, 1, NULL, NULL, false,
      ${load.columns.map((column) => `l.${ident(column.name)}`).join(', ')}
    FROM ${landingRelation(load.landing, load.columns)} l
    JOIN ${withLines(chosen, load.landing)} n ON n._desk_ordinal = l._desk_ordinal`;
}
