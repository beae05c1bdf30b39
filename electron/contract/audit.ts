/** The append-only trail. Each event carries the hash of the one before it, so a changed or missing event shows. */
import { z } from 'zod';

/**
 * One audit event. `hash` is the SHA-256 (hex) of the event as compact JSON with these keys in this order, without
 * `hash` itself; `prev` is the hash of event `seq - 1`, 64 zeros for the first.
 */
export const auditEventSchema = z.object({
  seq: z.number(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  load: z.string().nullable(),
  record: z.string().nullable(),
  column: z.string().nullable(),
  old: z.string().nullable(),
  new: z.string().nullable(),
  reason: z.string().nullable(),
  operation: z.string().nullable(),
  prev: z.string(),
  hash: z.string(),
});
export type AuditEvent = z.infer<typeof auditEventSchema>;

export const auditFilterSchema = z.object({
  load: z.string().optional(),
  record: z.string().optional(),
  operation: z.string().optional(),
  actor: z.string().optional(),
  action: z.string().optional(),
  /** The first and the last moment meant, in ISO 8601. */
  since: z.string().optional(),
  until: z.string().optional(),
  /** Text in the reason, the values, the column or the record id, upper and lower case alike. */
  search: z.string().optional(),
});
export type AuditFilter = z.infer<typeof auditFilterSchema>;

/** Counts of what a filter leaves; who and what leave their own criterion out. */
export const auditSummarySchema = z.object({
  events: z.number(),
  actors: z.array(z.object({ actor: z.string(), events: z.number() })),
  actions: z.array(z.object({ action: z.string(), events: z.number() })),
});
export type AuditSummary = z.infer<typeof auditSummarySchema>;

export const auditListInputSchema = z.object({
  filter: auditFilterSchema.default({}),
  /** Events before this sequence number, newest first; left out, the newest. */
  before: z.int().optional(),
  limit: z.int().min(1).max(5_000).default(100),
});

export const auditVerifyInputSchema = z
  .object({
    /** An exported JSON-lines file to verify; left out, the workspace's own trail. */
    file: z.string().optional(),
    /** A hash noted elsewhere, such as a manifest's `audit_head`: event number `events` must have it. */
    head: z
      .string()
      .regex(/^[0-9a-f]{64}$/i, 'a head is 64 hexadecimal digits')
      .optional(),
    events: z.int().min(1).optional(),
  })
  .refine(({ head, events }) => (head === undefined) === (events === undefined), {
    message: 'head and events go together: event number `events` must have the hash `head`',
  });

export const auditVerdictSchema = z.object({
  ok: z.boolean(),
  events: z.number(),
  head: z.string(),
  first_bad: z.object({ seq: z.number(), why: z.string() }).nullable(),
  /** Of the workspace's own trail: the manifests in bronze it was held against, and those that could not be read. */
  manifests: z.object({ compared: z.number(), unread: z.number() }).optional(),
});
export type AuditVerdict = z.infer<typeof auditVerdictSchema>;

export const auditExportInputSchema = z.object({
  /** The file to write, absolute. */
  path: z.string().min(1),
  format: z.enum(['jsonl', 'csv']),
  /** Replace a file that is there already. */
  overwrite: z.boolean().default(false),
});
