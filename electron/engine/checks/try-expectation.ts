/** One expectation over a load as it is now, for a form that shows what it would find. Nothing is kept. */
import type { ExpectationConfig, ExpectationResult, JsonObject, JsonValue, Trial } from '../../contract/check.ts';
import { DeskError } from '../../contract/errors.ts';
import type { ParsedInput } from '../../contract/methods.ts';
import type { CallContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import { storedLoad } from '../intake/load-store.ts';
import { dropRunTables } from './check-store.sql.ts';
import { relationOf } from './load-relation.ts';
import { runSuite } from './run/run-suite.ts';
import { chooseSuite } from './suite-of-load.ts';
import { checkExpectation } from './suite/check-suite.ts';
import { runTimeKwargs } from './suite/identity.ts';

const findingsTable = 'trial_findings';
const shownExamples = 5;

/** Throws SUITE_INVALID for kwargs the expectation does not take. */
export async function tryExpectation(input: ParsedInput<'check.try'>, context: CallContext): Promise<Trial> {
  const { type, kwargs } = input.expectation;
  const own = Object.fromEntries(Object.entries(kwargs).filter(([name]) => !runTimeKwargs.includes(name)));
  const expectation = { type, kwargs: own, meta: {} };
  return context.db.read(async (connection) => {
    try {
      return await connection.underSignal(context.signal, () => run(connection, context, input.load, expectation));
    } finally {
      // Not under the signal: what it holds is patient text, which must go when the trial is cancelled too.
      await connection.run(dropRunTables([findingsTable]));
    }
  });
}

async function run(
  connection: Connection,
  context: CallContext,
  id: string,
  expectation: ExpectationConfig,
): Promise<Trial> {
  const load = await storedLoad(connection, context.workspace, id);
  // A parameter means what it means in the load's own suite.
  const { suite_parameters: parameters } = await chooseSuite(connection, load, undefined);
  refuseBroken(expectation, parameters);
  const suite = {
    name: 'trial',
    id: null,
    expectations: [expectation],
    suite_parameters: parameters,
    meta: {},
    notes: null,
  };
  const { result } = await runSuite(connection, await relationOf(connection, load), suite, {
    findingsTable,
    resultFormat: { result_format: 'SUMMARY', partial_unexpected_count: shownExamples },
  });
  const [only] = result.results;
  if (only === undefined) throw new DeskError('INTERNAL', 'The trial of an expectation came back without a result.');
  return showTrial(only);
}

function refuseBroken(expectation: ExpectationConfig, parameters: JsonObject): void {
  const problems = checkExpectation(expectation, parameters);
  if (problems.length === 0) return;
  throw new DeskError(
    'SUITE_INVALID',
    `${expectation.type} cannot be tried as it is: ${problems.join('; ')}. Correct it, then try again.`,
    { problems: problems.map((problem) => ({ expectation: expectation.type, position: 1, problem })) },
  );
}

function showTrial({ success, result, meta, exception_info: exception }: ExpectationResult): Trial {
  const ofRows = typeof result['unexpected_count'] === 'number';
  const whatToDo = meta.what_to_do ?? '';
  return {
    sentence: meta.sentence,
    success,
    could_not_run: meta.could_not_run ? { why: exception.exception_message ?? '', what_to_do: whatToDo } : null,
    evaluated: ofRows ? Number(result['element_count']) - Number(result['missing_count'] ?? 0) : null,
    unexpected: ofRows ? Number(result['unexpected_count']) : null,
    examples: examplesOf(result['partial_unexpected_counts']),
    observed: result['observed_value'] ?? null,
  };
}

/** The most frequent first. */
function examplesOf(counts: JsonValue | undefined): (string | null)[] {
  const counted = (counts ?? []) as { readonly value: JsonValue }[];
  return counted.map(({ value }) => (value === null || typeof value === 'string' ? value : JSON.stringify(value)));
}
