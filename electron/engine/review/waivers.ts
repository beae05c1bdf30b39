/** Waivers end with their last day: what they accepted is a finding again, and the record goes back to quarantine. */
import { appendToTrail } from '../audit/trail.ts';
import type { EngineContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import { bumpRevision } from '../intake/load-store.sql.ts';
import { entriesOf } from './events.ts';
import {
  countEvents,
  createOperationTables,
  dropOperationTables,
  eventTable,
  stateEvents,
  touchedTable,
} from './operation.sql.ts';
import { deriveStates } from './states.sql.ts';
import { today } from './today.ts';
import { selectLoadsWithExpired, touchExpired } from './waivers.sql.ts';

/** Run at start and before a check or a publish, so that an expired waiver never lets a record through. */
export async function expireWaivers(context: EngineContext): Promise<void> {
  const day = today();
  const loads = await context.db.read((connection) => connection.all<{ load: string }>(selectLoadsWithExpired(day)));
  for (const { load } of loads) {
    const expired = await context.db.write((writer) => expireOf(writer, load, day));
    if (expired) context.emit({ event: 'load.changed', load });
  }
}

async function expireOf(writer: Connection, load: string, day: string): Promise<boolean> {
  await writer.run(createOperationTables());
  await writer.run(touchExpired(load, day));
  await writer.run(deriveStates(load, touchedTable, day, eventTable));
  await writer.run(stateEvents(load));
  const { events } = await writer.only<{ events: number }>(countEvents());
  if (events > 0) {
    await writer.run(bumpRevision(load));
    const about = {
      at: new Date().toISOString(),
      actor: 'Bronze Desk',
      action: 'expire',
      load,
      reason: `The waiver's last day is over: it is ${day}.`,
      operation: null,
    };
    await appendToTrail(writer, entriesOf(writer, about, events));
  }
  await writer.run(dropOperationTables());
  return events > 0;
}
