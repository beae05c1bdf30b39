import { ident, type Sql, type SqlValue } from './sql.ts';

type Cell = string | number | boolean | null;

/** Many rows in one statement, whose text does not depend on how many: columns travel as lists of text. */
export function insertRows(table: string, rows: readonly Readonly<Record<string, Cell>>[]): Sql {
  const columns = Object.keys(rows[0] ?? {});
  const params: Record<string, SqlValue> = {};
  columns.forEach((column, index) => {
    params[`c${index}`] = rows.map((row) => asText(row[column] ?? null));
  });
  return {
    text: `INSERT INTO ${ident(table)} (${columns.map(ident).join(', ')})
      SELECT ${columns.map((_, index) => `unnest($c${index})`).join(', ')}`,
    params,
  };
}

const asText = (cell: Cell): string | null => (cell === null ? null : String(cell));
