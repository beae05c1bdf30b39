/** What a Parquet file's footer says, read without DuckDB. Throws whatever the reader throws on a damaged one. */
import { open, type FileHandle } from 'node:fs/promises';
import { parquetMetadataAsync } from 'hyparquet';

/** Fetched at first: most footers are shorter, and reading more of a small file costs more than the footer does. */
const initialFetchSize = 64 * 1024;

export interface Footer {
  readonly rows: number;
  /** Uncompressed, on average. */
  readonly bytesPerRow: number;
}

export async function readFooter(path: string): Promise<Footer> {
  const file = await open(path, 'r');
  try {
    return await footerOf(file, (await file.stat()).size);
  } finally {
    await file.close();
  }
}

/** As {@link readFooter}, of a file that is open and of `bytes` bytes. */
export async function footerOf(file: FileHandle, bytes: number): Promise<Footer> {
  const metadata = await parquetMetadataAsync(
    { byteLength: bytes, slice: (start, end = bytes) => readExactly(file, start, end) },
    { initialFetchSize },
  );
  const rows = Number(metadata.num_rows);
  const size = metadata.row_groups.reduce((sum, group) => sum + Number(group.total_byte_size), 0);
  return { rows, bytesPerRow: size / Math.max(1, rows) };
}

async function readExactly(file: FileHandle, start: number, end: number): Promise<ArrayBuffer> {
  const into = new Uint8Array(end - start);
  const { bytesRead } = await file.read(into, 0, into.length, start);
  if (bytesRead < into.length) throw new Error('the file ends before its footer does');
  return into.buffer;
}
