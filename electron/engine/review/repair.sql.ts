import type { Column } from '../../contract/load.ts';
import { ident, literal, type Sql, type SqlValue } from '../db/sql.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { touchedTable } from './operation.sql.ts';
import { reviewTable } from './review-table.sql.ts';
import type { RejectRow } from './window.sql.ts';

/** The columns of one source file, in its own order; a load of several files may have more. */
export const columnsOfFile = (landing: string): Sql => ({ text: `SELECT * FROM read_parquet(${literal(landing)})` });

export function insertRepaired(
  load: StoredLoad,
  reject: RejectRow,
  operation: string,
  ordinal: number,
  values: ReadonlyMap<string, string | null>,
): Sql {
  const params: Record<string, SqlValue> = {
    ordinal,
    file: reject.file,
    first: reject.first_line,
    last: reject.last_line,
    reject: reject.number,
    operation,
  };
  const own = load.columns.map((column: Column, index) => {
    params[`value_${index}`] = values.get(column.name) ?? null;
    return `$value_${index}::${column.type}`;
  });
  const names = load.columns.map((column) => ident(column.name)).join(', ');
  return {
    text: `INSERT INTO ${reviewTable(load.row.id)} (_desk_ordinal, _desk_file, _desk_first_line, _desk_last_line, _desk_state,
        _desk_excluded, _desk_version, _desk_reject, _desk_repair, _desk_withdrawn, ${names})
      VALUES ($ordinal, $file, $first, $last, 'corrected', false, 1, $reject, $operation, false, ${own.join(', ')})`,
    params,
  };
}

export const touchRepaired = (load: StoredLoad, operation: string): Sql => ({
  text: `INSERT INTO ${touchedTable} SELECT _desk_ordinal, 'quarantined', _desk_version FROM ${reviewTable(load.row.id)}
    WHERE _desk_repair = $operation`,
  params: { operation },
});

export const repairEvent = (reject: number, old: string, text: string): Sql => ({
  text: 'INSERT INTO op_event VALUES (NULL, $reject, NULL, $old, $text)',
  params: { reject, old, text },
});

export const setNextOrdinal = (load: string, ordinal: number): Sql => ({
  text: 'UPDATE load SET next_ordinal = $ordinal WHERE id = $load',
  params: { load, ordinal },
});
