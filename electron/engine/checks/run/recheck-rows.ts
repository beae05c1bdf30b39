/** Edited rows checked again: only the rules that need nothing but the record itself. */
import type { JsonObject, Suite } from '../../../contract/check.ts';
import type { Connection } from '../../db/connection.ts';
import { writeFindings } from './findings.ts';
import { planSuite } from './plan.ts';
import type { Relation } from './relation.ts';
import { askedRows, probe } from './verdict.ts';

export interface Recheck {
  /** Positions in the suite that were asked again, and whose findings for these rows are now in the table. */
  readonly rechecked: readonly number[];
  /** Positions left as they were: they need the whole table, or could not run. */
  readonly notRechecked: readonly number[];
}

/**
 * Leaves the findings of the relation's rows in the temp table `findingsTable`, shaped as {@link runSuite} leaves them.
 * @throws DeskError as runSuite does
 */
export async function recheckRows(
  connection: Connection,
  relation: Relation,
  suite: Suite,
  findingsTable: string,
  options: { readonly parameters?: JsonObject; readonly now?: Date } = {},
): Promise<Recheck> {
  const values = { ...suite.suite_parameters, ...options.parameters };
  const plan = planSuite(suite, relation.columns, { values, now: options.now ?? new Date() });
  const asked = askedRows(await probe(connection, plan)).filter(({ rule }) => rule.kind === 'row');
  const refused = await writeFindings(connection, relation, findingsTable, asked);
  const rechecked = asked.map(({ index }) => index).filter((index) => !refused.includes(index));
  return {
    rechecked,
    notRechecked: plan.map(({ index }) => index).filter((index) => !rechecked.includes(index)),
  };
}
