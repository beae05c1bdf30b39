/**
 * A suite over each part of a relation on its own, as if it were run part by part. Where every rule looks at one row at a
 * time, which is what most do, the parts share the statements: for many small parts that is most of the time.
 */
import type { Suite } from '../../../contract/check.ts';
import type { Connection } from '../../db/connection.ts';
import { writeFindings, type Example, type Examples } from './findings.ts';
import type { PlannedExpectation } from './plan.ts';
import type { Relation } from './relation.ts';
import { chooseFormat } from './result-format.ts';
import { Run, runSuite, type RunOptions, type SuiteRun } from './run-suite.ts';
import { createFindings, firstFindingsByPart, moveFindings, verdictStatement } from './statements.sql.ts';
import { askedRows, isRuleFault, verdictsOf, type Verdict } from './verdict.ts';

export interface PartedRelation extends Relation {
  /** A column that says of each row which part it is of, counted from 0. */
  readonly part: string;
  readonly parts: number;
}

export interface PartOptions extends RunOptions {
  /** As {@link RunOptions.findingsTable}, for all parts together: an ordinal is a row's key in the whole relation. */
  readonly findingsTable: string;
  readonly resultFormat: 'BASIC';
  /** Further keys of each part's `meta`. */
  readonly metaOf: (part: number) => RunOptions['meta'];
}

/** One run a part. Throws as {@link runSuite} does. */
export async function runSuiteByPart(
  connection: Connection,
  relation: PartedRelation,
  suite: Suite,
  asked: PartOptions,
): Promise<SuiteRun[]> {
  const options = { ...asked, now: asked.now ?? new Date() };
  const planned = await new Run(connection, relation, suite, options).plan();
  if (planned.every(looksAtOneRow)) {
    try {
      return await runTogether(connection, relation, suite, options, planned);
    } catch (error) {
      // A rule met a value it cannot handle: the part it is in goes without that verdict, the others do not.
      if (!isRuleFault(error)) throw error;
    }
  }
  return runOneByOne(connection, relation, suite, options);
}

function looksAtOneRow({ plan, kwargs }: PlannedExpectation): boolean {
  if (kwargs['result_format'] !== undefined) return false;
  return 'couldNotRun' in plan || plan.rule.kind === 'row' || plan.rule.kind === 'schema';
}

async function runTogether(
  connection: Connection,
  relation: PartedRelation,
  suite: Suite,
  options: PartOptions,
  planned: readonly PlannedExpectation[],
): Promise<SuiteRun[]> {
  const asked = askedRows(planned);
  const rows =
    asked.length === 0
      ? []
      : await connection.all<{ part: number }>(verdictStatement(relation, asked, [], relation.part));
  const found = new Map(rows.map((row) => [row.part, verdictsOf({ ...row }, asked, [])]));
  const none = verdictsOf(Object.fromEntries(asked.flatMap(({ index }) => zeros(index))), asked, []);
  const failing = asked.filter(({ index }) => [...found.values()].some((verdicts) => fails(verdicts.get(index))));
  const table = options.findingsTable;
  if ((await writeFindings(connection, relation, table, failing)).length > 0) {
    return runOneByOne(connection, relation, suite, options);
  }
  const examples = failing.length === 0 ? [] : await examplesByPart(connection, relation, table);
  const runs: SuiteRun[] = [];
  for (let part = 0; part < relation.parts; part += 1) {
    const meta = options.metaOf(part);
    const run = new Run(connection, relation, suite, { ...options, ...(meta === undefined ? {} : { meta }) });
    const own = examples.filter((each) => each.part === part);
    const partial: Examples['partial'] = new Map(own.map((each) => [each.expectation, each.examples]));
    runs.push(await run.report(planned, found.get(part) ?? none, table, { partial, counts: new Map() }));
  }
  return runs;
}

const zeros = (index: number): [string, number][] => ['e', 'm', 'u'].map((name) => [`${name}${index}`, 0]);

const fails = (verdict: Verdict | undefined): boolean =>
  verdict !== undefined && 'counts' in verdict && verdict.counts.unexpected > 0;

interface PartExamples {
  readonly part: number;
  readonly expectation: number;
  readonly examples: readonly Example[];
}

function examplesByPart(connection: Connection, relation: PartedRelation, table: string): Promise<PartExamples[]> {
  const { partialCount } = chooseFormat({}, 'BASIC', []);
  return connection.all<PartExamples>(firstFindingsByPart(relation, relation.part, table, partialCount));
}

async function runOneByOne(
  connection: Connection,
  relation: PartedRelation,
  suite: Suite,
  options: PartOptions,
): Promise<SuiteRun[]> {
  const table = `${options.findingsTable}_of_part`;
  await connection.run(createFindings(options.findingsTable));
  const runs: SuiteRun[] = [];
  try {
    for (let part = 0; part < relation.parts; part += 1) {
      const own = { ...relation, from: `(SELECT * FROM ${relation.from} WHERE ${relation.part} = ${part})` };
      const meta = options.metaOf(part);
      const about = { ...options, findingsTable: table, ...(meta === undefined ? {} : { meta }) };
      runs.push(await runSuite(connection, own, suite, about));
      await connection.run(moveFindings(table, options.findingsTable));
    }
  } finally {
    await connection.dropTempTable(table);
  }
  return runs;
}
