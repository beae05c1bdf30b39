/** What the driver's values become in the engine, and what the engine's values become when bound. Both in one place. */
import {
  BIGINT,
  blobValue,
  DOUBLE,
  DuckDBTypeId,
  JSDuckDBValueConverter,
  LIST,
  listValue,
  VARCHAR,
  type DuckDBType,
  type DuckDBValue,
  type DuckDBValueConverter,
  type JS,
} from '@duckdb/node-api';
import type { SqlValue } from './sql.ts';

/**
 * 64-bit and 128-bit integers come back as numbers where a double holds them exactly, as decimal text where it does
 * not. Everything else as the driver's own JavaScript mapping has it (BLOB as bytes, LIST as array, STRUCT as object).
 */
export const fromDuckDB: DuckDBValueConverter<JS> = (value, type, converter) => {
  switch (type.typeId) {
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.UBIGINT:
    case DuckDBTypeId.HUGEINT:
    case DuckDBTypeId.UHUGEINT: {
      if (value === null) return null;
      const number = Number(value);
      return Number.isSafeInteger(number) ? number : String(value);
    }
    default:
      return JSDuckDBValueConverter(value, type, converter);
  }
};

export interface Bindings {
  values: Record<string, DuckDBValue>;
  types: Record<string, DuckDBType | undefined>;
}

/** The driver binds a bare bigint as HUGEINT and cannot bind a plain array: say the type where it would guess. */
export function toBindings(params: Readonly<Record<string, SqlValue>>): Bindings {
  const values: Record<string, DuckDBValue> = {};
  const types: Record<string, DuckDBType | undefined> = {};
  for (const [name, value] of Object.entries(params)) {
    if (value === null) {
      values[name] = null;
      types[name] = VARCHAR;
    } else if (typeof value === 'bigint') {
      values[name] = value;
      types[name] = BIGINT;
    } else if (typeof value === 'number' && Number.isSafeInteger(value)) {
      values[name] = BigInt(value);
      types[name] = BIGINT;
    } else if (typeof value === 'number') {
      values[name] = value;
      types[name] = DOUBLE;
    } else if (value instanceof Date) {
      values[name] = value.toISOString();
    } else if (value instanceof Uint8Array) {
      values[name] = blobValue(value);
    } else if (Array.isArray(value)) {
      values[name] = listValue(value as (string | null)[]);
      types[name] = LIST(VARCHAR);
    } else {
      values[name] = value as string | number | boolean;
    }
  }
  return { values, types };
}
