/**
 * THE table: every call the engine answers. `query` runs in parallel on a leased connection; `command` is the only
 * writer while it runs, in one transaction, and leaves audit events; `task` is long, reports progress and can be
 * cancelled.
 */
import { z } from 'zod';
import {
  auditEventSchema,
  auditExportInputSchema,
  auditFilterSchema,
  auditListInputSchema,
  auditSummarySchema,
  auditVerdictSchema,
  auditVerifyInputSchema,
} from './audit.ts';
import {
  expectationConfigSchema,
  expectationTypeSchema,
  knownSuiteSchema,
  resultFormatSchema,
  suiteSchema,
  suiteWarningSchema,
  trialSchema,
  checkedSchema,
  validationResultSchema,
  validationSummarySchema,
} from './check.ts';
import { loadedSchema, loadSchema, previewSchema, sourceSchema } from './load.ts';
import { nothing, type MethodShape } from './method-shape.ts';
import { expositionFormatSchema, expositionSchema } from './metrics.ts';
import {
  manifestSchema,
  publishInputSchema,
  publishPlanSchema,
  publishRecordSchema,
  publishResultSchema,
} from './publish.ts';
import {
  correctInputSchema,
  decidedSchema,
  decideInputSchema,
  facetsSchema,
  familySchema,
  operationResultSchema,
  operationSchema,
  patternSchema,
  recordDetailSchema,
  recordFilterSchema,
  rejectDetailSchema,
  rejectSchema,
  repairInputSchema,
  suggestionSchema,
  undoInputSchema,
  waiveInputSchema,
  windowInputSchema,
  windowSchema,
} from './record.ts';
import { sparkMethods } from './spark-methods.ts';
import { streamMethods } from './stream-methods.ts';
import { taskSchema } from './task.ts';
import { authorshipSchema, loadIdSchema, recordIdSchema } from './words.ts';

const ofLoad = z.object({ load: loadIdSchema });

/** The suite to check with, as the text of its file; left out, the load's own, or the built-in `bronze_validation`. */
const suiteTextSchema = z.string().min(1).optional();

const parsedSuiteSchema = z.object({
  suite: suiteSchema,
  hash: z.string(),
  warnings: z.array(suiteWarningSchema),
  /** The text with its faults mended; null when there was nothing to mend. */
  corrected: z.string().nullable(),
  sentences: z.array(z.string()),
});

