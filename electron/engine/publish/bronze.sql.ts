/** What a publish reads and writes. */
import { rowGroupRows } from '../db/row-groups.ts';
import { ident, literal, type Sql } from '../db/sql.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { landingRelation, withLines } from '../intake/landing.sql.ts';
import { untouchedRecords } from '../review/current-view.sql.ts';
import { reviewTable } from '../review/review-table.sql.ts';
import { landedMessages, messagesOf } from '../stream/messages.sql.ts';
import { findingsColumn, ingestDate } from './bronze-columns.ts';
import { releasableList } from './releasable-states.sql.ts';

/** Text that hive readers would take for null when it stands bare in a path: Hive's own word for it, and DuckDB's. */
const readAsNull = ['__hive_default_partition__', 'null'];

export interface Stamp {
  /** ISO 8601, UTC. */
  readonly ingestTimestamp: string;
  readonly ingestDate: string;
}

const own = (load: StoredLoad, from: string): string =>
  load.columns.map((column) => `${from}.${ident(column.name)}`).join(', ');

/** Adds the lineage columns to `rows`, which has `_desk_ordinal`, `_desk_file`, `_desk_first_line`, `_desk_state`. */
function withLineage(load: StoredLoad, rows: string, stamp: Stamp): string {
  const files = `[${load.files.map((file) => literal(file.path)).join(', ')}]`;
  const places = {
    ordinal: 'b._desk_ordinal',
    file: `${files}[b._desk_file + 1]`,
    line: 'b._desk_first_line',
    state: 'b._desk_state',
  };
  const messages = load.stream === null ? '' : ` JOIN ${messagesOf(load)} m ON m._desk_ordinal = b._desk_ordinal`;
  return `SELECT ${own(load, 'b')},
      ${lineage(load, stamp, places)}${load.stream === null ? '' : ofMessage(load.stream.topic)}
    FROM ${rows} b${messages}`;
}

/** The lineage columns; `places` says where in the query each comes from. */
const lineage = (
  load: StoredLoad,
  stamp: Stamp,
  places: { readonly ordinal: string; readonly file: string; readonly line: string; readonly state: string },
): string => `${literal(stamp.ingestTimestamp)}::TIMESTAMP WITH TIME ZONE AS ingest_timestamp,
      ${literal(load.row.id)} AS _load_id,
      ${places.file} AS _source_file,
      ${places.line} AS _source_line,
      ${literal(`${load.row.id}:`)} || ${places.ordinal} AS _record_id,
      ${places.state} AS _review_state`;

const ofMessage = (topic: string): string => `,
      ${literal(topic)} AS _kafka_topic,
      m._desk_partition AS _kafka_partition,
      m._desk_offset AS _kafka_offset,
      make_timestamptz(m._desk_timestamp * 1000) AS _kafka_timestamp,
      m._desk_key AS _kafka_key,
      m._desk_headers AS _kafka_headers`;

/** Records never under review, read, given their lines and written in one stream: no row is ever sorted or held. */
function cleanRows(load: StoredLoad, nothingUnderReview: boolean): string {
  const records = nothingUnderReview ? landingRelation(load.landing, load.columns) : untouchedRecords(load);
  return `SELECT c._desk_ordinal, c._desk_file, c._desk_first_line, 'clean' AS _desk_state, ${own(load, 'c')}
    FROM ${withLines(records, load.landing)} c`;
}

const reviewedRows = (load: StoredLoad, states: string): string =>
  `SELECT r._desk_ordinal, r._desk_file, r._desk_first_line, r._desk_state, ${own(load, 'r')}
    FROM ${reviewTable(load.row.id)} r WHERE NOT r._desk_withdrawn AND r._desk_state IN (${states})`;

/** As {@link releasable}, of a micro-batch that nobody has touched: one look at its landing, for there are many of them. */
function untouchedBatch(load: StoredLoad, topic: string, stamp: Stamp, allPass: boolean): string {
  const failing = `SELECT ordinal FROM finding WHERE load = ${literal(load.row.id)}`;
  const landed = load.landing.map(landedMessages).join(' UNION ALL ');
  const passed = `${landed} m${allPass ? '' : ` WHERE m._desk_ordinal NOT IN (${failing})`}`;
  return `SELECT ${own(load, 'm')},
      ${lineage(load, stamp, { ordinal: 'm._desk_ordinal', file: literal(load.row.source), line: 'm._desk_place', state: literal('clean') })}${ofMessage(topic)}
    FROM ${load.passed === undefined ? passed : `${load.passed} m`}`;
}

/** Everything releasable: source columns in source order, then the lineage. */
export function releasable(load: StoredLoad, stamp: Stamp, nothingUnderReview: boolean): string {
  if (load.stream !== null && !load.row.has_review_table)
    return untouchedBatch(load, load.stream.topic, stamp, nothingUnderReview);
  const clean = cleanRows(load, nothingUnderReview);
  const reviewed = reviewedRows(load, releasableList);
  const rows = nothingUnderReview ? `(${clean})` : `(${clean} UNION ALL ${reviewed})`;
  return withLineage(load, rows, stamp);
}

