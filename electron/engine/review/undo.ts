/**
 * Undo adds, it never removes: a compensating operation that turns back what the undone one did, wherever nobody has
 * worked since. An undo can itself be undone.
 */
import { DeskError } from '../../contract/errors.ts';
import type { ParsedInput } from '../../contract/methods.ts';
import type { OperationResult } from '../../contract/record.ts';
import type { CallContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import { recordId, rejectId } from '../ids.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { applyExclusions, applyRejectDecisions, rejectEvents } from './decide.sql.ts';
import { operate, type Operation, type Touch } from './operate.ts';
import { applyCells, selectOperation, stateEvents, updateCorrections, type OperationRow } from './operation.sql.ts';
import {
  changedColumns,
  createCells,
  createDecisions,
  createLineage,
  dropUndoTables,
  markStanding,
  markUndone,
  restoreWaivers,
  selectLineage,
  selectSkippedCells,
  selectSkippedDecisions,
  takeBackWaivers,
  touchCorrected,
  touchDecided,
  undoCells,
  undoDecisions,
  withdrawRepaired,
  type SkippedRow,
  type Undone,
} from './undo.sql.ts';

const shownSkips = 100;

export async function undo(input: ParsedInput<'review.undo'>, context: CallContext): Promise<OperationResult> {
  const { operation: undoneId, ...authorship } = input;
  const row = await context.db.read((connection) => connection.one<OperationRow>(selectOperation(undoneId)));
  if (row === undefined) {
    throw new DeskError('NOT_FOUND', `There is no operation ${undoneId}. "history" lists those there are.`, {
      operation: undoneId,
    });
  }
  if (row.kind === 'redrive') throw cannotBeCalledBack(row);
  let told = false;
  const result = await operate(
    context,
    { ...authorship, load: row.load, kind: 'undo', undoes: row.id },
    async (writer, operation) => {
      const undone = await findUndone(writer, operation, row.id);
      // Cells have their own events; decisions show as changes of state.
      told = undone.kind === 'correct';
      return turnBack(writer, operation, undone);
    },
    async (writer, { load }) => {
      if (!told) await writer.run(stateEvents(load.row.id));
    },
  );
  if (result.records === 0) {
    throw new DeskError(
      'CONFLICT',
      'Nothing of that operation can be undone any more: everything it did was changed again later. Undo the later operations first.',
      { operation: row.id },
    );
  }
  return result;
}

function cannotBeCalledBack({ id, load }: OperationRow): DeskError {
  return new DeskError(
    'CONFLICT',
    'A redrive cannot be undone: what was sent to a topic others may have read, and what was published is superseded only by publishing again. To keep a record out, exclude it where it stands now, and publish that load again.',
    { operation: id, load },
  );
}

async function findUndone(writer: Connection, { load }: Operation, id: string): Promise<Undone> {
  const row = await writer.only<OperationRow>(selectOperation(id));
  if (row.undone_by !== null) {
    throw new DeskError(
      'CONFLICT',
      `That operation was undone already, by ${row.undone_by}. To do it again, undo that one.`,
      { operation: id, undone_by: row.undone_by },
    );
  }
  await writer.run(createLineage(load.row.id));
  const lineage = await writer.only<Pick<Undone, 'root' | 'kind' | 'forth'>>(selectLineage(id));
  return { id, ...lineage, whole: lineage.root === id };
}

async function turnBack(writer: Connection, operation: Operation, undone: Undone): Promise<Touch> {
  const turn = undone.kind === 'correct' ? turnBackCells : turnBackDecisions;
  const touch = await turn(writer, operation, undone);
  await writer.run(markUndone(undone, operation.id));
  if (!undone.forth) await writer.run(markStanding(undone.root));
  await writer.run(dropUndoTables());
  return touch;
}

async function turnBackCells(writer: Connection, { load, id }: Operation, undone: Undone): Promise<Touch> {
  await writer.run(createCells(load.row.id, undone));
  await writer.run(undoCells());
  const columns = (await writer.all<{ name: string }>(changedColumns())).map(({ name }) => name);
  for (const column of load.columns.filter(({ name }) => columns.includes(name))) {
    await writer.run(applyCells(load, column));
  }
  await writer.run(updateCorrections(load.row.id, id));
  await writer.run(touchCorrected(load.row.id));
  return { columns, skipped: explainSkipped(load, await writer.all<SkippedRow>(selectSkippedCells(shownSkips))) };
}

async function turnBackDecisions(writer: Connection, { load, id }: Operation, undone: Undone): Promise<Touch> {
  await writer.run(createDecisions(load, undone));
  const decided = await writer.run(undoDecisions(load.row.id, id));
  await writer.run(applyExclusions(load, id));
  await writer.run(applyRejectDecisions(id));
  await writer.run(withdrawRepaired(load, undone, id));
  await writer.run(rejectEvents(id));
  await writer.run(takeBackWaivers(load, undone, id));
  await writer.run(restoreWaivers(load, undone, id));
  await writer.run(touchDecided(load.row.id, id));
  const skipped = explainSkipped(load, await writer.all<SkippedRow>(selectSkippedDecisions(shownSkips)));
  return { columns: decided > 0 ? 'all' : 'none', skipped };
}

function explainSkipped(load: StoredLoad, rows: readonly SkippedRow[]): OperationResult['skipped'] {
  return rows.map(({ ordinal, reject, column_name: column }) => {
    if (reject !== null) {
      const why = 'it, or a record made of it, was worked on again later';
      return { record_id: rejectId(load.row.id, reject), why };
    }
    const why = column === null ? 'it was decided on again later' : `${column} was changed again later`;
    return { record_id: recordId(load.row.id, ordinal ?? 0), why };
  });
}
