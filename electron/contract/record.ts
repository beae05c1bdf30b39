/** Records under review: windows of them, one of them whole, the families they fall into, and what is done to them. */
import { z } from 'zod';
import { messageOriginSchema } from './stream.ts';
import { authorshipSchema, loadIdSchema, recordIdSchema, recordStateSchema } from './words.ts';

/** `has pattern` compares the value's pattern, as `quarantine.patterns` writes it. */
export const conditionOperators = ['=', '!=', 'contains', 'matches', 'has pattern', 'is null', 'is not null'] as const;

export const conditionSchema = z
  .object({
    column: z.string(),
    operator: z.enum(conditionOperators),
    value: z.string().optional(),
  })
  .refine((condition) => condition.operator.startsWith('is ') === (condition.value === undefined), {
    message: 'a comparison needs a value, "is null" and "is not null" take none',
  });
export type Condition = z.infer<typeof conditionSchema>;

/**
 * Which records are meant: everything given must hold. Clean ones only where that state is asked for. Where none is given, families are of quarantined records;
 * corrections leave out waived and excluded ones, waivers mean quarantined ones, reinstatements waived and excluded ones.
 */
export const recordFilterSchema = z.object({
  load: loadIdSchema,
  states: z.array(recordStateSchema).optional(),
  record_ids: z.array(recordIdSchema).optional(),
  /** A family's id, as `quarantine.families` gives it. */
  family: z.string().optional(),
  /** An expectation's key. */
  expectation: z.string().optional(),
  where: z.array(conditionSchema).optional(),
  /** Text that some column contains, upper and lower case alike. */
  search: z.string().optional(),
  /** Source files, by their number in the load. */
  files: z.array(z.int().nonnegative()).optional(),
});
export type RecordFilter = z.infer<typeof recordFilterSchema>;

/** A filter that names something, so that no operation can mean "everything" by accident. */
export const selectionSchema = recordFilterSchema.refine(
  (filter) =>
    [
      filter.states,
      filter.record_ids,
      filter.family,
      filter.expectation,
      filter.where,
      filter.search,
      filter.files,
    ].some((criterion) => criterion !== undefined && criterion.length > 0),
  { message: 'say which records: by id, family, expectation, state or a condition' },
);

