import { literal, type Sql } from '../db/sql.ts';
import { fileLiteral } from '../intake/file-path.sql.ts';
import type { LandingFile } from '../intake/landing.sql.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { reviewTable } from '../review/review-table.sql.ts';

/** FROM-able: what landing has of each message that was a record: its ordinal, its place, its origin, its columns. */
export const landedMessages = ({ records, firstOrdinal }: LandingFile): string =>
  `(SELECT file_row_number + ${firstOrdinal} AS _desk_ordinal, *
    FROM read_parquet(${fileLiteral(records)}, hive_partitioning = false, file_row_number = true))`;

const origin = ['_desk_partition', '_desk_offset', '_desk_timestamp', '_desk_key', '_desk_headers'].join(', ');

/** FROM-able: the message that each record of a micro-batch came in; a record made by repairing has its reject's. */
export function messagesOf(load: StoredLoad): string {
  const landed = load.landing.map((file) => `SELECT _desk_ordinal, ${origin} FROM ${landedMessages(file)}`);
  if (!load.row.has_review_table) return `(${landed.join(' UNION ALL ')})`;
  const repaired = `SELECT r._desk_ordinal, s.kafka_partition, s.kafka_offset, s.kafka_timestamp, s.kafka_key, s.kafka_headers
    FROM ${reviewTable(load.row.id)} r
    JOIN stream_reject s ON s.load = ${literal(load.row.id)} AND s.number = r._desk_reject`;
  return `(${[...landed, repaired].join(' UNION ALL ')})`;
}

/** Bytes as base64, for they go to people and through JSON. */
const asOrigin = (prefix: string): string => `${prefix}partition AS partition, ${prefix}offset AS "offset",
    ${prefix}timestamp AS timestamp_ms, to_base64(${prefix}key) AS key_base64,
    to_json(list_transform(${prefix}headers, lambda h: {'key': h."key", 'value_base64': to_base64(h."value")}))::VARCHAR AS headers`;

export interface OriginRow {
  partition: number;
  offset: number;
  timestamp_ms: number;
  key_base64: string | null;
  headers: string;
}

export const selectOriginOfRecord = (load: StoredLoad, ordinal: number): Sql => ({
  text: `SELECT ${asOrigin('_desk_')} FROM ${messagesOf(load)} WHERE _desk_ordinal = $ordinal`,
  params: { ordinal },
});

export const selectOriginOfReject = (load: string, number: number): Sql => ({
  text: `SELECT ${asOrigin('kafka_')} FROM stream_reject WHERE load = $load AND number = $number`,
  params: { load, number },
});
