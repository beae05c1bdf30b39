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

export interface StateCounts {
  readonly clean: number;
  readonly corrected: number;
  readonly waived: number;
  readonly excluded: number;
  readonly quarantined: number;
  readonly from_source: number;
  readonly repaired: number;
}

export const noStates: StateCounts = {
  clean: 0,
  corrected: 0,
  waived: 0,
  excluded: 0,
  quarantined: 0,
  from_source: 0,
  repaired: 0,
};

/** As {@link countStates}, of loads that have no review table: nobody has touched them, and what fails is quarantined. */
export const countFailing = (loads: readonly string[]): Sql => ({
  text: `SELECT load, 0 AS clean, 0 AS corrected, 0 AS waived, 0 AS excluded, 0 AS repaired,
      count(DISTINCT ordinal) AS quarantined, count(DISTINCT ordinal) AS from_source
    FROM finding WHERE load IN (SELECT unnest($loads)) GROUP BY load`,
  params: { loads },
});

export interface RejectCounts {
  readonly quarantined: number;
  readonly excluded: number;
  readonly repaired: number;
}

export const noRejects: RejectCounts = { quarantined: 0, excluded: 0, repaired: 0 };

export const countRejectStates = (loads: readonly string[]): Sql => ({
  text: `SELECT load,
    count(*) FILTER (state = 'quarantined') AS quarantined,
    count(*) FILTER (state = 'excluded') AS excluded,
    count(*) FILTER (state = 'repaired') AS repaired
  FROM reject WHERE load IN (SELECT unnest($loads)) GROUP BY load`,
  params: { loads },
});
