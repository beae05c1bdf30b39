/** What a hive reader takes for null. */
const nullWord = '__HIVE_DEFAULT_PARTITION__';

/** The partition a published file is of, read from its path: `specialty=Surgery/part-0.parquet`. */
export function partitionOfFile(path: string, partitionBy: readonly string[]): Record<string, string | null> {
  const folders = path.split('/').slice(0, -1);
  return Object.fromEntries(
    partitionBy.map((column, index) => {
      const folder = folders[index] ?? '';
      const value = folder.slice(folder.indexOf('=') + 1);
      return [column, value === nullWord ? null : decodeValue(value)];
    }),
  );
}

function decodeValue(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // Not written by us.
    return value;
  }
}
