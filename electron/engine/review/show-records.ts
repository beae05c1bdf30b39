/** Review-table rows as the contract shows them. */
import type { Finding, DeskRecord, Reject } from '../../contract/record.ts';
import { recordStateSchema } from '../../contract/words.ts';
import { rulesOfLoad, type RuleWords } from '../checks/suite-of-load.ts';
import type { Connection } from '../db/connection.ts';
import { recordId, rejectId } from '../ids.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { today } from './today.ts';
import { findingsByOrdinal, recordsByOrdinal, type RejectRow } from './window.sql.ts';

export interface ReviewRow {
  ordinal: number;
  file: number;
  first_line: number;
  last_line: number;
  state: string;
  version: number;
  reject: number | null;
  [value: `v${number}`]: string | null;
}

interface FindingRow {
  ordinal: number;
  expectation_key: string;
  column_name: string | null;
  value: string | null;
  waived: boolean;
}

/** In the order of `ordinals`. */
export async function showRecords(
  connection: Connection,
  load: StoredLoad,
  ordinals: readonly number[],
): Promise<DeskRecord[]> {
  if (ordinals.length === 0) return [];
  const rules = await rulesOfLoad(connection, load);
  const rows = await connection.all<ReviewRow>(recordsByOrdinal(load, ordinals));
  const findings = await connection.all<FindingRow>(findingsByOrdinal(load.row.id, ordinals, today()));
  const findingsOf = new Map<number, FindingRow[]>(ordinals.map((ordinal) => [ordinal, []]));
  for (const finding of findings) findingsOf.get(finding.ordinal)?.push(finding);
  const records = new Map(
    rows.map((row) => [row.ordinal, showRecord(load, row, findingsOf.get(row.ordinal) ?? [], rules)]),
  );
  return ordinals.flatMap((ordinal) => records.get(ordinal) ?? []);
}

function showRecord(
  load: StoredLoad,
  row: ReviewRow,
  findings: readonly FindingRow[],
  rules: ReadonlyMap<string, RuleWords>,
): DeskRecord {
  return {
    kind: 'record',
    record_id: recordId(load.row.id, row.ordinal),
    source_file: load.files[row.file]?.path ?? '',
    source_line: row.first_line,
    last_line: row.last_line,
    state: recordStateSchema.parse(row.state),
    version: row.version,
    findings: findings.map((finding) => showFinding(finding, rules)),
    values: Object.fromEntries(load.columns.map((column, index) => [column.name, row[`v${index}`] ?? null])),
  };
}

/** A record that never came under review: nothing is found in it. */
export function showCleanRecord(load: StoredLoad, row: ReviewRow): DeskRecord {
  return showRecord(load, row, [], new Map());
}

function showFinding(finding: FindingRow, rules: ReadonlyMap<string, RuleWords>): Finding {
  const rule = rules.get(finding.expectation_key);
  return {
    expectation: rule?.type ?? finding.expectation_key,
    expectation_key: finding.expectation_key,
    column: finding.column_name,
    value: finding.value,
    sentence: rule?.sentence ?? '',
    waived: finding.waived,
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
