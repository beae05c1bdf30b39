/** A small in-memory store for checks, and a connection that notes what it is asked. */
import { tmpdir } from 'node:os';
import type { ExpectationConfig, JsonObject, Suite } from '../../../electron/contract/check.ts';
import type { Relation } from '../../../electron/engine/checks/run/relation.ts';
import type { Connection } from '../../../electron/engine/db/connection.ts';
import { Database } from '../../../electron/engine/db/database.ts';
import { ident, type Sql, type SqlValue } from '../../../electron/engine/db/sql.ts';

export async function openDatabase(): Promise<Database> {
  return Database.open(':memory:', { spillDirectory: tmpdir(), memoryLimit: '500MB', threads: 2 });
}

export function suiteOf(
  ...expectations: (Pick<ExpectationConfig, 'type' | 'kwargs'> & Partial<ExpectationConfig>)[]
): Suite {
  return {
    name: 'suite',
    id: null,
    expectations: expectations.map((expectation) => ({ meta: {}, ...expectation })),
    suite_parameters: {},
    meta: {},
    notes: null,
  };
}

export function expectation(type: string, kwargs: JsonObject): { type: string; kwargs: JsonObject } {
  return { type, kwargs };
}

export type Cell = string | number | boolean | null;

/** A temp table with these columns, in row order; its key is a column counting from 100. */
export async function createTable(
  connection: Connection,
  columns: Readonly<Record<string, { type?: string; values: readonly Cell[] }>>,
): Promise<Relation> {
  const entries = Object.entries(columns);
  const definition = entries.map(([name, { type }]) => `${ident(name)} ${type ?? 'VARCHAR'}`).join(', ');
  await connection.run({ text: `CREATE OR REPLACE TEMP TABLE checked (ord BIGINT, ${definition})` });
  const rows = Math.max(0, ...entries.map(([, { values }]) => values.length));
  for (let row = 0; row < rows; row += 1) {
    const params: Record<string, SqlValue> = {};
    const cells = entries.map(([, { type, values }], index) => {
      const value = values[row] ?? null;
      params[`p${index}`] = value === null ? null : String(value);
      return `CAST($p${index} AS ${type ?? 'VARCHAR'})`;
    });
    await connection.run({ text: `INSERT INTO checked VALUES (${[row + 100, ...cells].join(', ')})`, params });
  }
  return {
    from: 'temp.checked',
    key: 'ord',
    columns: entries.map(([name, { type }]) => ({ name, type: type ?? 'VARCHAR' })),
  };
}

export interface Finding {
  ordinal: number;
  expectation: number;
  expectation_key: string;
  column_name: string;
  value: string | null;
}

export async function findingsIn(connection: Connection, table: string): Promise<Finding[]> {
  return connection.all<Finding>({ text: `SELECT * FROM temp.${ident(table)} ORDER BY expectation, ordinal` });
}

/** The same connection, noting every statement. */
export function spyOn(connection: Connection): { connection: Connection; statements: string[] } {
  const statements: string[] = [];
  const noting = new Proxy(connection, {
    get(target, property) {
      const member: unknown = Reflect.get(target, property, target);
      if (typeof member !== 'function') return member;
      const bound = member.bind(target) as (...args: unknown[]) => unknown;
      if (!['all', 'one', 'only', 'run', 'stream', 'describe'].includes(String(property))) return bound;
      return (sql: Sql, ...rest: unknown[]) => {
        statements.push(sql.text);
        return bound(sql, ...rest);
      };
    },
  });
  return { connection: noting, statements };
}
