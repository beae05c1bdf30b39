import { literal } from '../db/sql.ts';
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
