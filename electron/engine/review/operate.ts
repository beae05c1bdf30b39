/**
 * The frame every act of a person runs in: one transaction, one reason, events for all it changed, the records checked
 * again at once. A dry run does the same and rolls back, so that what it promises is what would happen.
 */
import type { OperationKind, OperationResult } from '../../contract/record.ts';
import type { Authorship } from '../../contract/words.ts';
import { appendToTrail } from '../audit/trail.ts';
import { markStale } from '../checks/check-store.sql.ts';
import { rulesOfLoad } from '../checks/suite-of-load.ts';
import type { CallContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import { newId } from '../ids.ts';
import { storedLoad, type StoredLoad } from '../intake/load-store.ts';
import { bumpRevision } from '../intake/load-store.sql.ts';
import { entriesOf, entryOf, recordOf } from './events.ts';
import {
  countEvents,
  createOperationTables,
  dropOperationTables,
  eventTable,
  insertOperation,
  sampleEvents,
  selectEffect,
  touchedTable,
  type Effect,
  type EventCounts,
  type EventRow,
} from './operation.sql.ts';
import { recheckTouched, staleAfter, type ChangedColumns } from './recheck-touched.ts';
import { deriveStates } from './states.sql.ts';
import { today } from './today.ts';

export interface Operation {
  readonly id: string;
  readonly load: StoredLoad;
  readonly at: string;
}

/** What an operation touched, for the checks that follow. */
export interface Touch {
  readonly columns: ChangedColumns;
  readonly skipped?: OperationResult['skipped'];
  /** Records it made. */
  readonly made?: readonly ReadonlyMap<string, string | null>[];
}

export interface OperationRequest extends Authorship {
  /** Of an act that is one over several loads; left out, the operation gets an id of its own. */
  readonly id?: string;
  readonly load: string;
  readonly kind: OperationKind;
  readonly dry_run: boolean;
  readonly undoes?: string;
}

const sampleRows = 20;

/** Carries the result out of a transaction that is to leave nothing: a dry run, or one that changed nothing. */
class RolledBack extends Error {
  readonly result: OperationResult;

  constructor(result: OperationResult) {
    super('rolled back on purpose');
    this.result = result;
  }
}

/**
 * `apply` makes the change and leaves its events in `op_event` and the records it means in `op_touched`; `settle` runs
 * after the states were derived, for events that tell of states.
 */
export async function operate(
  context: CallContext,
  request: OperationRequest,
  apply: (writer: Connection, operation: Operation) => Promise<Touch>,
  settle?: (writer: Connection, operation: Operation) => Promise<void>,
): Promise<OperationResult> {
  const transaction = async (writer: Connection): Promise<OperationResult> => {
    const load = await storedLoad(writer, context.workspace, request.load);
    const operation = { id: request.id ?? newId(), load, at: new Date().toISOString() };
    await writer.run(createOperationTables());
    const touch = await apply(writer, operation);
    const rules = await rulesOfLoad(writer, load);
    if (rules !== undefined && touch.columns !== 'none') await recheckTouched(writer, load, rules);
    await writer.run(deriveStates(load.row.id, touchedTable, today(), eventTable));
    await settle?.(writer, operation);
    const stale = staleAfter(load, rules, touch.columns);
    const result = await conclude(writer, operation, request, {
      skipped: [...(touch.skipped ?? [])],
      stale,
      ...(touch.made === undefined
        ? {}
        : { becomes: touch.made.slice(0, sampleRows).map((each) => Object.fromEntries(each)) }),
    });
    if (result.operation === null) throw new RolledBack(result);
    await writer.run(dropOperationTables());
    return result;
  };
  try {
    const result = await context.db.write(transaction, context.signal);
    context.emit({ event: 'load.changed', load: request.load });
    if (result.stale.length > 0) context.recheckBehind(request.load);
    return result;
  } catch (error) {
    if (error instanceof RolledBack) return error.result;
    throw error;
  }
}

async function conclude(
  writer: Connection,
  operation: Operation,
  request: OperationRequest,
  found: Pick<OperationResult, 'skipped' | 'stale' | 'becomes'>,
): Promise<OperationResult> {
  const { load, id, at } = operation;
  const first = await writer.all<EventRow & { state: string }>(sampleEvents(load.row.id, sampleRows + 1));
  const isWhole = first.length <= sampleRows;
  const { events, ...counts } = isWhole ? countOf(first) : await writer.only<EventCounts>(countEvents());
  const effect = await writer.only<Effect>(selectEffect(load.row.id));
  const sample = first.slice(0, sampleRows);
  const { kind, actor, reason, dry_run: dryRun, undoes = null } = request;
  const stale = events === 0 ? [] : found.stale;
  const kept = events > 0 && !dryRun;
  if (kept) {
    await writer.run(
      insertOperation({
        id,
        kind,
        load: load.row.id,
        happened_at: at,
        actor,
        reason,
        ...counts,
        undoes,
        undone_by: null,
      }),
    );
    await writer.run(bumpRevision(load.row.id));
    if (stale.length > 0) await writer.run(markStale(load.row.id, JSON.stringify(stale)));
    const about = { at, actor, action: kind, load: load.row.id, reason, operation: id };
    await appendToTrail(
      writer,
      isWhole ? sample.map((event) => entryOf(about, event)) : entriesOf(writer, about, events),
    );
  }
  return {
    operation: kept ? id : null,
    dry_run: dryRun,
    kind,
    ...counts,
    ...effect,
    sample: sample.map((event) => ({
      record_id: recordOf(load.row.id, event),
      column: event.column_name,
      old: event.old_value,
      new: event.new_value,
      state: event.state,
    })),
    ...found,
    stale,
  };
}

/** As {@link countEvents}, of events that are all at hand. */
function countOf(events: readonly EventRow[]): EventCounts {
  const named = (each: (event: EventRow) => number | null): number =>
    new Set(events.map(each).filter((name) => name !== null)).size;
  return {
    events: events.length,
    records: named(({ ordinal }) => ordinal) + named(({ reject }) => reject),
    cells: events.filter(({ column_name: column }) => column !== null).length,
  };
}
