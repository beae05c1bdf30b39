import type { Sql } from '../db/sql.ts';

export const countFindings = (): Sql => ({
  text: `SELECT l.suite_hash, f.expectation_key, count(*) AS findings
    FROM finding f JOIN load l ON l.id = f.load
    GROUP BY ALL`,
});

export const selectSuitesInUse = (): Sql => ({
  text: 'SELECT hash, json FROM suite WHERE hash IN (SELECT suite_hash FROM load)',
});
