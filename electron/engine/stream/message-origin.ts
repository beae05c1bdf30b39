/** Where in its topic a record or a reject of a micro-batch came from; null for those of files. */
import { z } from 'zod';
import { messageOriginSchema, type MessageOrigin } from '../../contract/stream.ts';
import type { Connection } from '../db/connection.ts';
import type { Sql } from '../db/sql.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { selectOriginOfRecord, selectOriginOfReject, type OriginRow } from './messages.sql.ts';

export function originOfRecord(
  connection: Connection,
  load: StoredLoad,
  ordinal: number,
): Promise<MessageOrigin | null> {
  return origin(connection, load, () => selectOriginOfRecord(load, ordinal));
}

export function originOfReject(
  connection: Connection,
  load: StoredLoad,
  number: number,
): Promise<MessageOrigin | null> {
  return origin(connection, load, () => selectOriginOfReject(load.row.id, number));
}

const headersSchema = z.string().transform((text) => messageOriginSchema.shape.headers.parse(JSON.parse(text)));

async function origin(connection: Connection, { stream }: StoredLoad, ask: () => Sql): Promise<MessageOrigin | null> {
  if (stream === null) return null;
  const row = await connection.one<OriginRow>(ask());
  if (row === undefined) return null;
  const { timestamp_ms: ms, headers, ...place } = row;
  return {
    topic: stream.topic,
    ...place,
    // Kafka writes -1 where a message has no time.
    at: ms < 0 ? null : new Date(ms).toISOString(),
    headers: headersSchema.parse(headers),
  };
}
