/** Questions about suites and validations that run nothing. */
import { suiteSchema, validationResultSchema, type KnownSuite, type Suite } from '../../contract/check.ts';
import { DeskError } from '../../contract/errors.ts';
import type { Output, ParsedInput } from '../../contract/methods.ts';
import type { CallContext } from '../context.ts';
import { storedLoad } from '../intake/load-store.ts';
import { today } from '../review/today.ts';
import { countFailingAlone } from '../review/states.sql.ts';
import {
  selectLatestValidation,
  selectSuite,
  selectSuites,
  selectValidations,
  type SummaryRow,
  type ValidationRow,
} from './check-store.sql.ts';
import { planSuite } from './run/plan.ts';
import { convertSuite } from './suite/convert-suite.ts';
import { suiteHash } from './suite/identity.ts';
import { parseSuite } from './suite/parse-suite.ts';

export function parseSuiteText(text: string): Output<'suite.parse'> {
  const { suite, warnings, corrected } = parseSuite(text);
  return {
    suite,
    hash: suiteHash(suite),
    warnings: [...warnings],
    corrected,
    sentences: sentencesOf(suite),
  };
}

function sentencesOf(suite: Suite): string[] {
  const planned = planSuite(suite, [], { values: suite.suite_parameters, now: new Date() });
  return planned.map(({ sentence }) => sentence);
}

export async function listSuites(_input: ParsedInput<'suite.list'>, { db }: CallContext): Promise<KnownSuite[]> {
  return db.read((connection) => connection.all<KnownSuite>(selectSuites()));
}

/** Throws NOT_FOUND. */
export async function getSuite({ hash }: ParsedInput<'suite.get'>, { db }: CallContext): Promise<Output<'suite.get'>> {
  const row = await db.read((connection) => connection.one<{ json: string }>(selectSuite(hash)));
  if (row === undefined) {
    throw new DeskError('NOT_FOUND', 'No load of this workspace was checked with that suite. Choose one of the list.', {
      suite: hash,
    });
  }
  const suite = suiteSchema.parse(JSON.parse(row.json));
  return { text: `${JSON.stringify(convertSuite(suite, '1.x'), null, 2)}\n`, suite, sentences: sentencesOf(suite) };
}

export async function checkHistory(
  input: ParsedInput<'check.history'>,
  context: CallContext,
): Promise<Output<'check.history'>> {
  return context.db.read(async (connection) => {
    const load = await storedLoad(connection, context.workspace, input.load);
    const rows = await connection.all<SummaryRow>(selectValidations(load.row.id, input.limit));
    return rows.map(({ hash, name, ...row }) => ({ ...row, suite: { hash, name } }));
  });
}

export async function failingAlone(
  input: ParsedInput<'check.alone'>,
  context: CallContext,
): Promise<Output<'check.alone'>> {
  return context.db.read(async (connection) => {
    const load = await storedLoad(connection, context.workspace, input.load);
    return connection.only<{ records: number }>(countFailingAlone(load.row.id, input.expectation, today()));
  });
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
