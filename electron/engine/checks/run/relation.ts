import type { SqlValue } from '../../db/sql.ts';
import type { TableColumn } from '../expectation.ts';

/** What a suite is run over. */
export interface Relation {
  /** SQL usable after FROM: a table, `read_parquet([…])`, or a subquery in parentheses. */
  readonly from: string;
  readonly params?: Readonly<Record<string, SqlValue>>;
  /** In table order; the key is only among them when it is a column like any other. */
  readonly columns: readonly TableColumn[];
  /** SQL for the record's ordinal (BIGINT): a quoted column, or `file_row_number`. Identifies a row. */
  readonly key: string;
}
