/** A suite over a relation: one statement for the verdict, one more for the findings when something failed. */
import { randomUUID } from 'node:crypto';
import type { ExpectationResult, JsonObject, ResultFormat, Suite, ValidationResult } from '../../../contract/check.ts';
import type { Connection } from '../../db/connection.ts';
import type { CouldNotRun, RowRule } from '../expectation.ts';
import { indexList, readAll, readExamples, valuesOf, writeFindings, type Examples } from './findings.ts';
import { findingAsJson } from './json-value.ts';
import { planSuite, type PlannedExpectation } from './plan.ts';
import type { Relation } from './relation.ts';
import {
  couldNotRunResult,
  expectationResult,
  judgedResult,
  noLists,
  rowResult,
  rowSuccess,
  validationResult,
  type RowLists,
} from './result.ts';
import { atLeast, chooseFormat, type ChosenFormat } from './result-format.ts';
import type { AskedFinding } from './statements.sql.ts';
import { askedRows, askVerdicts, probe, typeFault, type RowCounts, type Verdict } from './verdict.ts';

export interface RunOptions {
  /** SUMMARY when not given. An expectation's own `result_format` comes first. */
  readonly resultFormat?: ResultFormat;
  /** Columns that identify a row in index lists. */
  readonly indexColumns?: readonly string[];
  /** A temp table to leave the findings in: `(ordinal, expectation, expectation_key, column_name, value)`. */
  readonly findingsTable?: string;
  readonly signal?: AbortSignal;
  /** Suite parameters for this run, over the suite's own. */
  readonly parameters?: JsonObject;
  /** What `now()` is; the time of the validation. */
  readonly now?: Date;
  /** Further keys of the validation's `meta`. */
  readonly meta?: JsonObject;
}

export interface Tally {
  readonly index: number;
  readonly key: string;
  /** Null for expectations without a verdict per row. */
  readonly counts: RowCounts | null;
  readonly success: boolean;
  readonly couldNotRun: CouldNotRun | null;
}

export interface SuiteRun {
  readonly result: ValidationResult;
  readonly tallies: readonly Tally[];
}

/**
 * Run it outside a transaction: should a rule meet a value it cannot handle, DuckDB would abort the transaction with it.
 * @throws DeskError CANCELLED, DISK_FULL, OUT_OF_MEMORY; a fault of one expectation is in its result instead.
 */
export async function runSuite(
  connection: Connection,
  relation: Relation,
  suite: Suite,
  options: RunOptions = {},
): Promise<SuiteRun> {
  const { signal } = options;
  const work = (): Promise<SuiteRun> => new Run(connection, relation, suite, options).carryOut();
  return signal === undefined ? work() : connection.underSignal(signal, work);
}

/** One run over one relation; what a run over several parts of it has in common with it is public. */
export class Run {
  readonly #connection: Connection;
  readonly #relation: Relation;
  readonly #suite: Suite;
  readonly #options: RunOptions;
  readonly #now: Date;
  readonly #parameters: JsonObject;

  constructor(connection: Connection, relation: Relation, suite: Suite, options: RunOptions) {
    this.#connection = connection;
    this.#relation = relation;
    this.#suite = suite;
    this.#options = options;
    this.#now = options.now ?? new Date();
    this.#parameters = { ...suite.suite_parameters, ...options.parameters };
  }

