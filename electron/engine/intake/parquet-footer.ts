/** What a Parquet file's footer says, read without DuckDB. Throws whatever the reader throws on a damaged one. */
import { parquetMetadataAsync } from 'hyparquet';
import { asyncBufferFromFile } from 'hyparquet/src/node.js';

export interface Footer {
  readonly rows: number;
  /** Uncompressed, on average. */
  readonly bytesPerRow: number;
}

export async function readFooter(path: string): Promise<Footer> {
  const metadata = await parquetMetadataAsync(await asyncBufferFromFile(path));
  const rows = Number(metadata.num_rows);
  const bytes = metadata.row_groups.reduce((sum, group) => sum + Number(group.total_byte_size), 0);
  return { rows, bytesPerRow: bytes / Math.max(1, rows) };
}
