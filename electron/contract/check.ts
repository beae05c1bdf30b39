/**
 * Suites and validations as both sides know them. A suite is kept in one normal form whatever generation of Great
 * Expectations its file came from; a validation has the shape Great Expectations 1.x writes, with what Bronze Desk adds
 * inside each result's `meta`.
 */
import { z } from 'zod';
import { loadSchema, receiptSchema } from './load.ts';

export const severitySchema = z.enum(['critical', 'warning', 'info']);
export type Severity = z.infer<typeof severitySchema>;

export const notesSchema = z.union([z.string(), z.array(z.string())]);

const jsonObject = z.record(z.string(), z.json());
export type JsonValue = z.infer<ReturnType<typeof z.json>>;
export type JsonObject = z.infer<typeof jsonObject>;

export const expectationConfigSchema = z.object({
  type: z.string().min(1),
  kwargs: jsonObject,
  id: z.string().optional(),
  meta: jsonObject,
  notes: notesSchema.optional(),
  description: z.string().optional(),
  severity: severitySchema.optional(),
});
export type ExpectationConfig = z.infer<typeof expectationConfigSchema>;

export const suiteSchema = z.object({
  name: z.string().min(1),
  id: z.string().nullable(),
  expectations: z.array(expectationConfigSchema),
  /** Values for `{"$PARAMETER": "name"}`. */
  suite_parameters: jsonObject,
  meta: jsonObject,
  notes: notesSchema.nullable(),
});
export type Suite = z.infer<typeof suiteSchema>;

/** Something odd in a suite file that does not keep it from running. Line and column count from 1, in the given text. */
export const suiteWarningSchema = z.object({
  line: z.int().positive(),
  column: z.int().positive(),
  message: z.string(),
});
export type SuiteWarning = z.infer<typeof suiteWarningSchema>;

/** One reason a suite is refused. `position` counts expectations from 1. */
export const suiteProblemSchema = z.object({
  expectation: z.string(),
  position: z.int().positive(),
  problem: z.string(),
});
export type SuiteProblem = z.infer<typeof suiteProblemSchema>;

export const resultFormatNames = ['BOOLEAN_ONLY', 'BASIC', 'SUMMARY', 'COMPLETE'] as const;
export const resultFormatNameSchema = z.enum(resultFormatNames);
export type ResultFormatName = z.infer<typeof resultFormatNameSchema>;

/** Great Expectations' `result_format`; unknown keys are ignored. */
export const resultFormatSchema = z.union([
  resultFormatNameSchema,
  z.object({
    result_format: resultFormatNameSchema.optional(),
    partial_unexpected_count: z.int().min(0).max(10_000).optional(),
    unexpected_index_column_names: z.array(z.string()).optional(),
    exclude_unexpected_values: z.boolean().optional(),
  }),
]);
export type ResultFormat = z.infer<typeof resultFormatSchema>;

export const exceptionInfoSchema = z.object({
  raised_exception: z.boolean(),
  exception_message: z.string().nullable(),
  exception_traceback: z.string().nullable(),
});

export const expectationKindSchema = z.enum(['row', 'row-over-table', 'aggregate', 'schema']);
/**
 * Where a verdict comes from: the record alone, the record in the light of the whole table, a number over the whole
 * table, or the names and types of the columns.
 */
export type ExpectationKind = z.infer<typeof expectationKindSchema>;

/** What Bronze Desk adds to each result. */
export const resultMetaSchema = z.object({
  expectation_key: z.string(),
  /** Position in the suite, from 0. */
  expectation_index: z.int().min(0),
  kind: expectationKindSchema,
  /** The rule in words, such as `medical_specialty must not be empty`. */
  sentence: z.string(),
  /** What one finding of it says, such as `is empty`; null for rules about the whole table. */
  failure: z.string().nullable(),
  could_not_run: z.boolean(),
  what_to_do: z.string().nullable(),
});

export const expectationResultSchema = z.object({
  success: z.boolean(),
  expectation_config: expectationConfigSchema,
  result: jsonObject,
  meta: resultMetaSchema,
  exception_info: exceptionInfoSchema,
});
export type ExpectationResult = z.infer<typeof expectationResultSchema>;

export const validationStatisticsSchema = z.object({
  evaluated_expectations: z.int(),
  successful_expectations: z.int(),
  unsuccessful_expectations: z.int(),
  success_percent: z.number().nullable(),
});

export const validationResultSchema = z.object({
  success: z.boolean(),
  results: z.array(expectationResultSchema),
  suite_name: z.string(),
  suite_parameters: jsonObject,
  statistics: validationStatisticsSchema,
  meta: jsonObject,
  id: z.string().nullable(),
});
export type ValidationResult = z.infer<typeof validationResultSchema>;

export const checkedSchema = z.object({ validation: validationResultSchema, load: loadSchema, receipt: receiptSchema });

/** A suite the workspace knows because a load was checked with it. */
export const knownSuiteSchema = z.object({
  hash: z.string(),
  name: z.string(),
  expectations: z.number(),
  first_used_at: z.string(),
  /** Loads whose last check used it. */
  loads: z.number(),
});
export type KnownSuite = z.infer<typeof knownSuiteSchema>;

/** What a form needs to offer an expectation. */
export const expectationTypeSchema = z.object({
  type: z.string(),
  kind: expectationKindSchema,
  /** The rule in words with its gaps open: `must not be empty`. */
  words: z.string(),
  /** JSON Schema (draft 2020-12) of its kwargs; `required` names those it cannot do without. */
  kwargs: jsonObject,
});
export type ExpectationType = z.infer<typeof expectationTypeSchema>;

/** One expectation tried on a load, with nothing kept. */
export const trialSchema = z.object({
  sentence: z.string(),
  success: z.boolean(),
  could_not_run: z.object({ why: z.string(), what_to_do: z.string() }).nullable(),
  /** Rows it was asked about and rows that fail; null for expectations about the whole table. */
  evaluated: z.number().nullable(),
  unexpected: z.number().nullable(),
  /** Up to five values that fail. */
  examples: z.array(z.string().nullable()),
  /** What an expectation about the whole table saw. */
  observed: z.json().nullable(),
});
export type Trial = z.infer<typeof trialSchema>;

export const validationSummarySchema = z.object({
  id: z.string(),
  at: z.string(),
  actor: z.string(),
  suite: z.object({ hash: z.string(), name: z.string() }),
  success: z.boolean(),
  could_not_run: z.number(),
  results: z.array(z.object({ expectation_key: z.string(), success: z.boolean(), unexpected: z.number().nullable() })),
});
export type ValidationSummary = z.infer<typeof validationSummarySchema>;
