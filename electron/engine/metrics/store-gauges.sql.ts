import type { Sql } from '../db/sql.ts';

export interface LoadMark {
  id: string;
  /** Another one when the load was edited, checked or published since. */
  mark: string;
}

export const selectLoadMarks = (): Sql => ({
  text: `SELECT l.id, concat_ws(' ', l.revision, l.checked_at, p.published_at) AS mark
    FROM load l LEFT JOIN (
      SELECT load, max(published_at) AS published_at FROM publish WHERE state = 'done' GROUP BY load
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
