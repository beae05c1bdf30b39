/**
 * Undo adds, it never removes: a compensating operation that turns back what the undone one did, wherever nobody has
 * worked since. An undo can itself be undone.
 */
import { DeskError } from '../../contract/errors.ts';
import type { ParsedInput } from '../../contract/methods.ts';
import type { OperationResult } from '../../contract/record.ts';
import type { CallContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import { recordId } from '../ids.ts';
import { applyExclusions, applyRejectDecisions, rejectEvents } from './decide.sql.ts';
import { operate, type Operation, type Touch } from './operate.ts';
import {
  applyCells,
  bumpVersions,
  countEvents,
  insertCorrections,
  selectOperation,
  setUndoneBy,
  stateEvents,
  updateCorrections,
  type OperationRow,
} from './operation.sql.ts';
import {
  changedColumns,
  createCells,
  createKept,
  restoreWaivers,
  selectSkippedCells,
  takeBackWaivers,
  touchUndone,
  undoCells,
  undoExclusions,
  undoRejectDecisions,
  withdrawRepaired,
} from './undo.sql.ts';

const shownSkips = 100;

export async function undo(input: ParsedInput<'review.undo'>, context: CallContext): Promise<OperationResult> {
  const { operation: undoneId, ...authorship } = input;
  const undone = await context.db.read((connection) => connection.one<OperationRow>(selectOperation(undoneId)));
  if (undone === undefined) {
    throw new DeskError('NOT_FOUND', `There is no operation ${undoneId}. "history" lists those there are.`, {
      operation: undoneId,
    });
  }
  const result = await operate(
    context,
    { ...authorship, load: undone.load, kind: 'undo', undoes: undone.id },
    (writer, operation) => turnBack(writer, operation, undone.id),
    async (writer, operation) => tellOthers(writer, operation, undone),
  );
  if (result.records === 0) {
    throw new DeskError(
      'CONFLICT',
      'Nothing of that operation can be undone any more: everything it did was changed again later. Undo the later operations first.',
      { operation: undone.id },
    );
  }
  return result;
}

async function turnBack(writer: Connection, { load, id }: Operation, undoneId: string): Promise<Touch> {
  const undone = await writer.only<OperationRow>(selectOperation(undoneId));
  if (undone.undone_by !== null) {
    throw new DeskError(
      'CONFLICT',
      `That operation was undone already, by ${undone.undone_by}. To do it again, undo that one.`,
      { operation: undone.id, undone_by: undone.undone_by },
    );
  }
  await writer.run(createCells(load.row.id, undone.id));
  await writer.run(touchUndone(load, undone.id));
  await writer.run(undoCells());
  const columns = await writer.all<{ name: string }>(changedColumns());
  for (const column of load.columns.filter(({ name }) => columns.some((changed) => changed.name === name))) {
    await writer.run(applyCells(load, column));
  }
  await writer.run(bumpVersions(load));
  // Undoing an undo brings the first operation back, so that it can be undone once more.
  const first = undone.undoes ?? undone.id;
  const author = undone.kind === 'undo' ? first : id;
  await writer.run(updateCorrections(load.row.id, author));
  await writer.run(insertCorrections(load.row.id, author));
  await writer.run(undoExclusions(load, undone.id, id));
  await writer.run(applyExclusions(load, id));
  await writer.run(createKept(load));
  await writer.run(undoRejectDecisions(load.row.id, undone.id, id));
  await writer.run(applyRejectDecisions(id));
  await writer.run(withdrawRepaired(load, first, id));
  await writer.run(rejectEvents(id));
  await writer.run(restoreWaivers(load.row.id, undone.id));
  await writer.run(takeBackWaivers(load.row.id, undone.id, id));
  const skipped = await writer.all<{ ordinal: number; column_name: string }>(selectSkippedCells(shownSkips));
  const decided = undone.kind !== 'correct';
  return {
    columns: decided ? 'all' : columns.map(({ name }) => name),
    skipped: skipped.map(({ ordinal, column_name: column }) => ({
      record_id: recordId(load.row.id, ordinal),
      why: `${column} was changed again later`,
    })),
  };
}

/** Decisions show as changes of state; cells have their own events already. */
async function tellOthers(writer: Connection, { load, id }: Operation, undone: OperationRow): Promise<void> {
  const { cells } = await writer.only<{ cells: number }>(countEvents());
  if (cells === 0) await writer.run(stateEvents(load));
  await writer.run(setUndoneBy(undone.id, id));
  if (undone.undoes !== null) await writer.run(setUndoneBy(undone.undoes, null));
}
