import type { StreamName } from '../../../contract/stream.ts';
import { ident, literal, type Sql } from '../../db/sql.ts';
import { fileLiteral } from '../../intake/file-path.sql.ts';
import { oldestFirst } from '../../intake/load-store.sql.ts';
import type { StoredLoad } from '../../intake/load-store.ts';
import { reviewTable } from '../../review/review-table.sql.ts';
import type { Predicate } from '../../review/selection.sql.ts';
import { messagesOf } from '../messages.sql.ts';

/**
 * Batches of a topic that may have something to redrive, the oldest first: something was decided in them since their
 * newest publish to `target`, or to any target where none is named.
 */
export function selectTouchedBatches(topic: string, group: string | undefined, target: string | undefined): Sql {
  const ofGroup = group === undefined ? '' : ` AND json_extract_string(stream, '$.group') = $group`;
  const there = target === undefined ? '' : ' AND p.target = $target';
  return {
    text: `SELECT id FROM load WHERE stream IS NOT NULL AND has_review_table AND revision > 0
        AND json_extract_string(stream, '$.topic') = $topic${ofGroup}
        AND NOT EXISTS (SELECT 1 FROM publish p
          WHERE p.load = load.id AND p.state = 'done' AND p.revision >= load.revision${there})
      ORDER BY ${oldestFirst}`,
    params: { topic, ...(group === undefined ? {} : { group }), ...(target === undefined ? {} : { target }) },
  };
}

export const countBatchesOf = (topic: string, group: string | undefined): Sql => ({
  text: `SELECT count(*) AS batches FROM load WHERE stream IS NOT NULL AND json_extract_string(stream, '$.topic') = $topic${
    group === undefined ? '' : ` AND json_extract_string(stream, '$.group') = $group`
  }`,
  params: { topic, ...(group === undefined ? {} : { group }) },
});

export interface CandidateRow {
  ordinal: number;
  state: string;
  reject: number | null;
  repair: string | null;
  partition: number;
  offset: number;
  in_bronze: boolean;
  /** The redrive that has, or may have, sent it. */
  redriven_by: string | null;
  redriven: string | null;
}

/** Records under review that the predicate means, with the message each came in, in the order of their messages. */
export function selectCandidates(load: StoredLoad, predicate: Predicate, published: readonly string[]): Sql {
  const inBronze =
    published.length === 0
      ? 'SELECT NULL::BIGINT AS ordinal WHERE false'
      : `SELECT DISTINCT split_part(_record_id, ':', 2)::BIGINT AS ordinal
         FROM read_parquet([${published.map(fileLiteral).join(', ')}], hive_partitioning = false, union_by_name = true)`;
  return {
    text: `SELECT r.ordinal, r.state, r.reject, r.repair, m._desk_partition AS partition, m._desk_offset AS "offset",
        b.ordinal IS NOT NULL AS in_bronze, d.operation AS redriven_by, d.state AS redriven
      FROM (SELECT _desk_ordinal AS ordinal, _desk_state AS state, _desk_reject AS reject, _desk_repair AS repair
        FROM ${reviewTable(load.row.id)} WHERE ${predicate.text}) r
      JOIN ${messagesOf(load)} m ON m._desk_ordinal = r.ordinal
      LEFT JOIN (${inBronze}) b ON b.ordinal = r.ordinal
      LEFT JOIN redrive_message d ON d.load = ${literal(load.row.id)} AND d.ordinal = r.ordinal AND d.state <> 'not sent'
      ORDER BY partition, "offset", r.ordinal`,
    params: predicate.params,
  };
}

/** The records that stand for these rejects. */
export const selectRepairedRecords = (load: string, rejects: readonly number[]): Sql => ({
  text: `SELECT _desk_reject AS reject, _desk_ordinal AS ordinal FROM ${reviewTable(load)}
    WHERE NOT _desk_withdrawn AND _desk_reject IN (SELECT unnest($rejects)::BIGINT)`,
  params: { rejects: rejects.map(String) },
});

/** The newest first. */
export const selectPublishesOf = (load: string): Sql => ({
  text: `SELECT * FROM publish WHERE load = $load AND state = 'done' ORDER BY published_at DESC, id DESC`,
  params: { load },
});

/** Where a column that names a key of the message is asked for by JSON pointer, no character of it has a meaning. */
export const selectKinds = (load: StoredLoad, landing: string, keys: readonly string[]): Sql => ({
  text: keys
    .map(
      (key, index) => `SELECT DISTINCT ${index} AS key,
          try(json_type(decode(_desk_value), ${literal(pointerTo(key))})) AS kind
        FROM read_parquet(${fileLiteral(landing)}, hive_partitioning = false)
        WHERE ${ident(columnOf(load, key))} IS NOT NULL`,
    )
    .join(' UNION ALL '),
});

const pointerTo = (key: string): string => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;

function columnOf(load: StoredLoad, key: string): string {
  return load.columns.find((column) => (column.renamed?.from ?? column.name) === key)?.name ?? key;
}

/** Publishes to the target whose layout can be a batch's: its own first, then its stream's, the newest first. */
export const selectLayoutPublishes = (
  load: string,
  { cluster, topic, topic_id, group }: StreamName,
  target: string,
): Sql => ({
  text: `SELECT p.path FROM publish p JOIN load l ON l.id = p.load
    WHERE p.state = 'done' AND p.target = $target AND (p.load = $load OR (l.stream IS NOT NULL
      AND json_extract_string(l.stream, '$.cluster') = $cluster AND json_extract_string(l.stream, '$.topic') = $topic
      AND json_extract_string(l.stream, '$.topic_id') = $topic_id AND json_extract_string(l.stream, '$.group') = $group))
    ORDER BY p.load = $load DESC, p.published_at DESC, p.id DESC LIMIT 20`,
  params: { load, cluster, topic, topic_id, group, target },
});
