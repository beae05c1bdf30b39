import { exactText } from '../../db/exact-text.sql.ts';
import type { Sql } from '../../db/sql.ts';
import type { LandingFile } from '../../intake/landing.sql.ts';
import { landedMessages } from '../messages.sql.ts';

/** Names as bytes: the driver would drop a byte order mark that a text begins with. */
const headers = (column: string): string =>
  `list_transform(${column}, lambda h: {'name': encode(h."key"), 'value': h."value"})`;

export interface MessageRow {
  /** Of the record; for a reject, its number. */
  number: number;
  partition: number;
  offset: number | string;
  timestamp: number | string;
  key: Uint8Array | null;
  headers: readonly { readonly name: Uint8Array; readonly value: Uint8Array | null }[];
}

export interface LandedRow extends MessageRow {
  value: Uint8Array;
}

/** In the order the messages were taken in, which is that of their offsets within each partition. */
export const selectLanded = (landing: LandingFile, ordinals: readonly number[]): Sql => ({
  text: `SELECT _desk_ordinal AS number, _desk_partition AS partition, _desk_offset AS "offset", _desk_timestamp AS timestamp,
      _desk_key AS key, ${headers('_desk_headers')} AS headers, _desk_value AS value
    FROM ${landedMessages(landing)} WHERE _desk_ordinal IN (SELECT unnest($ordinals)::BIGINT)`,
  params: { ordinals: ordinals.map(String) },
});

export const selectRejected = (load: string, numbers: readonly number[]): Sql => ({
  text: `SELECT number, kafka_partition AS partition, kafka_offset AS "offset", kafka_timestamp AS timestamp,
      kafka_key AS key, ${headers('kafka_headers')} AS headers
    FROM stream_reject WHERE load = $load AND number IN (SELECT unnest($numbers)::BIGINT)`,
  params: { load, numbers: numbers.map(String) },
});

/** The text that a person gave a reject, as the trail has it. */
export const selectRepairText = (operation: string, reject: string): Sql => ({
  text: `SELECT ${exactText('new_value')} AS text FROM audit_event
    WHERE operation = $operation AND record = $reject AND column_name IS NULL`,
  params: { operation, reject },
});

/** The records of a repair in the order of its text. */
export const selectRepairOrdinals = (reviewTable: string, operation: string): Sql => ({
  text: `SELECT _desk_ordinal AS ordinal FROM ${reviewTable} WHERE _desk_repair = $operation ORDER BY _desk_ordinal`,
  params: { operation },
});

export interface ChangeRow {
  ordinal: number;
  column: string;
  value: string | null;
}

/** Cells that are another value than they came with. */
export const selectChanges = (load: string, ordinals: readonly number[]): Sql => ({
  text: `SELECT ordinal, column_name AS "column", ${exactText('current_value')} AS value
    FROM correction
    WHERE load = $load AND ordinal IN (SELECT unnest($ordinals)::BIGINT) AND current_value IS DISTINCT FROM source_value`,
  params: { load, ordinals: ordinals.map(String) },
});

/** Columns in which one of these records had null, or no such key, and has a value now. */
export const selectFilledColumns = (load: string, ordinals: readonly number[]): Sql => ({
  text: `SELECT DISTINCT column_name AS "column" FROM correction
    WHERE load = $load AND ordinal IN (SELECT unnest($ordinals)::BIGINT)
      AND source_value IS NULL AND current_value IS NOT NULL`,
  params: { load, ordinals: ordinals.map(String) },
});