  async carryOut(): Promise<SuiteRun> {
    const planned = await this.plan();
    const verdicts = await askVerdicts(this.#connection, this.#relation, planned);
    const failing = askedRows(planned).filter(({ index }) => unexpectedOf(verdicts.get(index)) > 0);
    const table = this.#options.findingsTable ?? `bd_findings_${randomUUID().replaceAll('-', '')}`;
    const keep = this.#options.findingsTable !== undefined;
    try {
      const examples = await this.#find(table, failing, planned, keep, verdicts);
      return await this.report(planned, verdicts, table, examples);
    } finally {
      if (!keep && failing.length > 0) await this.#connection.dropTempTable(table).catch(() => undefined);
    }
  }

  async plan(): Promise<PlannedExpectation[]> {
    const parameters = { values: this.#parameters, now: this.#now };
    return probe(this.#connection, planSuite(this.#suite, this.#relation.columns, parameters));
  }

  async report(
    planned: readonly PlannedExpectation[],
    verdicts: ReadonlyMap<number, Verdict>,
    table: string,
    examples: Examples,
  ): Promise<SuiteRun> {
    const results: ExpectationResult[] = [];
    for (const expectation of planned) {
      results.push(await this.#result(expectation, verdicts.get(expectation.index), table, examples));
    }
    return { result: this.#validation(results), tallies: tallies(planned, results, verdicts) };
  }

  async #find(
    table: string,
    failing: readonly AskedFinding[],
    planned: readonly PlannedExpectation[],
    keep: boolean,
    verdicts: Map<number, Verdict>,
  ): Promise<Examples> {
    const none: Examples = { partial: new Map(), counts: new Map() };
    const formats = failing.map(({ index }) => this.#format(planned[index]));
    const shown = formats.filter((format) => atLeast(format, 'BASIC'));
    if (!keep && shown.length === 0) return none;
    const asked = keep ? failing : failing.filter(({ index }) => atLeast(this.#format(planned[index]), 'BASIC'));
    for (const index of await writeFindings(this.#connection, this.#relation, table, asked)) {
      const rule = failing.find((one) => one.index === index)?.rule;
      if (rule !== undefined) verdicts.set(index, typeFault(rule, this.#relation));
    }
    if (shown.length === 0) return none;
    const limit = Math.max(...shown.map(({ partialCount }) => partialCount));
    return readExamples(
      this.#connection,
      table,
      limit,
      shown.some((format) => atLeast(format, 'SUMMARY')),
    );
  }

  async #result(
    planned: PlannedExpectation,
    verdict: Verdict | undefined,
    table: string,
    examples: Examples,
  ): Promise<ExpectationResult> {
    const { plan } = planned;
    if ('couldNotRun' in plan) return couldNotRunResult(planned, plan.couldNotRun);
    const format = this.#format(planned);
    if (plan.rule.kind === 'schema') return judgedResult(planned, plan.rule.judge(this.#relation.columns), format);
    if (verdict === undefined) return couldNotRunResult(planned, typeFault(plan.rule, this.#relation).couldNotRun);
    if ('couldNotRun' in verdict) return couldNotRunResult(planned, verdict.couldNotRun);
    if ('observed' in verdict) return judgedResult(planned, verdict.rule.judge(verdict.observed), format);
    const { rule, counts } = verdict;
    const lists = counts.unexpected === 0 ? noLists : await this.#lists(planned.index, rule, format, table, examples);
    return expectationResult(planned, rowSuccess(counts, rule.mostly), rowResult(rule, counts, lists, format));
  }

  async #lists(
    index: number,
    rule: RowRule,
    format: ChosenFormat,
    table: string,
    examples: Examples,
  ): Promise<RowLists> {
    if (!atLeast(format, 'BASIC')) return noLists;
    const partial = (examples.partial.get(index) ?? []).slice(0, format.partialCount);
    const counts = (examples.counts.get(index) ?? []).slice(0, format.partialCount);
    const all = format.name === 'COMPLETE' ? await readAll(this.#connection, table, index) : null;
    const indexColumns = format.indexColumns;
    const identify = async (rows: typeof partial): Promise<JsonObject[]> =>
      indexList(this.#connection, this.#relation, { index, rule }, rows, indexColumns);
    const identified = indexColumns.length > 0 && atLeast(format, 'SUMMARY');
    return {
      partial: valuesOf(partial, rule, this.#relation),
      partialCounts: counts.map(({ value, count }) => ({
        value: findingAsJson(value, rule, this.#relation.columns),
        count,
      })),
      partialIndex: identified ? await identify(partial) : null,
      all: all === null ? null : valuesOf(all, rule, this.#relation),
      allIndex: identified && all !== null ? await identify(all) : null,
    };
  }

  #format(planned: PlannedExpectation | undefined): ChosenFormat {
    return chooseFormat(planned?.kwargs ?? {}, this.#options.resultFormat, this.#options.indexColumns ?? []);
  }

  #validation(results: ExpectationResult[]): ValidationResult {
    const time = this.#now.toISOString();
    return validationResult(this.#suite.name, this.#parameters, results, {
      ...this.#options.meta,
      run_id: { run_name: null, run_time: time },
      validation_time: time,
    });
  }
}

function unexpectedOf(verdict: Verdict | undefined): number {
  return verdict !== undefined && 'counts' in verdict ? verdict.counts.unexpected : 0;
}

function tallies(
  planned: readonly PlannedExpectation[],
  results: readonly ExpectationResult[],
  verdicts: ReadonlyMap<number, Verdict>,
): Tally[] {
  return planned.map(({ index, key }) => {
    const verdict = verdicts.get(index);
    const result = results[index];
    const why = result?.exception_info.exception_message ?? null;
    return {
      index,
      key,
      counts: verdict !== undefined && 'counts' in verdict ? verdict.counts : null,
      success: result?.success === true,
      couldNotRun: why === null ? null : { why, whatToDo: result?.meta.what_to_do ?? '' },
    };
  });
}