export const methods = {
  'workspace.get': {
    kind: 'query',
    input: nothing,
    output: z.object({
      path: z.string(),
      app_version: z.string(),
      duckdb_version: z.string(),
      store_version: z.number(),
      loads: z.number(),
    }),
  },

  'source.preview': {
    kind: 'query',
    input: z.object({ source: sourceSchema, rows: z.int().min(0).max(1_000).default(50) }),
    output: previewSchema,
  },
  'load.start': {
    kind: 'task',
    input: z.object({
      source: sourceSchema,
      actor: z.string().trim().min(1),
      /** Load although these very bytes were loaded before. */
      again: z.boolean().default(false),
    }),
    output: loadedSchema,
  },
  /** Newest first; a stream makes thousands, which `stream.loads` lists for each stream. */
  'load.list': {
    kind: 'query',
    input: z.object({
      kind: z.enum(['all', 'files']).default('all'),
      limit: z.int().min(1).max(100_000).optional(),
      offset: z.int().nonnegative().default(0),
    }),
    output: z.array(loadSchema),
  },
  'load.get': { kind: 'query', input: ofLoad, output: loadedSchema },

  'suite.parse': { kind: 'query', input: z.object({ text: z.string() }), output: parsedSuiteSchema },
  'suite.builtin': { kind: 'query', input: nothing, output: suiteSchema },
  'suite.convert': {
    kind: 'query',
    input: z.object({ text: z.string(), generation: z.enum(['legacy', '1.x']) }),
    output: z.record(z.string(), z.json()),
  },
  'suite.list': { kind: 'query', input: nothing, output: z.array(knownSuiteSchema) },
  'suite.get': {
    kind: 'query',
    input: z.object({ hash: z.string() }),
    /** `text` is the suite in Great Expectations 1.x's JSON. */
    output: z.object({ text: z.string(), suite: suiteSchema, sentences: z.array(z.string()) }),
  },
  'expectation.list': { kind: 'query', input: nothing, output: z.array(expectationTypeSchema) },
  'check.run': {
    kind: 'task',
    input: z.object({
      load: loadIdSchema,
      suite: suiteTextSchema,
      result_format: resultFormatSchema.default('SUMMARY'),
      actor: z.string().trim().min(1),
      /** Demanded where `suite` is not the one the load was last checked with: records may be released by it. */
      reason: authorshipSchema.shape.reason.optional(),
    }),
    output: checkedSchema,
  },
  /** Runs one expectation and keeps nothing. */
  'check.try': {
    kind: 'task',
    input: z.object({ load: loadIdSchema, expectation: expectationConfigSchema.pick({ type: true, kwargs: true }) }),
    output: trialSchema,
  },
  /** Records quarantined by this expectation and by no other: those that leave quarantine when it is removed. */
  'check.alone': {
    kind: 'query',
    input: z.object({ load: loadIdSchema, expectation: z.string() }),
    output: z.object({ records: z.number() }),
  },
  /** Newest first. */
  'check.history': {
    kind: 'query',
    input: z.object({ load: loadIdSchema, limit: z.int().min(1).max(1_000).default(20) }),
    output: z.array(validationSummarySchema),
  },
  'check.latest': { kind: 'query', input: ofLoad, output: validationResultSchema.nullable() },
  'check.file': {
    kind: 'task',
    input: z.object({
      source: sourceSchema,
      suite: suiteTextSchema,
      result_format: resultFormatSchema.default('SUMMARY'),
    }),
    output: validationResultSchema,
  },

  'quarantine.window': { kind: 'query', input: windowInputSchema, output: windowSchema },
  'quarantine.rejects': {
    kind: 'query',
    input: z.object({
      load: loadIdSchema,
      states: z.array(z.enum(['quarantined', 'excluded', 'repaired'])).default(['quarantined']),
      offset: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(5_000).default(100),
    }),
    output: z.object({ total: z.number(), rows: z.array(rejectSchema) }),
  },
  'quarantine.families': {
    kind: 'query',
    input: z.object({ filter: recordFilterSchema, limit: z.int().min(1).max(100_000).default(1_000) }),
    output: z.object({ total: z.number(), families: z.array(familySchema) }),
  },
  'quarantine.values': {
    kind: 'query',
    input: z.object({
      filter: recordFilterSchema,
      column: z.string(),
      limit: z.int().min(1).max(100_000).default(1_000),
    }),
    output: z.array(z.object({ value: z.string().nullable(), records: z.number() })),
  },
  'quarantine.patterns': {
    kind: 'query',
    input: z.object({
      filter: recordFilterSchema,
      column: z.string(),
      limit: z.int().min(1).max(10_000).default(100),
    }),
    output: z.array(patternSchema),
  },
  'quarantine.facets': { kind: 'query', input: z.object({ filter: recordFilterSchema }), output: facetsSchema },
  'record.get': { kind: 'query', input: z.object({ record_id: recordIdSchema }), output: recordDetailSchema },
  'reject.get': { kind: 'query', input: z.object({ record_id: recordIdSchema }), output: rejectDetailSchema },
  'review.suggestions': {
    kind: 'query',
    input: z.object({ record_id: recordIdSchema, expectation_key: z.string() }),
    output: z.array(suggestionSchema),
  },

  'review.correct': { kind: 'command', input: correctInputSchema, output: operationResultSchema },
  'review.waive': { kind: 'command', input: waiveInputSchema, output: operationResultSchema },
  'review.exclude': { kind: 'command', input: decideInputSchema, output: operationResultSchema },
  'review.reinstate': { kind: 'command', input: decideInputSchema, output: operationResultSchema },
  'review.repair': { kind: 'command', input: repairInputSchema, output: operationResultSchema },
  'review.undo': { kind: 'command', input: undoInputSchema, output: operationResultSchema },
  'review.decided': {
    kind: 'query',
    input: z.object({ load: loadIdSchema, limit: z.int().min(1).max(1_000).default(50) }),
    /** The most records first. */
    output: z.array(decidedSchema),
  },
  'review.history': {
    kind: 'query',
    input: z.object({ load: loadIdSchema.optional(), limit: z.int().min(1).max(10_000).default(200) }),
    output: z.array(operationSchema),
  },

  /** Whether a folder, or an address in an object store, can be published to; creates nothing. */
  'publish.target': {
    kind: 'query',
    input: z.object({ target: z.string().min(1) }),
    output: z.object({
      target: z.string(),
      /** Of an object store; a null endpoint is Amazon's own, a null region the profile's. */
      server: z.object({ endpoint: z.string().nullable(), region: z.string().nullable() }).nullable(),
    }),
  },
  'publish.plan': { kind: 'query', input: publishInputSchema, output: publishPlanSchema },
  'publish.run': { kind: 'task', input: publishInputSchema, output: publishResultSchema },
  'publish.list': {
    kind: 'query',
    input: z.object({ load: loadIdSchema.optional() }),
    output: z.array(publishRecordSchema),
  },

  /** The manifest as it stands in the publish; NOT_FOUND when it has been moved or removed. */
  'publish.manifest': {
    kind: 'query',
    input: z.object({ publish: z.string() }),
    output: z.object({ manifest: manifestSchema, text: z.string() }),
  },

  ...streamMethods,
  ...sparkMethods,

  'audit.summary': {
    kind: 'query',
    input: z.object({ filter: auditFilterSchema.default({}) }),
    output: auditSummarySchema,
  },
  'audit.list': { kind: 'query', input: auditListInputSchema, output: z.array(auditEventSchema) },
  'audit.export': {
    kind: 'task',
    input: auditExportInputSchema,
    output: z.object({ path: z.string(), events: z.number(), head: z.string() }),
  },
  'audit.verify': {
    kind: 'task',
    input: auditVerifyInputSchema,
    output: auditVerdictSchema,
  },

  'task.list': { kind: 'query', input: nothing, output: z.array(taskSchema) },
  'task.cancel': { kind: 'query', input: z.object({ task: z.string() }), output: z.object({ cancelled: z.boolean() }) },
  'metrics.read': {
    kind: 'query',
    input: z.object({ format: expositionFormatSchema.default('prometheus') }).strict(),
    output: expositionSchema,
  },
} as const satisfies Record<string, MethodShape>;

export type Method = keyof typeof methods;
/** What a caller may send: defaults may be left out. */
export type Input<M extends Method> = z.input<(typeof methods)[M]['input']>;
/** What a handler receives: parsed, defaults filled in. */
export type ParsedInput<M extends Method> = z.output<(typeof methods)[M]['input']>;
export type Output<M extends Method> = z.output<(typeof methods)[M]['output']>;

export function isMethod(name: string): name is Method {
  return Object.hasOwn(methods, name);
}
