/** The columns that publishing adds to the source's own, in the order they stand in bronze. */
export const lineageColumns = [
  'ingest_timestamp',
  '_load_id',
  '_source_file',
  '_source_line',
  '_record_id',
  '_review_state',
] as const;

/** What a micro-batch's records bring with them, as Spark's own Kafka source types it. */
export const kafkaColumns = [
  '_kafka_topic',
  '_kafka_partition',
  '_kafka_offset',
  '_kafka_timestamp',
  '_kafka_key',
  '_kafka_headers',
] as const;

/** Lives in the path, as the first design had it. */
export const ingestDate = 'ingest_date';

/** Only in `quarantine/`. */
export const findingsColumn = '_findings';

export const addedColumns: readonly string[] = [...lineageColumns, ingestDate, findingsColumn];
