/** Looking: windows of records under review, families, value counts, rejects. Nothing here changes anything. */
import type { Output, ParsedInput } from '../../contract/methods.ts';
import { rulesOfLoad } from '../checks/suite-of-load.ts';
import type { CallContext } from '../context.ts';
import { storedLoad } from '../intake/load-store.ts';
import { selectionPredicate } from './selection.sql.ts';
import { showRecords, showReject } from './show-records.ts';
import {
  countRejects,
  countSelected,
  selectFamilies,
  selectRejects,
  selectValues,
  windowOrdinals,
  type RejectRow,
} from './window.sql.ts';

export async function recordWindow(
  input: ParsedInput<'quarantine.window'>,
  context: CallContext,
): Promise<Output<'quarantine.window'>> {
  return context.db.read(async (connection) => {
    const load = await storedLoad(connection, context.workspace, input.filter.load);
    const predicate = selectionPredicate(load, input.filter);
    const { total } = await connection.only<{ total: number }>(countSelected(load, predicate));
    const rows = await connection.all<{ ordinal: number }>(
      windowOrdinals(load, predicate, input.sort, input.offset, input.limit),
    );
    const ordinals = rows.map(({ ordinal }) => ordinal);
    return { total, rows: await showRecords(connection, load, ordinals) };
  }, context.signal);
}

export async function families(
  input: ParsedInput<'quarantine.families'>,
  context: CallContext,
): Promise<Output<'quarantine.families'>> {
  interface Row {
    family: string;
    expectation_key: string;
    column: string | null;
    value: string | null;
    records: number;
    total: number;
  }
  return context.db.read(async (connection) => {
    const load = await storedLoad(connection, context.workspace, input.filter.load);
    const rules = await rulesOfLoad(connection, load);
    const predicate = selectionPredicate(load, input.filter);
    const rows = await connection.all<Row>(selectFamilies(load, predicate, input.limit));
    return {
      total: rows[0]?.total ?? 0,
      families: rows.map((row) => ({
        family: row.family,
        expectation_key: row.expectation_key,
        column: row.column,
        value: row.value,
        records: row.records,
        expectation: rules.get(row.expectation_key)?.type ?? row.expectation_key,
        sentence: rules.get(row.expectation_key)?.sentence ?? '',
      })),
    };
  }, context.signal);
}

export async function valueCounts(
  input: ParsedInput<'quarantine.values'>,
  context: CallContext,
): Promise<Output<'quarantine.values'>> {
  return context.db.read(async (connection) => {
    const load = await storedLoad(connection, context.workspace, input.filter.load);
    const predicate = selectionPredicate(load, input.filter);
    return connection.all<{ value: string | null; records: number }>(
      selectValues(load, input.column, predicate, input.limit),
    );
  }, context.signal);
}

export async function rejects(
  input: ParsedInput<'quarantine.rejects'>,
  context: CallContext,
): Promise<Output<'quarantine.rejects'>> {
  return context.db.read(async (connection) => {
    const load = await storedLoad(connection, context.workspace, input.load);
    const { total } = await connection.only<{ total: number }>(countRejects(input.load, input.states));
    const rows = await connection.all<RejectRow>(selectRejects(input.load, input.states, input.offset, input.limit));
    return { total, rows: rows.map((row) => showReject(load, row)) };
  }, context.signal);
}
