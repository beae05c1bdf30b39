/**
 * The review table of a load: the records that failed something or that somebody touched, with their values as they
 * are now. Everything not in it is clean and is read from landing. Our own columns start with `_desk_`, which no source
 * column can.
 */
import type { Column } from '../../contract/load.ts';
import { ident, type Sql } from '../db/sql.ts';

export const reviewTable = (load: string): string => ident(`review ${load}`);

export function createReviewTable(load: string, columns: readonly Column[]): Sql {
  const own = columns.map((column) => `${ident(column.name)} ${column.type}`).join(',\n  ');
  return {
    text: `CREATE TABLE ${reviewTable(load)} (
  _desk_ordinal BIGINT NOT NULL,
  _desk_file INTEGER NOT NULL,
  _desk_first_line BIGINT NOT NULL,
  _desk_last_line BIGINT NOT NULL,
  _desk_state VARCHAR NOT NULL,
  _desk_excluded BOOLEAN NOT NULL,
  _desk_version INTEGER NOT NULL,
  -- Set when the record came from repairing that reject, by that operation; withdrawn when the repair was undone.
  _desk_reject BIGINT,
  _desk_repair VARCHAR,
  _desk_withdrawn BOOLEAN NOT NULL,
  ${own}
);
CREATE INDEX ${ident(`review ${load} by ordinal`)} ON ${reviewTable(load)} (_desk_ordinal)`,
  };
}

export const countStates = (load: string): Sql => ({
  text: `SELECT
    count(*) FILTER (_desk_state = 'clean') AS clean,
    count(*) FILTER (_desk_state = 'corrected') AS corrected,
    count(*) FILTER (_desk_state = 'waived') AS waived,
    count(*) FILTER (_desk_state = 'excluded') AS excluded,
    count(*) FILTER (_desk_state = 'quarantined') AS quarantined,
    count(*) FILTER (_desk_reject IS NULL) AS from_source,
    count(*) FILTER (_desk_reject IS NOT NULL) AS repaired
  FROM ${reviewTable(load)} WHERE NOT _desk_withdrawn`,
});

/** As {@link countStates}, of a load that has no review table: nobody has touched it, and what fails is quarantined. */
export const countFailing = (load: string): Sql => ({
  text: `SELECT 0 AS clean, 0 AS corrected, 0 AS waived, 0 AS excluded, 0 AS repaired,
      count(DISTINCT ordinal) AS quarantined, count(DISTINCT ordinal) AS from_source
    FROM finding WHERE load = $load`,
  params: { load },
});

export const countRejectStates = (load: string): Sql => ({
  text: `SELECT
    count(*) FILTER (state = 'quarantined') AS quarantined,
    count(*) FILTER (state = 'excluded') AS excluded,
    count(*) FILTER (state = 'repaired') AS repaired
  FROM reject WHERE load = $load`,
  params: { load },
});
