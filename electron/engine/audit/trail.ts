/** Writing to the trail: only ever at its end, in the transaction of the change it tells of. */
import { BIGINT, VARCHAR } from '../db/types.ts';
import type { Connection } from '../db/connection.ts';
import { emptyHead, linkEvent, type Entry, type Head } from './chain.ts';
import { selectHead, trailTable } from './trail.sql.ts';

/** A chunk of the appender's; also how long the event loop is held at a time. */
const chunkRows = 2_048;

const types = [BIGINT, ...Array.from({ length: 12 }, () => VARCHAR)];

export async function trailHead(connection: Connection): Promise<Head> {
  return (await connection.one<Head>(selectHead())) ?? emptyHead;
}

/** Appends the entries, in order, and returns the new head. */
export async function appendToTrail(
  connection: Connection,
  entries: AsyncIterable<Entry> | Iterable<Entry>,
): Promise<Head> {
  let head = await trailHead(connection);
  let columns = emptyColumns();
  const flush = async (): Promise<void> => {
    if (columns[0]?.length === 0) return;
    await connection.append(trailTable, types, [columns]);
    columns = emptyColumns();
  };
  for await (const entry of entries) {
    const event = linkEvent(head, storable(entry));
    head = { seq: event.seq, hash: event.hash };
    const row = [
      BigInt(event.seq),
      event.at,
      event.actor,
      event.action,
      event.load,
      event.record,
      event.column,
      event.old,
      event.new,
      event.reason,
      event.operation,
      event.prev,
      event.hash,
    ];
    row.forEach((value, index) => columns[index]?.push(value));
    if (columns[0]?.length === chunkRows) await flush();
  }
  await flush();
  return head;
}

/** Half a surrogate pair cannot be stored: it would come back as U+FFFD, and the hash would no longer fit. */
function storable(entry: Entry): Entry {
  const mended = Object.entries(entry).map(([key, text]) => [key, text === null ? null : wellFormed(text)]);
  return Object.fromEntries(mended) as Entry;
}

function wellFormed(text: string): string {
  return /\p{Surrogate}/u.test(text) ? Buffer.from(text, 'utf8').toString('utf8') : text;
}

function emptyColumns(): (string | bigint | null)[][] {
  return types.map(() => []);
}
