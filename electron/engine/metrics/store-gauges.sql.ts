import type { Sql } from '../db/sql.ts';

export const loadStates = ['unchecked', 'checked', 'published', 'changed_since_publish'] as const;
export type LoadState = (typeof loadStates)[number];

export interface LoadMark {
  id: string;
  state: LoadState;
  /** Another one when the load was edited, checked or published since. */
  mark: string;
}

export const selectLoadMarks = (): Sql => ({
  text: `SELECT l.id, concat_ws(' ', l.revision, l.checked_at, p.published_at) AS mark,
      CASE
        WHEN p.revision = l.revision THEN 'published'
        WHEN p.revision IS NOT NULL THEN 'changed_since_publish'
        WHEN l.checked_at IS NOT NULL THEN 'checked'
        ELSE 'unchecked'
      END AS state
    FROM load l LEFT JOIN (
      SELECT load, max(published_at) AS published_at, arg_max(revision, published_at) AS revision
      FROM publish WHERE state = 'done' GROUP BY load
    ) p ON p.load = l.id`,
});

export const countFindings = (): Sql => ({
  text: `SELECT l.suite_hash, f.expectation_key, count(*) AS findings
    FROM finding f JOIN load l ON l.id = f.load
    GROUP BY ALL`,
});

export const selectSuitesInUse = (): Sql => ({
  text: 'SELECT hash, json FROM suite WHERE hash IN (SELECT suite_hash FROM load)',
});
