/** One record with everything about it: values now and as loaded, findings, what was done, the source's own lines. */
import { DeskError } from '../../contract/errors.ts';
import type { Output } from '../../contract/methods.ts';
import type { CallContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import type { Database } from '../db/database.ts';
import { parseRecordId } from '../ids.ts';
import { storedLoad, type StoredLoad } from '../intake/load-store.ts';
import { sourceText } from '../intake/source-text.ts';
import { selectLandedValue } from '../stream/land-batch.sql.ts';
import { originOfRecord } from '../stream/message-origin.ts';
import { nearestAnchor, selectCorrections, selectRecordEvents } from './record-detail.sql.ts';
import { showRecords } from './show-records.ts';
import { inSnapshot, lookOf } from './snapshot.ts';

type Detail = Output<'record.get'>;

/** Throws NOT_FOUND, INVALID_INPUT. */
export async function recordDetail(id: string, context: CallContext): Promise<Detail> {
  const address = parseRecordId(id);
  if (address?.kind !== 'record') {
    throw new DeskError('INVALID_INPUT', `${id} is a reject; "quarantine list" shows its text.`, { record: id });
  }
  return inSnapshot(context, async (connection) => {
    const load = await storedLoad(connection, context.workspace, address.load);
    const record = await findRecord(context.db, connection, load, address.ordinal);
    if (record === undefined) throw new DeskError('NOT_FOUND', `There is no record ${id}.`, { record: id });
    const corrections = await connection.all<{ column_name: string; source_value: string | null }>(
      selectCorrections(load.row.id, address.ordinal),
    );
    const sourceValues = { ...record.values };
    for (const correction of corrections) sourceValues[correction.column_name] = correction.source_value;
    return {
      record,
      source_values: sourceValues,
      message: await originOfRecord(connection, load, address.ordinal),
      history: await connection.all<Detail['history'][number]>(selectRecordEvents(load, address.ordinal)),
      ...(await fromSource(connection, load, address.ordinal, record)),
    };
  });
}

async function findRecord(
  db: Database,
  connection: Connection,
  load: StoredLoad,
  ordinal: number,
): Promise<Detail['record'] | undefined> {
  const [record] = await showRecords(db, lookOf(connection), load, [ordinal]);
  return record;
}

/** A message's value is kept in landing: its topic may have forgotten it. */
async function messageText(connection: Connection, load: StoredLoad, ordinal: number): Promise<Detail['source_text']> {
  const [landing] = load.landing;
  const kept =
    landing === undefined
      ? undefined
      : await connection.one<{ value: Uint8Array }>(selectLandedValue(landing.records, ordinal));
  if (kept !== undefined) return { text: Buffer.from(kept.value).toString('utf8'), problem: null };
  return { text: null, problem: 'It was made by repairing a reject, which keeps the bytes of the message.' };
}

async function fromSource(
  connection: Connection,
  load: StoredLoad,
  ordinal: number,
  record: Detail['record'],
): Promise<Pick<Detail, 'byte_offset' | 'source_text'>> {
  if (load.stream !== null) return { byte_offset: null, source_text: await messageText(connection, load, ordinal) };
  const file = load.files.find((each) => each.path === record.source_file);
  if (file === undefined)
    return { byte_offset: null, source_text: { text: null, problem: 'Its source is not known.' } };
  const anchor = await connection.one<{ ordinal: number; line: number; byte_offset: number }>(
    nearestAnchor(load, ordinal),
  );
  const start =
    anchor !== undefined && anchor.ordinal >= file.first_ordinal ? anchor : { ordinal: 0, line: 1, byte_offset: 0 };
  const { text, problem, offset } = await sourceText(file, load.row.format, {
    offset: start.byte_offset,
    line: start.line,
    firstLine: record.source_line,
    lastLine: record.last_line,
  });
  return { byte_offset: start.ordinal === ordinal ? start.byte_offset : offset, source_text: { text, problem } };
}
