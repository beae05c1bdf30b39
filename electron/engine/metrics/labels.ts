/**
 * What a label's value may be. A metric is read by people who may not see a record, and is kept for years by others:
 * nothing that came from a source reaches one. Whatever is not on a label's list is counted under `other`.
 */
import { methods } from '../../contract/methods.ts';
import { errorCodes } from '../../contract/errors.ts';
import { sourceFormatSchema } from '../../contract/load.ts';
import { severitySchema } from '../../contract/check.ts';
import { recordStates } from '../../contract/words.ts';
import { expectationTypes } from '../checks/registry.ts';

/** The values a label may have: a list, or a test where they are only known later. */
export type LabelRule = readonly string[] | ((value: string) => boolean);
export type LabelRules = Readonly<Record<string, LabelRule>>;

/** A list admits its own words at compile time; a test admits any text, and is held at run time. */
export type Labels<Rules extends LabelRules> = {
  readonly [Name in keyof Rules]: Rules[Name] extends readonly (infer Value extends string)[] ? Value | Other : string;
};

export const otherValue = 'other';
type Other = typeof otherValue;

/** The format of a source, or that it came from a topic; `unknown` when a load failed before its format was known. */
export const sources = [...sourceFormatSchema.options, 'kafka', 'unknown'] as const;
export type MetricSource = (typeof sources)[number];

export const ingestStatuses = ['success', 'quarantined', 'rejected', 'error'] as const;
export type IngestStatus = (typeof ingestStatuses)[number];

export const outcomes = ['success', 'failure', 'could_not_run'] as const;
export type Outcome = (typeof outcomes)[number];

export const severities = severitySchema.options;
/** As in Great Expectations, where an expectation does not say. */
export const defaultSeverity = 'critical';
export const states = recordStates;
export const codes = errorCodes;
export const types = expectationTypes;
export const taskMethods: readonly string[] = Object.entries(methods).flatMap(([name, { kind }]) =>
  kind === 'task' ? [name] : [],
);

export const taskEnds = ['done', 'failed', 'cancelled'] as const;

/** The labels as they may be served. */
export function bounded(rules: LabelRules, labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(rules).map(([name, rule]) => {
      const value = labels[name] ?? otherValue;
      return [name, isAllowed(rule, value) ? value : otherValue];
    }),
  );
}

function isAllowed(rule: LabelRule, value: string): boolean {
  return typeof rule === 'function' ? rule(value) : rule.includes(value);
}

/** Every combination of values, where all of them are known beforehand; none otherwise. */
export function combinations(rules: LabelRules): Record<string, string>[] {
  let combined: Record<string, string>[] = [{}];
  for (const [name, rule] of Object.entries(rules)) {
    if (typeof rule === 'function') return [];
    combined = combined.flatMap((labels) => rule.map((value) => ({ ...labels, [name]: value })));
  }
  return combined;
}
