/** A publish that a redrive asked for is told of together with the reason, and with the records that came with it. */
import { z } from 'zod';
import type { Entry } from '../audit/chain.ts';
import type { Connection } from '../db/connection.ts';
import { recordId } from '../ids.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { insertOperation } from '../review/operation.sql.ts';
import type { PublishRow } from './publish-store.sql.ts';
import { selectReleased } from './redriven.sql.ts';

export interface Redriving {
  readonly operation: string;
  readonly reason: string;
  /** Of the records that were not in bronze before. */
  readonly ordinals: readonly number[];
}

const redrivenSchema = z.object({
  operation: z.string(),
  reason: z.string(),
  records: z.array(z.object({ ordinal: z.int(), state: z.string() })),
});
export type Redriven = z.infer<typeof redrivenSchema>;

/** In the snapshot that is published: whoever changed a record since it was chosen has the last word. */
export async function redrivenNow(
  connection: Connection,
  load: StoredLoad,
  { operation, reason, ordinals }: Redriving,
): Promise<string> {
  const records =
    ordinals.length === 0 ? [] : await connection.all<Redriven['records'][number]>(selectReleased(load, ordinals));
  return JSON.stringify({ operation, reason, records } satisfies Redriven);
}

/** Adds the operation of the redrive to the history, and answers what the trail is told of it. */
export async function recordRedriven(
  writer: Connection,
  { redrive, load, actor, path, supersedes }: PublishRow,
): Promise<Entry[]> {
  if (redrive === null) return [];
  const { operation, reason, records } = redrivenSchema.parse(JSON.parse(redrive));
  const at = new Date().toISOString();
  await writer.run(
    insertOperation({
      id: operation,
      kind: 'redrive',
      load,
      happened_at: at,
      actor,
      reason,
      records: records.length,
      cells: 0,
      undoes: null,
      undone_by: null,
    }),
  );
  const about = { at, actor, action: 'redrive', load, column: null, reason, operation, new: path };
  return [
    ...records.map(({ ordinal, state }) => ({ ...about, record: recordId(load, ordinal), old: state })),
    { ...about, record: null, old: supersedes },
  ];
}
