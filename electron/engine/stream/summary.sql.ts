import type { StreamName } from '../../contract/stream.ts';
import type { Sql } from '../db/sql.ts';
import { newestFirst } from '../intake/load-store.sql.ts';
import { countStates } from '../review/review-table.sql.ts';

/** Text of a load's `stream`, by the names of the contract. */
const part = (key: string): string => `json_extract_string(stream, '$.${key}')`;
const named = `${part('cluster')} AS cluster, ${part('topic')} AS topic, ${part('topic_id')} AS topic_id, ${part('group')} AS "group"`;
const isNamed = `${part('cluster')} = $cluster AND ${part('topic')} = $topic AND ${part('topic_id')} = $topic_id AND ${part('group')} = $group`;

/**
 * By load, what waits and what is kept out. Records of a batch that nobody has looked at are those with a finding; the
 * others are counted by {@link selectReviewedStates} and handed in as `$reviewed`, a list of `load:quarantined:excluded`.
 */
const standing = `reviewed AS (
    SELECT split_part(line, ':', 1) AS load, split_part(line, ':', 2)::BIGINT AS quarantined, split_part(line, ':', 3)::BIGINT AS excluded
    FROM (SELECT unnest($reviewed) AS line)
  ),
  untouched AS (
    SELECT load, count(DISTINCT ordinal) AS quarantined FROM finding
    WHERE load IN (SELECT id FROM batch WHERE NOT has_review_table) GROUP BY load
  ),
  rejected AS (
    SELECT load, count(*) FILTER (state = 'quarantined') AS quarantined, count(*) FILTER (state = 'excluded') AS excluded
    FROM reject WHERE load IN (SELECT id FROM batch) GROUP BY load
  ),
  standing AS (
    SELECT batch.*,
      coalesce(u.quarantined, 0) + coalesce(v.quarantined, 0) + coalesce(r.quarantined, 0) AS quarantined,
      coalesce(v.excluded, 0) + coalesce(r.excluded, 0) AS excluded,
      EXISTS (SELECT 1 FROM publish WHERE publish.load = batch.id AND publish.state = 'done') AS published
    FROM batch LEFT JOIN untouched u ON u.load = id LEFT JOIN reviewed v ON v.load = id LEFT JOIN rejected r ON r.load = id
  )`;

export const selectReviewedBatches = (): Sql => ({
  text: 'SELECT id FROM load WHERE stream IS NOT NULL AND has_review_table',
});

/** At least one. */
export const selectReviewedStates = (loads: readonly string[]): Sql => ({
  text: loads
    .map((load, index) => `SELECT $load_${index} AS load, quarantined, excluded FROM (${countStates(load).text})`)
    .join(' UNION ALL '),
  params: Object.fromEntries(loads.map((load, index) => [`load_${index}`, load])),
});
export interface ReviewedRow {
  load: string;
  quarantined: number;
  excluded: number;
}

export interface SummaryRow extends StreamName {
  batches: number;
  messages: number;
  records: number;
  rejects: number;
  quarantined: number;
  quarantined_batches: number;
  excluded: number;
  unpublished_batches: number;
  first_at: string;
  last_at: string;
  last_load: string;
}

export const selectSummaries = (reviewed: readonly string[]): Sql => ({
  text: `WITH batch AS (SELECT *, rowid AS place, ${named} FROM load WHERE stream IS NOT NULL), ${standing}
  SELECT cluster, topic, topic_id, "group", count(*) AS batches, sum(physical_lines)::BIGINT AS messages,
    sum(records)::BIGINT AS records, sum(rejects)::BIGINT AS rejects, sum(quarantined)::BIGINT AS quarantined,
    count(*) FILTER (quarantined > 0) AS quarantined_batches, sum(excluded)::BIGINT AS excluded,
    count(*) FILTER (NOT published) AS unpublished_batches, min(loaded_at) AS first_at, max(loaded_at) AS last_at,
    arg_max(id, (loaded_at, place)) AS last_load
  FROM standing GROUP BY ALL ORDER BY last_at DESC, topic, "group"`,
  params: { reviewed },
});

const kept = { all: 'true', quarantined: 'quarantined > 0', unpublished: 'NOT published' } as const;
export type Kept = keyof typeof kept;

const batchesOf = (only: Kept): string =>
  `WITH batch AS (SELECT * FROM load WHERE stream IS NOT NULL AND ${isNamed}), ${standing},
  kept AS (SELECT id FROM standing WHERE ${kept[only]})`;

export const countBatches = (name: StreamName, only: Kept, reviewed: readonly string[]): Sql => ({
  text: `${batchesOf(only)} SELECT count(*) AS total FROM kept`,
  params: { ...name, reviewed },
});

/** Newest first. */
export const selectBatches = (
  name: StreamName,
  only: Kept,
  reviewed: readonly string[],
  page: { readonly limit: number; readonly offset: number },
): Sql => ({
  text: `${batchesOf(only)}
  SELECT * FROM load WHERE id IN (SELECT id FROM kept) ORDER BY ${newestFirst} LIMIT $limit OFFSET $offset`,
  params: { ...name, reviewed, ...page },
});
