/**
 * The frame every act of a person runs in: one transaction, one reason, events for all it changed, the records checked
 * again at once. A dry run does the same and rolls back, so that what it promises is what would happen.
 */
import { DeskError } from '../../contract/errors.ts';
import type { OperationKind, OperationResult } from '../../contract/record.ts';
import type { Authorship } from '../../contract/words.ts';
import type { Entry } from '../audit/chain.ts';
import { appendToTrail } from '../audit/trail.ts';
import { deleteFindingsOf, keepFindings, markStale } from '../checks/check-store.sql.ts';
import { planSuite } from '../checks/run/plan.ts';
import { recheckRows } from '../checks/run/recheck-rows.ts';
import { suiteOfLoad } from '../checks/suite-of-load.ts';
import type { CallContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import { newId, recordId, rejectId } from '../ids.ts';
import { staleOf, storedLoad, type StoredLoad } from '../intake/load-store.ts';
import { bumpRevision } from '../intake/load-store.sql.ts';
import { recordsUnderReview } from './current-view.sql.ts';
import {
  countEffect,
  countEvents,
  createEvents,
  findingsTable,
  insertOperation,
  sampleEvents,
  selectOperationEvents,
  touchedTable,
  type EventRow,
} from './operation.sql.ts';
import { deriveStates } from './states.sql.ts';
import { today } from './today.ts';

export interface Operation {
  readonly id: string;
  readonly load: StoredLoad;
  readonly at: string;
}

/** What an operation touched, for the checks that follow. */
export interface Touch {
  /** Changed columns; 'all' when records came or went. */
  readonly columns: readonly string[] | 'all';
  readonly skipped?: OperationResult['skipped'];
}

export interface OperationRequest extends Authorship {
  readonly load: string;
  readonly kind: OperationKind;
  readonly dry_run: boolean;
  readonly undoes?: string;
}

const sampleRows = 20;

/** Carries a dry run's result out of the transaction that it rolls back. */
class RolledBack extends Error {
  readonly result: OperationResult;

  constructor(result: OperationResult) {
    super('dry run');
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
    const operation = { id: newId(), load, at: new Date().toISOString() };
    await writer.run(createEvents());
    const touch = await apply(writer, operation);
    await recheckTouched(writer, load);
    await writer.run(deriveStates(load.row.id, touchedTable, today()));
    await settle?.(writer, operation);
    const result = await concludeOperation(writer, operation, request, touch);
    if (request.dry_run) throw new RolledBack(result);
    return result;
  };
  try {
    const result = await context.db.write(inNoDanger(transaction), context.signal);
    context.emit({ event: 'load.changed', load: request.load });
    if (result.stale.length > 0) context.recheckBehind(request.load);
    return result;
  } catch (error) {
    if (error instanceof RolledBack) return error.result;
    throw error;
  }
}

/** A statement of ours that DuckDB refuses here rolls everything back: say so in the operation's own words. */
function inNoDanger<T>(work: (writer: Connection) => Promise<T>): (writer: Connection) => Promise<T> {
  return async (writer) => {
    try {
      return await work(writer);
    } catch (error) {
      if (error instanceof DeskError && error.code === 'INTERNAL') {
        throw new DeskError(
          'INTERNAL',
          'The change could not be made, and nothing was changed. If it uses a pattern, check that the pattern is valid (RE2 syntax).',
          error.details,
          { cause: error },
        );
      }
      throw error;
    }
  };
}

/** Row-level expectations speak of the touched records anew; those that need the whole table stay as they were. */
async function recheckTouched(writer: Connection, load: StoredLoad): Promise<void> {
  const suite = await suiteOfLoad(writer, load);
  if (suite === undefined) return;
  const relation = { from: recordsUnderReview(load, touchedTable), columns: load.columns, key: '_desk_ordinal' };
  const { rechecked } = await recheckRows(writer, relation, suite, findingsTable);
  const planned = planSuite(suite, load.columns, { values: suite.suite_parameters, now: new Date() });
  const keys = planned.filter(({ index }) => rechecked.includes(index)).map(({ key }) => key);
  await writer.run(deleteFindingsOf(load.row.id, touchedTable, keys));
  await writer.run(keepFindings(load.row.id, findingsTable));
}

async function concludeOperation(
  writer: Connection,
  operation: Operation,
  request: OperationRequest,
  touch: Touch,
): Promise<OperationResult> {
  const { load, id, at } = operation;
  const { records, cells } = await writer.only<{ records: number; cells: number }>(countEvents());
  const effect = await writer.only<{ cleared: number; still_failing: number; newly_failing: number }>(
    countEffect(load),
  );
  const stale = records === 0 ? [] : await staleAfter(writer, load, touch.columns);
  const sample = await writer.all<EventRow & { state: string | null }>(sampleEvents(load, sampleRows));
  if (records > 0) {
    await writer.run(
      insertOperation({
        id,
        kind: request.kind,
        load: load.row.id,
        happened_at: at,
        actor: request.actor,
        reason: request.reason,
        records,
        cells,
        undoes: request.undoes ?? null,
        undone_by: null,
      }),
    );
    await writer.run(bumpRevision(load.row.id));
    if (stale.length > 0) await writer.run(markStale(load.row.id, JSON.stringify(stale)));
    if (!request.dry_run) await appendToTrail(writer, entriesOf(writer, operation, request));
  }
  return {
    operation: request.dry_run || records === 0 ? null : id,
    dry_run: request.dry_run,
    kind: request.kind,
    records,
    cells,
    ...effect,
    sample: sample.map((event) => ({
      record_id: eventRecord(load.row.id, event),
      column: event.column_name,
      old: event.old_value,
      new: event.new_value,
      state: event.state ?? 'quarantined',
    })),
    skipped: touch.skipped === undefined ? [] : [...touch.skipped],
    stale,
  };
}

async function* entriesOf(writer: Connection, operation: Operation, request: OperationRequest): AsyncGenerator<Entry> {
  const { load, id, at } = operation;
  for await (const rows of inPages(writer)) {
    for (const event of rows) {
      yield {
        at,
        actor: request.actor,
        action: request.kind,
        load: load.row.id,
        record: eventRecord(load.row.id, event),
        column: event.column_name,
        old: event.old_value,
        new: event.new_value,
        reason: request.reason,
        operation: id,
      };
    }
  }
}

/** Not a stream: the appender writes on the same connection between the pages. */
async function* inPages(writer: Connection): AsyncGenerator<EventRow[]> {
  const pageRows = 10_000;
  for (let offset = 0; ; offset += pageRows) {
    const page = selectOperationEvents();
    const rows = await writer.all<EventRow>({
      text: `${page.text} LIMIT $limit OFFSET $offset`,
      params: { limit: pageRows, offset },
    });
    yield rows;
    if (rows.length < pageRows) return;
  }
}

function eventRecord(load: string, event: EventRow): string {
  return event.reject === null ? recordId(load, event.ordinal ?? 0) : rejectId(load, event.reject);
}

/** Sentences of the whole-table expectations that the change may have made untrue, together with those stale already. */
async function staleAfter(writer: Connection, load: StoredLoad, columns: readonly string[] | 'all'): Promise<string[]> {
  const suite = await suiteOfLoad(writer, load);
  if (suite === undefined) return [];
  const planned = planSuite(suite, load.columns, { values: suite.suite_parameters, now: new Date() });
  const now = planned
    .filter(({ kind, plan }) => {
      if (kind !== 'row-over-table' && kind !== 'aggregate') return false;
      return columns === 'all' || ('rule' in plan && plan.rule.columns.some((column) => columns.includes(column)));
    })
    .map(({ sentence }) => sentence);
  return [...new Set([...staleOf(load.row), ...now])];
}
