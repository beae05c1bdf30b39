/** The columns that publishing adds to the source's own, in the order they stand in bronze. */
export const lineageColumns = [
  'ingest_timestamp',
  '_load_id',
  '_source_file',
  '_source_line',
  '_record_id',
  '_review_state',
] as const;

/** Lives in the path, as the first design had it. */
export const ingestDate = 'ingest_date';

/** Only in `quarantine/`. */
export const findingsColumn = '_findings';

export const addedColumns: readonly string[] = [...lineageColumns, ingestDate, findingsColumn];
