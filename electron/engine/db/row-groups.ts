/** How many rows a Parquet row group gets. */

/** Uncompressed. Several groups a file keep all cores writing and memory small, and are still long reads. */
const targetBytes = 64 * 1024 * 1024;

/** DuckDB's vector size: groups are made of whole ones. */
const vectorRows = 2_048;

/** DuckDB's own default; more rows a group than this help no reader. */
const mostRows = 122_880;

export function rowGroupRows(bytesPerRow: number): number {
  const rows = targetBytes / Math.max(bytesPerRow, 1);
  const vectors = Math.max(2, Math.floor(Math.min(rows, mostRows) / vectorRows));
  return vectors * vectorRows;
}
