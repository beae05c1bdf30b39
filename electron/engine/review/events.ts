/** From what an operation changed to the trail: an event for every cell, and for every decision on a record. */
import type { Entry } from '../audit/chain.ts';
import type { Connection } from '../db/connection.ts';
import { recordId, rejectId } from '../ids.ts';
import { putEventsInOrder, selectEventPage, selectEvents, type EventRow } from './operation.sql.ts';

export type About = Pick<Entry, 'at' | 'actor' | 'action' | 'reason' | 'operation'> & { readonly load: string };

/** Read at once; more would hold the event loop. */
const pageRows = 10_000;

export async function* entriesOf(writer: Connection, about: About, events: number): AsyncGenerator<Entry> {
  for await (const page of pagesOf(writer, events)) {
    for (const event of page) yield entryOf(about, event);
  }
}

export const entryOf = (about: About, event: EventRow): Entry => ({
  ...about,
  record: recordOf(about.load, event),
  column: event.column_name,
  old: event.old_value,
  new: event.new_value,
});

export function recordOf(load: string, event: EventRow): string {
  return event.reject === null ? recordId(load, event.ordinal ?? 0) : rejectId(load, event.reject);
}

/** Not a stream: the trail is appended to on the same connection between the pages. */
async function* pagesOf(writer: Connection, events: number): AsyncGenerator<EventRow[]> {
  if (events <= pageRows) {
    yield await writer.all<EventRow>(selectEvents());
    return;
  }
  await writer.run(putEventsInOrder());
  for (let after = 0; after < events; after += pageRows) {
    yield await writer.all<EventRow>(selectEventPage(after, pageRows));
  }
}
