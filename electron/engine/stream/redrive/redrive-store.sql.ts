import type { RedriveInput } from '../../../contract/redrive.ts';
import type { StreamName } from '../../../contract/stream.ts';
import { insertRows } from '../../db/insert-rows.sql.ts';
import type { Sql, SqlValue } from '../../db/sql.ts';

/** A topic as the broker knows it, whichever group read it. */
export type TopicName = Omit<StreamName, 'group'>;

export interface Intention {
  operation: string;
  load: string;
  ordinal: number;
  cluster: string;
  topic: string;
  topic_id: string;
  kafka_partition: number;
  from_offset: number;
  happened_at: string;
  revision: number;
}

export const insertIntentions = (rows: readonly Intention[]): Sql =>
  insertRows(
    'redrive_message',
    rows.map((row) => ({ ...row, state: 'intended', kafka_offset: null })),
  );

/** `offset`: null where the broker did not say. */
export interface Placed {
  readonly ordinal: number;
  readonly offset: bigint | null;
}

export const markSent = (operation: string, load: string, placed: readonly Placed[], at: string): Sql => ({
  text: `UPDATE redrive_message AS m SET state = 'sent', kafka_offset = s.kafka_offset, happened_at = $at
    FROM (SELECT unnest($ordinals)::BIGINT AS ordinal, unnest($offsets)::BIGINT AS kafka_offset) s
    WHERE m.operation = $operation AND m.load = $load AND m.ordinal = s.ordinal`,
  params: {
    operation,
    load,
    at,
    ordinals: placed.map(({ ordinal }) => String(ordinal)),
    offsets: placed.map(({ offset }) => (offset === null ? null : String(offset))),
  },
});

export const markNotSent = (load: string, ordinals: readonly number[], at: string): Sql => ({
  text: `UPDATE redrive_message SET state = 'not sent', happened_at = $at
    WHERE load = $load AND state = 'intended' AND ordinal IN (SELECT unnest($ordinals)::BIGINT)`,
  params: { load, at, ordinals: ordinals.map(String) },
});

export interface IntendedRow {
  operation: string;
  load: string;
  ordinal: number;
  cluster: string;
  topic: string;
  partition: number;
  from_offset: number;
  /** When its operation, or a send of it, was last heard of. */
  last_sign: string;
}

export const selectIntended = ({ cluster, topic, topic_id }: TopicName): Sql => ({
  text: intended(' AND cluster = $cluster AND topic = $topic AND topic_id = $topic_id'),
  params: { cluster, topic, topic_id },
});

/** Of one batch, or of every batch of a topic of that name; without those of the one topic that the broker was asked about. */
export function selectIntendedOf(of: RedriveInput['of'], asked: TopicName | undefined): Sql {
  const params: Record<string, SqlValue> = 'load' in of ? { load: of.load } : { named: of.topic };
  const parts = 'load' in of ? ['load = $load'] : ['topic = $named'];
  if ('topic' in of && of.group !== undefined) {
    parts.push(`load IN (SELECT id FROM load WHERE json_extract_string(stream, '$.group') = $group)`);
    params['group'] = of.group;
  }
  if (asked !== undefined) {
    parts.push('NOT (cluster = $cluster AND topic = $topic AND topic_id = $topic_id)');
    const { cluster, topic, topic_id } = asked;
    Object.assign(params, { cluster, topic, topic_id });
  }
  return { text: intended(parts.map((part) => ` AND ${part}`).join('')), params };
}

const intended = (and: string): string =>
  `SELECT operation, load, ordinal, cluster, topic, kafka_partition AS partition, from_offset, last_sign
    FROM (SELECT *, max(happened_at) OVER (PARTITION BY operation) AS last_sign FROM redrive_message)
    WHERE state = 'intended'${and} ORDER BY load, ordinal`;

/** Whether records of the load were sent back since it had this revision. */
export const countRedrivenSince = (load: string, revision: number): Sql => ({
  text: 'SELECT count(*) AS records FROM redrive_message WHERE load = $load AND revision > $revision',
  params: { load, revision },
});

/** Publishes of the load that are under way, or that `seen` does not have. */
export const countNewPublishes = (load: string, seen: readonly string[]): Sql => ({
  text: `SELECT count(*) AS publishes FROM publish
    WHERE load = $load AND (state = 'intended' OR NOT list_contains($seen, id))`,
  params: { load, seen },
});

export interface RedrivenRow {
  load: string;
  ordinal: number;
  operation: string;
  at: string;
  topic: string;
  partition: number;
  offset: number | null;
  state: string;
}

export function selectRedriven(load: string | undefined, operation: string | undefined, limit: number): Sql {
  const params: Record<string, SqlValue> = { limit };
  const parts = [`state <> 'not sent'`];
  if (load !== undefined) {
    parts.push('load = $load');
    params['load'] = load;
  }
  if (operation !== undefined) {
    parts.push('operation = $operation');
    params['operation'] = operation;
  }
  return {
    text: `SELECT load, ordinal, operation, happened_at AS at, topic, kafka_partition AS partition, kafka_offset AS "offset", state
      FROM redrive_message WHERE ${parts.join(' AND ')} ORDER BY happened_at DESC, load DESC, ordinal LIMIT $limit`,
    params,
  };
}
