/**
 * What main and the engine's process say to each other, apart from the page's frames: which workspace to open, which
 * paths a person has chosen, a port for the page, how much work is under way, and the end.
 */
import { z } from 'zod';
import { failureSchema } from '../../contract/errors.ts';

const id = z.int().min(1);

const engineObjectStoreSchema = z.object({
  /** May be chosen, with what is below. */
  address: z.string().min(1),
  endpoint: z.string().nullable(),
  region: z.string().nullable(),
  credentials: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }).nullable(),
});
export type EngineObjectStore = z.infer<typeof engineObjectStoreSchema>;

export const toEngineSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('open'),
    workspace: z.string().min(1),
    offered: z.array(z.string()),
    object_store: engineObjectStoreSchema.nullable(),
  }),
  /** Comes with the port to serve. */
  z.object({ kind: z.literal('serve') }),
  /** Answered when the engine knows of them, so that the page never uses a path too early. */
  z.object({ kind: z.literal('offer'), id, paths: z.array(z.string()) }),
  /** Whether the path is one that somebody chose or the workspace published. */
  z.object({ kind: z.literal('may-show'), id, path: z.string() }),
  z.object({ kind: z.literal('close') }),
]);
export type ToEngine = z.infer<typeof toEngineSchema>;

export const fromEngineSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened') }),
  z.object({ kind: z.literal('refused'), failure: failureSchema }),
  z.object({ kind: z.literal('answered'), id, yes: z.boolean() }),
  z.object({ kind: z.literal('tasks'), running: z.int().min(0) }),
]);
export type FromEngine = z.infer<typeof fromEngineSchema>;
