/** Questions about suites and validations that run nothing. */
import { validationResultSchema } from '../../contract/check.ts';
import type { Output, ParsedInput } from '../../contract/methods.ts';
import type { CallContext } from '../context.ts';
import { storedLoad } from '../intake/load-store.ts';
import { selectLatestValidation, type ValidationRow } from './check-store.sql.ts';
import { planSuite } from './run/plan.ts';
import { suiteHash } from './suite/identity.ts';
import { parseSuite } from './suite/parse-suite.ts';

export function parseSuiteText(text: string): Output<'suite.parse'> {
  const { suite, warnings, corrected } = parseSuite(text);
  const planned = planSuite(suite, [], { values: suite.suite_parameters, now: new Date() });
  return {
    suite,
    hash: suiteHash(suite),
    warnings: [...warnings],
    corrected,
    sentences: planned.map(({ sentence }) => sentence),
  };
}

export async function latestValidation(
  input: ParsedInput<'check.latest'>,
  context: CallContext,
): Promise<Output<'check.latest'>> {
  return context.db.read(async (connection) => {
    const load = await storedLoad(connection, context.workspace, input.load);
    const row = await connection.one<ValidationRow>(selectLatestValidation(load.row.id));
    return row === undefined ? null : validationResultSchema.parse(JSON.parse(row.result));
  });
}