/** What is kept out, each record with its findings. */
export function heldBack(load: StoredLoad, stamp: Stamp): string {
  const findings = `SELECT ordinal, list({expectation_key: expectation_key, "column": column_name, value: value}
      ORDER BY expectation_key) AS findings FROM finding WHERE load = ${literal(load.row.id)} GROUP BY ordinal`;
  return `SELECT h.* EXCLUDE (_desk_own_ordinal), f.findings AS ${findingsColumn}
    FROM (SELECT x.*, split_part(x._record_id, ':', 2)::BIGINT AS _desk_own_ordinal
      FROM (${withLineage(load, `(${reviewedRows(load, `'quarantined', 'excluded'`)})`, stamp)}) x) h
    LEFT JOIN (${findings}) f ON f.ordinal = h._desk_own_ordinal`;
}

const options = (load: StoredLoad, compression: string): string =>
  `FORMAT parquet, COMPRESSION ${compression}, ROW_GROUP_SIZE ${rowGroupRows(uncompressedBytes(load) / Math.max(1, load.row.landed))}`;

/** A guess for gzip and Parquet sources, whose bytes are compressed. */
const uncompressedBytes = (load: StoredLoad): number =>
  load.files.some((file) => file.compression === 'gzip') || load.row.format === 'parquet'
    ? load.row.bytes * 4
    : load.row.bytes;

export const copyToFile = (load: StoredLoad, query: string, path: string, compression: string): Sql => ({
  text: `COPY (${query}) TO ${literal(path)} (${options(load, compression)})`,
});

/** Text that would be read back as null is marked with `token`, for the caller to spell otherwise once the folders stand. */
export function copyPartitioned(
  load: StoredLoad,
  query: string,
  folder: string,
  {
    compression,
    partition_by: partitionBy,
  }: { readonly compression: string; readonly partition_by: readonly string[] },
  stamp: Stamp,
  { token, extension }: { readonly token: string; readonly extension: string },
): Sql {
  const replaced = load.columns
    .filter((column) => partitionBy.includes(column.name) && column.type === 'VARCHAR')
    .map((column) => {
      const name = ident(column.name);
      const taken = readAsNull.map(literal).join(', ');
      return `CASE WHEN lower(${name}) IN (${taken}) THEN ${literal(token)} || ${name} ELSE ${name} END AS ${name}`;
    });
  const replacing = replaced.length === 0 ? '' : ` REPLACE (${replaced.join(', ')})`;
  const date = partitionBy.includes(ingestDate) ? `, ${literal(stamp.ingestDate)} AS ${ingestDate}` : '';
  const by = partitionBy.map(ident).join(', ');
  return {
    text: `COPY (SELECT *${replacing}${date} FROM (${query})) TO ${literal(folder)}
      (${options(load, compression)}, PARTITION_BY (${by}), FILENAME_PATTERN 'part-{i}', FILE_EXTENSION ${literal(extension)})`,
  };
}

export function countReleasable(load: StoredLoad): Sql {
  const landed = `(SELECT count(*) FROM ${landingRelation(load.landing, [])})`;
  if (!load.row.has_review_table) {
    const failing = `(SELECT count(DISTINCT ordinal) FROM finding WHERE load = ${literal(load.row.id)})`;
    return { text: `SELECT ${landed} - ${failing} AS untouched, 0 AS released, ${failing} AS under_review` };
  }
  const table = reviewTable(load.row.id);
  return {
    text: `SELECT
    ${landed} - (SELECT count(*) FROM ${table} WHERE _desk_reject IS NULL) AS untouched,
    (SELECT count(*) FROM ${table}
      WHERE NOT _desk_withdrawn AND _desk_state IN (${releasableList})) AS released,
    (SELECT count(*) FROM ${table}) AS under_review`,
  };
}

/** Rows by partition, the largest first. */
export function countPartitions(
  load: StoredLoad,
  partitionBy: readonly string[],
  stamp: Stamp,
  nothingUnderReview: boolean,
  limit: number,
): Sql {
  const columns = partitionBy.map((name, index) =>
    name === ingestDate ? `${literal(stamp.ingestDate)} AS p${index}` : `${ident(name)}::VARCHAR AS p${index}`,
  );
  const names = partitionBy.map((_, index) => `p${index}`).join(', ');
  return {
    text: `SELECT ${names}, count(*) AS rows FROM (SELECT ${columns.join(', ')}
        FROM (${releasable(load, stamp, nothingUnderReview)})) GROUP BY ${names} ORDER BY rows DESC, ${names} LIMIT $limit`,
    params: { limit },
  };
}

export const describeQuery = (query: string): Sql => ({ text: query });
