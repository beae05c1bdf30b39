/** A reject's text, mended by a person and parsed again by the rules the load was read with. */
import { DeskError } from '../../contract/errors.ts';
import { dialectSchema } from '../../contract/load.ts';
import type { ParsedInput } from '../../contract/methods.ts';
import type { OperationResult } from '../../contract/record.ts';
import type { CallContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import { parseRecordId } from '../ids.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { toCsvDialect } from '../intake/plan-reading.ts';
import { parseRecords } from '../intake/scan/csv-repair.ts';
import { JsonScanner } from '../intake/scan/json-scanner.ts';
import { describeReject, type Reject } from '../intake/scan/records.ts';
import { applyRejectDecisions, recordRejectDecisions } from './decide.sql.ts';
import { operate, type Operation, type Touch } from './operate.ts';
import { columnsOfFile, insertRepaired, repairEvent, setNextOrdinal, touchRepaired } from './repair.sql.ts';
import { selectReject, type RejectRow } from './window.sql.ts';

export async function repair(input: ParsedInput<'review.repair'>, context: CallContext): Promise<OperationResult> {
  const { reject: id, text, ...authorship } = input;
  const address = parseRecordId(id);
  if (address?.kind !== 'reject') {
    throw new DeskError('INVALID_INPUT', `${id} is a record, not a reject. Correct its cells instead.`, { record: id });
  }
  return operate(context, { ...authorship, load: address.load, kind: 'repair' }, (writer, operation) =>
    takeIn(writer, operation, address.number, text),
  );
}

async function takeIn(writer: Connection, { load, id }: Operation, number: number, text: string): Promise<Touch> {
  const reject = await writer.one<RejectRow>(selectReject(load.row.id, number));
  if (reject === undefined) {
    throw new DeskError('NOT_FOUND', `There is no reject ${number} in load ${load.row.id}.`, { reject: number });
  }
  if (reject.state !== 'quarantined') {
    throw new DeskError('CONFLICT', `This reject is ${reject.state} already. Reinstate it or undo that first.`, {
      reject: number,
      state: reject.state,
    });
  }
  const records = await parseAgain(writer, load, reject, text);
  let ordinal = load.row.next_ordinal;
  for (const values of records) {
    await writer.run(insertRepaired(load, reject, id, ordinal, values));
    ordinal += 1;
  }
  await writer.run(setNextOrdinal(load.row.id, ordinal));
  await writer.run(recordRejectDecisions(load.row.id, id, [number], 'quarantined', 'repaired'));
  await writer.run(applyRejectDecisions(id));
  await writer.run(repairEvent(number, Buffer.from(reject.raw).toString('utf8'), text));
  await writer.run(touchRepaired(load, id));
  return { columns: 'all', made: records };
}

type Values = ReadonlyMap<string, string | null>;

async function parseAgain(writer: Connection, load: StoredLoad, reject: RejectRow, text: string): Promise<Values[]> {
  const file = load.files[reject.file];
  const landing = load.landing[reject.file];
  if (file === undefined || landing === undefined) {
    throw new DeskError('INTERNAL', 'The reject names a source file that its load does not have.');
  }
  if (file.dialect === null) return parseJson(text, load);
  const names = (await writer.describe(columnsOfFile(landing.records))).map(({ name }) => name);
  const dialect = toCsvDialect(dialectSchema.parse(JSON.parse(file.dialect)));
  const parsed = parseRecords(text, dialect, names.length);
  if ('problem' in parsed) {
    const where = parsed.line > 1 ? `line ${parsed.line} of it` : 'it';
    throw stillBroken(
      `${where} ${describeReject({ reason: parsed.problem, fields: parsed.fields, expected: names.length })}`,
    );
  }
  return nonEmpty(parsed.records.map((fields) => new Map(names.map((name, index) => [name, fields[index] ?? null]))));
}

/** The JSON keys are the names as the source has them; ours may differ. */
function parseJson(text: string, load: StoredLoad): Values[] {
  const namesBySource = new Map(load.columns.map((column) => [column.renamed?.from ?? column.name, column.name]));
  const records: Values[] = [];
  const rejected: Reject[] = [];
  const scanner = new JsonScanner('lines', {
    anchor: () => undefined,
    reject: (reject) => rejected.push(reject),
    row: (keys, values) => {
      // By place, not by name: what stands where a key should may be anything.
      const unknown = keys.findIndex((key) => !namesBySource.has(key));
      if (unknown !== -1) throw stillBroken(`its key number ${unknown + 1} is none that the load has a column for`);
      records.push(new Map(keys.map((key, index) => [namesBySource.get(key) ?? key, values[index] ?? null])));
    },
  });
  scanner.push(Buffer.from(text, 'utf8'));
  scanner.end();
  const [first] = rejected;
  if (first !== undefined) throw stillBroken(`it ${describeReject(first)}`);
  return nonEmpty(records);
}

function nonEmpty(records: Values[]): Values[] {
  if (records.length === 0) throw stillBroken('there is no record in it');
  return records;
}

function stillBroken(why: string): DeskError {
  return new DeskError(
    'INVALID_INPUT',
    `The text still cannot be made a record: ${why}. Mend it and try again; the reject is as it was.`,
  );
}
