/** Corrections: one cell, or many at once. */
import { DeskError } from '../../contract/errors.ts';
import type { Column } from '../../contract/load.ts';
import type { ParsedInput } from '../../contract/methods.ts';
import type { OperationResult } from '../../contract/record.ts';
import type { RecordState } from '../../contract/words.ts';
import type { CallContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { operate } from './operate.ts';
import { applyCells, castValue, cellEvents, mergeCorrections, selectVersions } from './operation.sql.ts';
import { touchSelection } from './select-records.ts';
import { findColumn } from './selection.sql.ts';

/** Waived and excluded records are corrected only when they are named, or asked for by state. */
const undecided: readonly RecordState[] = ['quarantined', 'corrected', 'clean'];

export async function correct(input: ParsedInput<'review.correct'>, context: CallContext): Promise<OperationResult> {
  const { selection, set, expected_version: expectedVersion, ...authorship } = input;
  return operate(context, { ...authorship, load: selection.load, kind: 'correct' }, async (writer, { load, id }) => {
    const changes: Change[] = [];
    for (const [name, value] of Object.entries(set)) changes.push(await readChange(writer, load, name, value));
    await touchSelection(writer, load, selection, undecided);
    if (expectedVersion !== undefined) await refuseIfMovedOn(writer, expectedVersion);
    for (const { column, value } of changes) {
      await writer.run(cellEvents(load, column, value));
      await writer.run(applyCells(load, column));
    }
    await writer.run(mergeCorrections(load.row.id, id));
    return { columns: changes.map(({ column }) => column.name) };
  });
}

interface Change {
  readonly column: Column;
  readonly value: string | null;
}

/** The value as the column's type writes it. Throws INVALID_INPUT. */
async function readChange(writer: Connection, load: StoredLoad, name: string, value: string | null): Promise<Change> {
  const column = findColumn(load, name);
  if (value === null || column.type === 'VARCHAR') return { column, value };
  const { written } = await writer.only<{ written: string | null }>(castValue(column, value));
  if (written === null) {
    throw new DeskError(
      'INVALID_INPUT',
      `What you gave for ${name} is not a value of its type ${column.type}. Write it as that type is written, or set the cell to null.`,
      { column: name, type: column.type },
    );
  }
  return { column, value: written };
}

async function refuseIfMovedOn(writer: Connection, expected: number): Promise<void> {
  const rows = await writer.all<{ version: number }>(selectVersions());
  const [row] = rows;
  if (rows.length !== 1 || row === undefined) {
    throw new DeskError('INVALID_INPUT', 'A version can be expected of one record only.');
  }
  if (row.version !== expected) {
    throw new DeskError(
      'CONFLICT',
      'Somebody changed this record while you had it open. Look at it as it is now, then make your change again; nothing was overwritten.',
      { expected_version: expected, version: row.version },
    );
  }
}
