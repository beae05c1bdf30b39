/** Loads: what comes in, how it was read, and the receipt that accounts for every line of it. */
import { z } from 'zod';
import { batchSourceSchema } from './stream.ts';
import { loadIdSchema } from './words.ts';

export const sourceFormatSchema = z.enum(['csv', 'jsonl', 'json', 'parquet']);
export type SourceFormat = z.infer<typeof sourceFormatSchema>;

export const encodingSchema = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']);
export type Encoding = z.infer<typeof encodingSchema>;

const oneCharacter = z.string().length(1);

export const dialectSchema = z.object({
  delimiter: oneCharacter,
  quote: oneCharacter.nullable(),
  escape: oneCharacter.nullable(),
  header: z.boolean(),
  skip_lines: z.int().nonnegative().default(0),
});
export type Dialect = z.infer<typeof dialectSchema>;

/** What to read. Everything left out is detected; what is given is never overruled. */
export const sourceSchema = z.object({
  /** Files, folders or globs, absolute; or `s3://bucket/key`, a prefix or a glob of keys. */
  paths: z.array(z.string().min(1)).min(1),
  format: sourceFormatSchema.optional(),
  encoding: encodingSchema.optional(),
  dialect: dialectSchema.extend({ skip_lines: z.int().nonnegative() }).partial().optional(),
});
export type Source = z.infer<typeof sourceSchema>;

export const columnSchema = z.object({
  name: z.string(),
  /** DuckDB type name; VARCHAR for every text source. */
  type: z.string(),
  /** The name as the source has it, and why it could not stay; absent when it did. */
  renamed: z.object({ from: z.string(), why: z.string() }).optional(),
});
export type Column = z.infer<typeof columnSchema>;

export const previewSchema = z.object({
  files: z.array(
    z.object({
      path: z.string(),
      bytes: z.number(),
      format: sourceFormatSchema,
      compression: z.enum(['none', 'gzip']),
      encoding: encodingSchema,
      dialect: dialectSchema.nullable(),
      /** Sentences that say why the reading above was chosen. */
      evidence: z.array(z.string()),
    }),
  ),
  columns: z.array(columnSchema),
  rows: z.array(z.array(z.string().nullable())),
  /** The source was seen whole and holds neither a record nor a reject: a load would be refused. */
  empty: z.boolean(),
});
export type Preview = z.infer<typeof previewSchema>;

/**
 * The reconciliation of a load. `physical_lines = record_lines + non_record_lines`, where `record_lines` are those of
 * records and of rejects (`reject_lines` of them), and `records + rejects` is counted without DuckDB's parser.
 */
export const receiptSchema = z.object({
  physical_lines: z.number(),
  record_lines: z.number(),
  reject_lines: z.number(),
  non_record_lines: z.number(),
  records: z.number(),
  rejects: z.number(),
  /** Records made by repairing rejects, and the rejects they came from. */
  repaired_records: z.number(),
  repaired_rejects: z.number(),
  clean: z.number(),
  corrected: z.number(),
  waived: z.number(),
  excluded: z.number(),
  quarantined: z.number(),
  balanced: z.boolean(),
  /** Why it does not balance, and where; null when it does. */
  problem: z
    .object({ message: z.string(), file: z.string(), first_line: z.number(), last_line: z.number() })
    .nullable(),
  /** What a reader of the receipt should know: renamed columns, blank lines, mixed line ends. */
  notes: z.array(z.string()),
});
export type Receipt = z.infer<typeof receiptSchema>;

export const loadFileSchema = z.object({
  file: z.number(),
  path: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  records: z.number(),
  rejects: z.number(),
  physical_lines: z.number(),
  encoding: encodingSchema,
  compression: z.enum(['none', 'gzip']),
  dialect: dialectSchema.nullable(),
  evidence: z.array(z.string()),
});
export type LoadFile = z.infer<typeof loadFileSchema>;

export const loadSchema = z.object({
  id: loadIdSchema,
  source: z.string(),
  sha256: z.string(),
  bytes: z.number(),
  format: sourceFormatSchema,
  dialect: dialectSchema.nullable(),
  /** Of a micro-batch; null for files. */
  stream: batchSourceSchema.nullable(),
  records: z.number(),
  rejects: z.number(),
  clean: z.number(),
  corrected: z.number(),
  waived: z.number(),
  excluded: z.number(),
  quarantined: z.number(),
  duplicate_of: loadIdSchema.nullable(),
  loaded_at: z.string(),
  loaded_by: z.string(),
  columns: z.array(columnSchema),
  files: z.array(loadFileSchema),
  suite: z.object({ name: z.string(), hash: z.string() }).nullable(),
  checked_at: z.string().nullable(),
  /** Expectations that the last check could not run: they block publishing until somebody decides. */
  could_not_run: z.number(),
  /** True when whole-table expectations have not been run again since the last edit. */
  stale: z.boolean(),
  published_at: z.string().nullable(),
  changed_since_publish: z.boolean(),
});
export type Load = z.infer<typeof loadSchema>;

export const loadedSchema = z.object({ load: loadSchema, receipt: receiptSchema });
export type Loaded = z.infer<typeof loadedSchema>;
