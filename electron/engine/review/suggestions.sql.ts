/**
 * Statements that try values on records, in temporary tables that are dropped with the question: `tried_values` (a place
 * and a value), `tried_records` (ordinals) and `tried_findings` (what the values would fail).
 */
import type { Column } from '../../contract/load.ts';
import { exactText } from '../db/exact-text.sql.ts';
import { ident, type Sql } from '../db/sql.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { reviewTable } from './review-table.sql.ts';

export const triedFindings = 'tried_findings';
export const triedTables = ['tried_values', 'tried_records', triedFindings];

/** Leaves room for the ordinal below the place, so that one number names a value on a record. */
const placeFactor = 2 ** 40;

/** Empty first: `CREATE … AS` of bound values alone, kept prepared and run again, makes a table without columns. */
export const createTried = (): Sql => ({
  text: `CREATE OR REPLACE TEMP TABLE tried_values (place BIGINT, value VARCHAR);
    CREATE OR REPLACE TEMP TABLE tried_records (ordinal BIGINT)`,
});

export const selectOpenFinding = (load: string, ordinal: number, key: string): Sql => ({
  text: `SELECT column_name AS "column", ${exactText('value')} AS value, family FROM finding
    WHERE load = $load AND ordinal = $ordinal AND expectation_key = $key LIMIT 1`,
  params: { load, ordinal, key },
});

/** What became of this very source value wherever it was corrected, the latest choice first. */
export const selectEarlierChoices = (column: string, value: string, limit: number): Sql => ({
  text: `SELECT ${exactText('chosen')} AS value, ${exactText('actor')} AS actor, happened_at, source FROM (
      SELECT c.current_value AS chosen, o.actor, o.happened_at, l.source
      FROM correction c JOIN operation o ON o.id = c.operation JOIN load l ON l.id = c.load
      WHERE c.column_name = $column AND c.source_value = $value AND c.current_value <> c.source_value
      QUALIFY row_number() OVER (PARTITION BY c.current_value ORDER BY o.happened_at DESC, o.id DESC) = 1)
    ORDER BY happened_at DESC, chosen LIMIT $limit`,
  params: { column, value, limit },
});

const normal = (text: string): string => `trim(regexp_replace(lower(${text}), '\\s+', ' ', 'g'))`;

/** Of `values` those most like `value` when case and spaces are left aside, the nearest first. */
export const selectNearest = (values: readonly string[], value: string, limit: number): Sql => ({
  text: `SELECT ${exactText('item')} AS value FROM (
      SELECT item, levenshtein(${normal('item')}, ${normal('$value')}) AS distance
      FROM (SELECT DISTINCT unnest($values) AS item))
    WHERE distance <= greatest(2, length($value) // 3) ORDER BY distance, item LIMIT $limit`,
  params: { values, value, limit },
});

/** Those that are no value of the column's type are left out. */
export const putValues = (values: readonly string[], column: Column): Sql => ({
  text: `INSERT INTO tried_values
    SELECT place, value FROM (SELECT generate_subscripts($values, 1)::BIGINT - 1 AS place, unnest($values) AS value)
    WHERE TRY_CAST(value AS ${column.type}) IS NOT NULL`,
  params: { values },
});

export const putRecord = (ordinal: number): Sql => ({
  text: 'INSERT INTO tried_records SELECT $ordinal',
  params: { ordinal },
});

/** The records of the family that wait for a decision. */
export const putFamily = (load: StoredLoad, family: string): Sql => ({
  text: `INSERT INTO tried_records
    SELECT _desk_ordinal FROM ${reviewTable(load.row.id)}
    WHERE NOT _desk_withdrawn AND _desk_state = 'quarantined'
      AND _desk_ordinal IN (SELECT ordinal FROM finding WHERE load = $load AND family = $family)`,
  params: { load: load.row.id, family },
});

export const trialKey = '_desk_trial';

/** FROM-able: every tried record with every tried value in place of its own. */
export function triedRelation(load: StoredLoad, column: Column): string {
  const own = load.columns.map(({ name, type }) =>
    name === column.name ? `TRY_CAST(v.value AS ${type}) AS ${ident(name)}` : `r.${ident(name)}`,
  );
  return `(SELECT v.place * ${placeFactor} + r._desk_ordinal AS ${trialKey}, ${own.join(', ')}
    FROM ${reviewTable(load.row.id)} r SEMI JOIN tried_records t ON t.ordinal = r._desk_ordinal CROSS JOIN tried_values v)`;
}

/** Places of the values that leave no finding. */
export const selectPassing = (): Sql => ({
  text: `SELECT place FROM tried_values
    WHERE place NOT IN (SELECT ordinal // ${placeFactor} FROM ${triedFindings}) ORDER BY place`,
});

/**
 * For each value how many of the tried records would have no open finding left: none of the rules in `rechecked`, whose
 * findings were tried, and none of the others, which stay as they are.
 */
export const countCleared = (load: string, rechecked: readonly string[], today: string): Sql => ({
  text: `WITH accepted AS (
      SELECT ordinal, expectation_key, value FROM waiver
      WHERE load = $load AND revoked_by IS NULL AND (until IS NULL OR until >= $today)
    ), others AS (
      SELECT f.ordinal FROM finding f SEMI JOIN tried_records t ON t.ordinal = f.ordinal
      ANTI JOIN accepted w ON w.ordinal = f.ordinal AND w.expectation_key = f.expectation_key
        AND w.value IS NOT DISTINCT FROM f.value
      WHERE f.load = $load AND NOT list_contains($rechecked, f.expectation_key)
    ), tried AS (
      SELECT ordinal // ${placeFactor} AS place, ordinal % ${placeFactor} AS ordinal, expectation_key, value
      FROM ${triedFindings}
    ), failing AS (
      SELECT DISTINCT f.place, f.ordinal FROM tried f
      ANTI JOIN accepted w ON w.ordinal = f.ordinal AND w.expectation_key = f.expectation_key
        AND w.value IS NOT DISTINCT FROM f.value
      ANTI JOIN others o ON o.ordinal = f.ordinal
    )
    SELECT place, (SELECT count(*) FROM tried_records) AS "of",
      (SELECT count(*) FROM tried_records t ANTI JOIN others o ON o.ordinal = t.ordinal)
        - (SELECT count(*) FROM failing WHERE failing.place = v.place) AS clears
    FROM tried_values v ORDER BY place`,
  params: { load, rechecked, today },
});
