import { exactText } from '../db/exact-text.sql.ts';
import type { Sql } from '../db/sql.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { patternBeginning, patternOf } from './pattern.sql.ts';
import { requireColumn, type Predicate } from './selection.sql.ts';

export interface FacetRow {
  state: string;
  file: number;
  records: number;
}

/** By state and file at once, so that records are searched through but once. */
export const countByStateAndFile = (from: string, predicate: Predicate): Sql => ({
  text: `SELECT _desk_state AS state, _desk_file AS file, count(*) AS records FROM ${from}
    WHERE ${predicate.text} GROUP BY _desk_state, _desk_file`,
  params: predicate.params,
});

/** The most frequent first. Values are counted before their patterns are made: most columns have few different ones. */
export function countByPattern(
  load: StoredLoad,
  column: string,
  from: string,
  predicate: Predicate,
  limit: number,
): Sql {
  const beginning = patternBeginning(`${requireColumn(load, column)}::VARCHAR`);
  return {
    text: `WITH counted AS (
        SELECT ${beginning} AS beginning, count(*) AS records FROM ${from}
        WHERE ${predicate.text} GROUP BY ${beginning}
      ), shaped AS (
        SELECT ${patternOf('beginning')} AS shape, sum(records)::BIGINT AS records FROM counted
        GROUP BY shape ORDER BY records DESC, shape LIMIT $limit
      )
      SELECT ${exactText('shape')} AS pattern, records FROM shaped ORDER BY records DESC, shape`,
    params: { ...predicate.params, limit },
  };
}
