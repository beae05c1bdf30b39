/** Review-table rows as the contract shows them. */
import type { Finding, DeskRecord, Reject } from '../../contract/record.ts';
import { recordStateSchema } from '../../contract/words.ts';
import { wordsOfRules, type RuleWords } from '../checks/suite-of-load.ts';
import type { Database } from '../db/database.ts';
import { recordId, rejectId } from '../ids.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { hasWaivers } from './known-waivers.ts';
import type { Look } from './snapshot.ts';
import { today } from './today.ts';
import {
  findingsByOrdinal,
  landedByOrdinal,
  recordsByOrdinal,
  shownColumns,
  waiversByOrdinal,
  type RejectRow,
  type Shown,
} from './window.sql.ts';

export interface ReviewRow {
  ordinal: number;
  file: number;
  first_line: number;
  last_line: number;
  state: string;
  version: number;
  withdrawn: boolean;
  [value: `v${number}`]: string | null;
  [cut: `c${number}`]: boolean | null;
}

interface FailingValue {
  ordinal: number;
  expectation_key: string;
  value: string | null;
}

interface FindingRow extends FailingValue {
  column_name: string | null;
}

/** A waiver accepts one finding with one value, for good or to a last day. */
interface WaiverRow extends FailingValue {
  until: string | null;
}

const accepted = ({ ordinal, expectation_key: key, value }: FailingValue): string =>
  JSON.stringify([ordinal, key, value]);

/** In the order of `ordinals`; those that the load does not have, or no longer, are left out. */
export async function showRecords(
  db: Database,
  look: Look,
  load: StoredLoad,
  ordinals: readonly number[],
  shown: Shown = {},
): Promise<DeskRecord[]> {
  if (ordinals.length === 0) return [];
  const { connection } = look;
  const words = await wordsOfRules(connection, load);
  const [rows, found] = await look.both(
    (reader) => reader.all<ReviewRow>(recordsByOrdinal(load, ordinals, shown)),
    (reader) => reader.all<FindingRow>(findingsByOrdinal(load.row.id, ordinals)),
  );
  const underReview = new Set(rows.map(({ ordinal }) => ordinal));
  const clean = ordinals.filter((ordinal) => !underReview.has(ordinal));
  if (clean.length > 0) rows.push(...(await connection.all<ReviewRow>(landedByOrdinal(load, clean, shown))));
  const waivers = (await hasWaivers(db, look, load))
    ? await connection.all<WaiverRow>(waiversByOrdinal(load.row.id, ordinals, today()))
    : [];
  const lastDays = lastDaysOf(waivers);
  const findings = new Map<number, Finding[]>(ordinals.map((ordinal) => [ordinal, []]));
  for (const row of found) findings.get(row.ordinal)?.push(showFinding(row, words, lastDays.get(accepted(row))));
  const records = new Map(
    rows
      .filter((row) => !row.withdrawn)
      .map((row) => [row.ordinal, showRecord(load, row, findings.get(row.ordinal) ?? [], shown)]),
  );
  return ordinals.flatMap((ordinal) => records.get(ordinal) ?? []);
}

/** By what is accepted: the last day of the waiver that holds longest, null when one holds for good. */
function lastDaysOf(waivers: readonly WaiverRow[]): Map<string, string | null> {
  const lastDays = new Map<string, string | null>();
  for (const waiver of waivers) {
    const before = lastDays.get(accepted(waiver));
    const outlasted = before === null || (before !== undefined && waiver.until !== null && before > waiver.until);
    if (!outlasted) lastDays.set(accepted(waiver), waiver.until);
  }
  return lastDays;
}

function showRecord(load: StoredLoad, row: ReviewRow, findings: Finding[], shown: Shown): DeskRecord {
  const columns = shownColumns(load, shown);
  return {
    kind: 'record',
    record_id: recordId(load.row.id, row.ordinal),
    source_file: load.files[row.file]?.path ?? '',
    source_line: row.first_line,
    last_line: row.last_line,
    state: recordStateSchema.parse(row.state),
    version: row.version,
    findings,
    values: Object.fromEntries(columns.map(({ name, index }) => [name, row[`v${index}`] ?? null])),
    ...(shown.characters === undefined
      ? {}
      : { shortened: columns.filter(({ index }) => row[`c${index}`] === true).map(({ name }) => name) }),
  };
}

/** `lastDay` is undefined where there is no waiver. */
function showFinding(
  finding: FindingRow,
  words: ReadonlyMap<string, RuleWords>,
  lastDay: string | null | undefined,
): Finding {
  const rule = words.get(finding.expectation_key);
  return {
    expectation: rule?.type ?? finding.expectation_key,
    expectation_key: finding.expectation_key,
    column: finding.column_name,
    value: finding.value,
    sentence: rule?.sentence ?? '',
    waived: lastDay !== undefined,
    ...(typeof lastDay === 'string' ? { waived_until: lastDay } : {}),
  };
}

export function showReject(load: StoredLoad, row: RejectRow): Reject {
  const raw = Buffer.from(row.raw);
  return {
    kind: 'reject',
    record_id: rejectId(load.row.id, row.number),
    source_file: load.files[row.file]?.path ?? '',
    source_line: row.first_line,
    last_line: row.last_line,
    byte_offset: row.byte_offset,
    state: row.state === 'excluded' || row.state === 'repaired' ? row.state : 'quarantined',
    raw: raw.toString('utf8'),
    raw_base64: raw.toString('base64'),
    reason: row.detail,
  };
}
