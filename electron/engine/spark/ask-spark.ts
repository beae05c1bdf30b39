/** A suite made ready for Spark: every rule said in its dialect once, so that what cannot be is refused before anything runs. */
import type { Suite } from '../../contract/check.ts';
import { DeskError } from '../../contract/errors.ts';
import type { CouldNotRun, Rule, TableColumn } from '../checks/expectation.ts';
import { planSuite, type PlannedExpectation } from '../checks/run/plan.ts';
import { askedAggregates, askedRows, probe } from '../checks/run/verdict.ts';
import { verdictQuery } from '../checks/run/flags.sql.ts';
import { sparkDialect } from '../checks/spark-dialect.sql.ts';
import { Untranslatable } from '../checks/untranslatable.ts';
import type { CallContext } from '../context.ts';
import { recordsRelation, type ScriptParts } from './script-parts.ts';

type Asked = Pick<ScriptParts, 'rows' | 'aggregates'>;

/** Throws COULD_NOT_RUN, naming each expectation that has no verdict in Spark, and why. */
export async function askSpark(
  suite: Suite,
  columns: readonly TableColumn[],
  now: Date,
  context: CallContext,
): Promise<Asked> {
  const planned = await planForSpark(suite, columns, now, context);
  const refused = planned.flatMap((expectation) => {
    const reason = refusal(expectation, columns);
    return reason === null ? [] : [{ expectation: expectation.sentence, ...reason }];
  });
  if (refused.length === 0) return { rows: askedRows(planned), aggregates: askedAggregates(planned) };
  throw new DeskError(
    'COULD_NOT_RUN',
    `${refused.length === 1 ? 'An expectation' : `${refused.length} expectations`} of this suite cannot be checked by Spark; nothing was planned. ${refused
      .map(({ expectation, why, whatToDo }) => `“${expectation}”: ${why} ${whatToDo}`)
      .join(' ')}`,
    { refused: refused.map(({ expectation, why }) => ({ expectation, why })) },
  );
}

export async function planForSpark(
  suite: Suite,
  columns: readonly TableColumn[],
  now: Date,
  context: CallContext,
): Promise<PlannedExpectation[]> {
  const planned = planSuite(suite, columns, { values: suite.suite_parameters, now });
  return context.db.read((connection) => probe(connection, planned));
}

function refusal(expectation: PlannedExpectation, columns: readonly TableColumn[]) {
  if ('couldNotRun' in expectation.plan) return expectation.plan.couldNotRun;
  const unlike = otherwiseTyped(expectation.plan.rule, columns);
  if (unlike !== null) return unlike;
  const alone = [expectation];
  try {
    verdictQuery(sparkDialect, recordsRelation(columns), askedRows(alone), askedAggregates(alone));
    return null;
  } catch (error) {
    if (error instanceof Untranslatable) return error.reason;
    throw error;
  }
}

/** Types whose values both engines write and compare alike. */
const shared = /^(VARCHAR|BOOLEAN|TINYINT|SMALLINT|INTEGER|BIGINT|DATE|DECIMAL\(\d+,\d+\))$/;

function otherwiseTyped(rule: Rule, columns: readonly TableColumn[]): CouldNotRun | null {
  if (rule.kind === 'schema') return null;
  const named = [...rule.columns, ...(rule.rowCondition === null ? [] : [rule.rowCondition.column])];
  const unlike = columns.find(({ name, type }) => named.includes(name) && !shared.test(type));
  if (unlike === undefined) return null;
  return {
    why: `${unlike.name} is ${unlike.type}, whose values Spark writes and compares in another way than DuckDB.`,
    whatToDo: 'Check it in the desk, or take it out of the suite that Spark is given.',
  };
}
