import type { StreamName } from '../../contract/stream.ts';
import type { Sql } from '../db/sql.ts';
import { BIGINT, BLOB, INTEGER, LIST, STRUCT, VARCHAR, type DuckDBType } from '../db/types.ts';
import { newestFirst, oldestFirst, type LoadRow } from '../intake/load-store.sql.ts';

const ofStream = 'cluster = $cluster AND topic = $topic AND topic_id = $topic_id AND consumer_group = $group';

export interface OffsetRow {
  partition: number;
  next_offset: number;
}

export const selectOffsets = (name: StreamName): Sql => ({
  text: `SELECT partition, next_offset FROM stream_offset WHERE ${ofStream}`,
  params: { ...name },
});

export const deleteOffset = (name: StreamName, partition: number): Sql => ({
  text: `DELETE FROM stream_offset WHERE ${ofStream} AND partition = $partition`,
  params: { ...name, partition },
});

export const insertOffset = (name: StreamName, partition: number, next: bigint, load: string): Sql => ({
  text: 'INSERT INTO stream_offset VALUES ($cluster, $topic, $topic_id, $group, $partition, $next, $load)',
  params: { ...name, partition, next, load },
});

const ofLoad = `json_extract_string(stream, '$.cluster') = $cluster AND json_extract_string(stream, '$.topic') = $topic
    AND json_extract_string(stream, '$.topic_id') = $topic_id AND json_extract_string(stream, '$.group') = $group`;

/** The newest batch: its columns are those the stream has come to. */
export const selectNewestBatch = (name: StreamName): Sql => ({
  text: `SELECT * FROM load WHERE stream IS NOT NULL AND ${ofLoad} ORDER BY ${newestFirst} LIMIT 1`,
  params: { ...name },
});
export type NewestBatchRow = LoadRow;

/** Batches that no publish is known of, whole or begun, and those of `cutShort`; the oldest first. */
export const selectUnpublished = (name: StreamName, cutShort: readonly string[]): Sql => ({
  text: `SELECT id FROM load WHERE stream IS NOT NULL AND ${ofLoad} AND landed > 0
      AND (id IN (SELECT unnest($cut_short::VARCHAR[])) OR NOT EXISTS (SELECT 1 FROM publish WHERE publish.load = load.id))
    ORDER BY ${oldestFirst}`,
  params: { ...name, cut_short: [...cutShort] },
});

export const rejectTable = 'reject';
export const rejectTypes: readonly DuckDBType[] = [
  VARCHAR,
  BIGINT,
  INTEGER,
  BIGINT,
  BIGINT,
  BIGINT,
  VARCHAR,
  VARCHAR,
  BLOB,
  VARCHAR,
];

export const streamRejectTable = 'stream_reject';
export const streamRejectTypes: readonly DuckDBType[] = [
  VARCHAR,
  BIGINT,
  INTEGER,
  BIGINT,
  BIGINT,
  BLOB,
  LIST(STRUCT({ key: VARCHAR, value: BLOB })),
];
