/** Looking: windows of records under review, families, value counts, rejects. Nothing here changes anything. */
import type { Output, ParsedInput } from '../../contract/methods.ts';
import { wordsOfRules } from '../checks/suite-of-load.ts';
import type { CallContext } from '../context.ts';
import { storedLoad, type StoredLoad } from '../intake/load-store.ts';
import { askedRecords } from './current-view.sql.ts';
import { refuseBadPatterns } from './select-records.ts';
import { selectionPredicate } from './selection.sql.ts';
import { showRecords, showReject } from './show-records.ts';
import { loadAt } from './load-at.ts';
import { atOneMoment, inSnapshot, type Look } from './snapshot.ts';
import { orderOf } from './window-order.ts';
import {
  countRejects,
  selectFamilies,
  selectOrdinals,
  selectRejects,
  selectValues,
  type RejectRow,
} from './window.sql.ts';

export async function recordWindow(
  input: ParsedInput<'quarantine.window'>,
  context: CallContext,
): Promise<Output<'quarantine.window'>> {
  return atOneMoment(context, async (look) => {
    const load = await loadAt(look, context, input.filter.load);
    const { total, ordinals } = await findWindow(look, load, input, context);
    return { total, rows: await showRecords(context.db, look, load, ordinals, input) };
  });
}

async function findWindow(
  look: Look,
  load: StoredLoad,
  input: ParsedInput<'quarantine.window'>,
  context: CallContext,
): Promise<{ total: number; ordinals: number[] }> {
  const { filter, sort, offset, limit } = input;
  await refuseBadPatterns(look.connection, filter);
  const predicate = selectionPredicate(load, filter);
  const select = selectOrdinals(load, askedRecords(load, filter.states), predicate, sort);
  const order = await orderOf(context.db, look, load, { filter, sort }, select);
  return { total: order.length, ordinals: [...order.subarray(offset, offset + limit)] };
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
  return inSnapshot(context, async (connection) => {
    const load = await storedLoad(connection, context.workspace, input.filter.load);
    await refuseBadPatterns(connection, input.filter);
    const words = await wordsOfRules(connection, load);
    // Families are decisions still to be taken, unless other states are asked for.
    const predicate = selectionPredicate(load, { ...input.filter, states: input.filter.states ?? ['quarantined'] });
    const rows = await connection.all<Row>(selectFamilies(load, predicate, input.limit));
    return {
      total: rows[0]?.total ?? 0,
      families: rows.map((row) => ({
        family: row.family,
        expectation_key: row.expectation_key,
        column: row.column,
        value: row.value,
        records: row.records,
        expectation: words.get(row.expectation_key)?.type ?? row.expectation_key,
        sentence: words.get(row.expectation_key)?.sentence ?? '',
      })),
    };
  });
}

export async function valueCounts(
  input: ParsedInput<'quarantine.values'>,
  context: CallContext,
): Promise<Output<'quarantine.values'>> {
  return inSnapshot(context, async (connection) => {
    const load = await storedLoad(connection, context.workspace, input.filter.load);
    await refuseBadPatterns(connection, input.filter);
    const predicate = selectionPredicate(load, input.filter);
    return connection.all<{ value: string | null; records: number }>(
      selectValues(load, input.column, askedRecords(load, input.filter.states), predicate, input.limit),
    );
  });
}

export async function rejects(
  input: ParsedInput<'quarantine.rejects'>,
  context: CallContext,
): Promise<Output<'quarantine.rejects'>> {
  return inSnapshot(context, async (connection) => {
    const load = await storedLoad(connection, context.workspace, input.load);
    const { total } = await connection.only<{ total: number }>(countRejects(input.load, input.states));
    const rows = await connection.all<RejectRow>(selectRejects(input.load, input.states, input.offset, input.limit));
    return { total, rows: rows.map((row) => showReject(load, row)) };
  });
}
