import { exactText } from '../db/exact-text.sql.ts';
import type { Sql, SqlValue } from '../db/sql.ts';

const columns = `seq, happened_at AS "at", ${exactText('actor')} AS actor, action, load, record,
  ${exactText('column_name')} AS "column", ${exactText('old_value')} AS "old", ${exactText('new_value')} AS "new",
  ${exactText('reason')} AS reason, operation, prev, hash`;

export const trailTable = 'audit_event';

export const selectHead = (): Sql => ({
  text: 'SELECT seq, hash FROM audit_event WHERE seq = (SELECT max(seq) FROM audit_event)',
});

export const selectTrail = (): Sql => ({ text: `SELECT ${columns} FROM audit_event ORDER BY seq, hash` });

export interface TrailFilter {
  readonly load?: string | undefined;
  readonly record?: string | undefined;
  readonly operation?: string | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
}

export function selectEvents(filter: TrailFilter, before: number | undefined, limit: number): Sql {
  const params: Record<string, SqlValue> = { limit };
  const conditions = ['true'];
  for (const [column, value] of Object.entries(filter) as [keyof TrailFilter, string | undefined][]) {
    if (value === undefined) continue;
    conditions.push(`audit_event.${column} = $${column}`);
    params[column] = value;
  }
  if (before !== undefined) {
    conditions.push('seq < $before');
    params['before'] = before;
  }
  return {
    text: `SELECT ${columns} FROM audit_event WHERE ${conditions.join(' AND ')} ORDER BY seq DESC LIMIT $limit`,
    params,
  };
}

/** A row of the store that the trail has to tell of, and does not. */
export interface UntoldRow {
  id: string;
  kind: string;
  records: number | null;
  expected: number;
  told: number;
}

/** A correction has an event for each of its cells; of anything else there is one at least for each record. */
export const selectFirstUntold = (): Sql => ({
  text: `WITH done AS (
    SELECT id, kind, records, kind = 'correct' AS exact, happened_at,
      CASE kind WHEN 'correct' THEN cells ELSE greatest(records, cells, 1) END AS expected FROM operation
    UNION ALL SELECT id, 'check', NULL, false, happened_at, 1 FROM validation
    UNION ALL SELECT id, 'publish', NULL, false, published_at, 1 FROM publish WHERE state = 'done'
    UNION ALL SELECT id, 'load', NULL, false, loaded_at, 1 FROM load
  ), trail AS (
    SELECT CASE action WHEN 'load' THEN load ELSE operation END AS id, action, count(*) AS events
    FROM audit_event GROUP BY ALL
  )
  SELECT done.id, done.kind, records, expected, coalesce(events, 0) AS told
  FROM done LEFT JOIN trail ON trail.id = done.id AND trail.action = done.kind
  WHERE told < expected OR exact AND told <> expected
  ORDER BY happened_at, done.id LIMIT 1`,
});

export const selectAnchors = (): Sql => ({
  text: `SELECT path, audit_head FROM publish WHERE state = 'done'`,
});
