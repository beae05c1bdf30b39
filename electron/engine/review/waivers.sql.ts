import type { Sql } from '../db/sql.ts';
import { touch } from './operation.sql.ts';

export const selectLoadsWithExpired = (today: string): Sql => ({
  text: 'SELECT DISTINCT load FROM waiver WHERE revoked_by IS NULL AND until < $today',
  params: { today },
});

/** Records still taken for waived although a waiver of theirs is over. */
export const touchExpired = (load: string, today: string): Sql =>
  touch(load, {
    text: `_desk_state = 'waived' AND NOT _desk_withdrawn AND _desk_ordinal IN
      (SELECT ordinal FROM waiver WHERE load = $load AND revoked_by IS NULL AND until < $today)`,
    params: { load, today },
  });
