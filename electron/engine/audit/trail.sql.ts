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

export const selectAnchors = (): Sql => ({
  text: `SELECT path, audit_head FROM publish WHERE state = 'done'`,
});
