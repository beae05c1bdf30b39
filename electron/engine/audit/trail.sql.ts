import type { AuditFilter } from '../../contract/audit.ts';
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

const fields = ['load', 'record', 'operation', 'actor', 'action'] as const;

/** `since` and `until` are moments as the trail writes them. */
function trailPredicate(filter: AuditFilter): { text: string; params: Record<string, SqlValue> } {
  const params: Record<string, SqlValue> = {};
  const conditions = ['true'];
  for (const field of fields) {
    const value = filter[field];
    if (value === undefined) continue;
    conditions.push(`audit_event.${field} = $${field}`);
    params[field] = value;
  }
  if (filter.since !== undefined) {
    conditions.push('happened_at >= $since');
    params['since'] = filter.since;
  }
  if (filter.until !== undefined) {
    conditions.push('happened_at <= $until');
    params['until'] = filter.until;
  }
  if (filter.search !== undefined && filter.search !== '') {
    const searched = ['reason', 'old_value', 'new_value', 'column_name', 'record'];
    conditions.push(`(${searched.map((column) => `contains(lower(${column}), lower($search))`).join(' OR ')})`);
    params['search'] = filter.search;
  }
  return { text: conditions.join(' AND '), params };
}

export function selectEvents(filter: AuditFilter, before: number | undefined, limit: number): Sql {
  const { text, params } = trailPredicate(filter);
  const older = before === undefined ? {} : { before };
  return {
    text: `SELECT ${columns} FROM audit_event WHERE ${text}${before === undefined ? '' : ' AND seq < $before'}
      ORDER BY seq DESC LIMIT $limit`,
    params: { ...params, ...older, limit },
  };
}

export function countTrail(filter: AuditFilter): Sql {
  const { text, params } = trailPredicate(filter);
  return { text: `SELECT count(*) AS events FROM audit_event WHERE ${text}`, params };
}

/** Events by who or by what, the most first; the filter leaves that very criterion out. */
export function countTrailBy(field: 'actor' | 'action', filter: AuditFilter): Sql {
  const { text, params } = trailPredicate({ ...filter, [field]: undefined });
  return {
    text: `SELECT ${exactText(field)} AS ${field}, events
      FROM (SELECT ${field}, count(*) AS events FROM audit_event WHERE ${text} GROUP BY ${field})
      ORDER BY events DESC, ${field}`,
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

export interface AnchorRow {
  readonly path: string;
  readonly target: string;
  readonly endpoint: string | null;
  readonly audit_head: string;
}

export const selectAnchors = (): Sql => ({
  text: `SELECT path, target, endpoint, audit_head FROM publish WHERE state = 'done'`,
});