export const findingSchema = z.object({
  expectation: z.string(),
  expectation_key: z.string(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  sentence: z.string(),
  waived: z.boolean(),
  /** The waiver's last day, as an ISO date; absent where there is no waiver, or it has no last day. */
  waived_until: z.string().optional(),
});
export type Finding = z.infer<typeof findingSchema>;

export const recordSchema = z.object({
  kind: z.literal('record'),
  record_id: recordIdSchema,
  source_file: z.string(),
  source_line: z.number(),
  last_line: z.number(),
  state: recordStateSchema,
  /** Grows with every change of the record; edits name the version they saw. */
  version: z.number(),
  findings: z.array(findingSchema),
  values: z.record(z.string(), z.string().nullable()),
  /** Columns whose value was cut; only where a number of characters was asked for. */
  shortened: z.array(z.string()).optional(),
});
export type DeskRecord = z.infer<typeof recordSchema>;

export const rejectSchema = z.object({
  kind: z.literal('reject'),
  record_id: recordIdSchema,
  source_file: z.string(),
  source_line: z.number(),
  last_line: z.number(),
  byte_offset: z.number(),
  state: z.enum(['quarantined', 'excluded', 'repaired']),
  /** The stretch of source as text; bytes that are not UTF-8 show as U+FFFD, `raw_base64` has them as they were. */
  raw: z.string(),
  raw_base64: z.string(),
  reason: z.string(),
});
export type Reject = z.infer<typeof rejectSchema>;

export const windowInputSchema = z.object({
  filter: recordFilterSchema,
  sort: z.array(z.object({ column: z.string(), direction: z.enum(['asc', 'desc']) })).default([]),
  offset: z.int().nonnegative().default(0),
  limit: z.int().min(1).max(5_000).default(100),
  /** Only these columns' values; left out, all of them. */
  columns: z.array(z.string()).optional(),
  /** Values are cut to this many characters; left out, they are whole. */
  characters: z.int().min(1).max(10_000).optional(),
});

export const windowSchema = z.object({ total: z.number(), rows: z.array(recordSchema) });

/** Counts for the facets of a filter: each leaves its own criterion out, so that the other choices keep their numbers. */
export const facetsSchema = z.object({
  states: z.array(z.object({ state: recordStateSchema, records: z.number() })),
  files: z.array(z.object({ file: z.number(), path: z.string(), records: z.number() })),
  /** Rejects of the load that still need a decision; no filter of records speaks of them. */
  rejects: z.number(),
});
export type Facets = z.infer<typeof facetsSchema>;

/** A value's first 200 characters with every run of letters as `a`, of digits as `9`, all else as it is: `9-a, a`. */
export const patternSchema = z.object({ pattern: z.string().nullable(), records: z.number() });

/** A value that would make failing records pass, and where the idea comes from. */
export const suggestionSchema = z.object({
  column: z.string(),
  value: z.string(),
  origin: z.enum(['trimmed', 'stripped', 'allowed', 'earlier']),
  /** For a person: `chosen by MK on 12 Oct in mtsamples.csv`, `nearest allowed value`. */
  words: z.string(),
  /** Of the `of` records with this value and this finding, how many it would clear. */
  clears: z.number(),
  of: z.number(),
});
export type Suggestion = z.infer<typeof suggestionSchema>;

export const familySchema = z.object({
  family: z.string(),
  expectation: z.string(),
  expectation_key: z.string(),
  sentence: z.string(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  records: z.number(),
});
export type Family = z.infer<typeof familySchema>;

/** Records that were decided alike. */
export const decidedSchema = z.object({
  state: z.enum(['corrected', 'waived', 'excluded']),
  /** The family they still are, waived or excluded; null for corrected ones and for those that never failed. */
  family: z.string().nullable(),
  column: z.string().nullable(),
  /** As it failed; for corrected ones as it was loaded. */
  value: z.string().nullable(),
  /** What corrected ones hold now. */
  new_value: z.string().nullable(),
  /** The waiver's last day, as an ISO date; null where it has none. */
  until: z.string().nullable(),
  records: z.number(),
  operations: z.number(),
});
export type Decided = z.infer<typeof decidedSchema>;

export const recordEventSchema = z.object({
  seq: z.number(),
  at: z.string(),
  actor: z.string(),
  reason: z.string(),
  operation: z.string(),
  action: z.string(),
  column: z.string().nullable(),
  old: z.string().nullable(),
  new: z.string().nullable(),
});

export const recordDetailSchema = z.object({
  record: recordSchema,
  /** The values as they were loaded. */
  source_values: z.record(z.string(), z.string().nullable()),
  byte_offset: z.number().nullable(),
  /** The physical lines of the source, or why they cannot be shown. */
  source_text: z.object({ text: z.string().nullable(), problem: z.string().nullable() }),
  /** Of a stream's record; null for files. */
  message: messageOriginSchema.nullable(),
  history: z.array(recordEventSchema),
});

export const rejectDetailSchema = z.object({
  reject: rejectSchema,
  message: messageOriginSchema.nullable(),
  history: z.array(recordEventSchema),
});

export const correctInputSchema = authorshipSchema.extend({
  selection: selectionSchema,
  set: z
    .record(z.string(), z.string().nullable())
    .refine((set) => Object.keys(set).length > 0, { message: 'say which column gets which value' }),
  /** Refuse, with CONFLICT, when a record has moved on from the version that was seen. One record only. */
  expected_version: z.int().optional(),
  dry_run: z.boolean().default(false),
});

export const decideInputSchema = authorshipSchema.extend({
  selection: selectionSchema,
  dry_run: z.boolean().default(false),
});

export const waiveInputSchema = decideInputSchema.extend({
  /** The last day the waiver holds, as an ISO date; without it, it holds until undone. */
  until: z.iso.date().optional(),
});

export const repairInputSchema = authorshipSchema.extend({
  reject: recordIdSchema,
  text: z.string(),
  dry_run: z.boolean().default(false),
});

export const undoInputSchema = authorshipSchema.extend({
  operation: z.string(),
  dry_run: z.boolean().default(false),
});

/** What an operation did, or with `dry_run` would do. */
export const operationResultSchema = z.object({
  operation: z.string().nullable(),
  dry_run: z.boolean(),
  kind: z.string(),
  records: z.number(),
  cells: z.number(),
  /** Records that stop failing, that go on failing, and that start to fail. */
  cleared: z.number(),
  still_failing: z.number(),
  newly_failing: z.number(),
  /** Up to 20 of the changes. */
  sample: z.array(
    z.object({
      record_id: recordIdSchema,
      column: z.string().nullable(),
      old: z.string().nullable(),
      new: z.string().nullable(),
      state: z.string(),
    }),
  ),
  /** A repair: up to 20 of the records that the text makes. */
  becomes: z.array(z.record(z.string(), z.string().nullable())).optional(),
  /** What was left as it is, and why. */
  skipped: z.array(z.object({ record_id: recordIdSchema, why: z.string() })),
  /** Whole-table expectations that no longer speak of the data as it now is. */
  stale: z.array(z.string()),
});
export type OperationResult = z.infer<typeof operationResultSchema>;

export const operationKinds = ['correct', 'waive', 'exclude', 'reinstate', 'repair', 'undo', 'redrive'] as const;
export const operationKindSchema = z.enum(operationKinds);
export type OperationKind = z.infer<typeof operationKindSchema>;

export const operationSchema = z.object({
  operation: z.string(),
  kind: operationKindSchema,
  load: loadIdSchema,
  at: z.string(),
  actor: z.string(),
  reason: z.string(),
  records: z.number(),
  cells: z.number(),
  undoes: z.string().nullable(),
  undone_by: z.string().nullable(),
});
