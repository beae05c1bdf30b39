import type { DuckDBValue } from '../db/types.ts';

/** The driver takes no longer chunks. */
const chunkRows = 2_048;

/** Columns in the chunks that the driver appends. */
export function* inChunks(columns: readonly (readonly DuckDBValue[])[], rows: number): Iterable<DuckDBValue[][]> {
  for (let from = 0; from < rows; from += chunkRows) yield columns.map((cells) => cells.slice(from, from + chunkRows));
}
