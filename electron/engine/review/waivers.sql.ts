import type { Sql } from '../db/sql.ts';

export const selectLoadsWithExpired = (today: string): Sql => ({
  text: 'SELECT DISTINCT load FROM waiver WHERE revoked_by IS NULL AND until < $today',
  params: { today },
});

export const createExpired = (into: string, load: string, today: string): Sql => ({
  text: `CREATE OR REPLACE TEMP TABLE ${into} AS
    SELECT DISTINCT ordinal FROM waiver WHERE load = $load AND revoked_by IS NULL AND until < $today`,
  params: { load, today },
});
