/** Small shapes of the contract for tests to change a part of. */
import type { ExpectationResult, ValidationResult } from '../../../electron/contract/check.ts';
import type { Load, Receipt } from '../../../electron/contract/load.ts';
import type { DeskRecord, Reject } from '../../../electron/contract/record.ts';

export const receipt: Receipt = {
  physical_lines: 5,
  record_lines: 4,
  reject_lines: 0,
  non_record_lines: 1,
  records: 4,
  rejects: 0,
  repaired_records: 0,
  repaired_rejects: 0,
  clean: 4,
  corrected: 0,
  waived: 0,
  excluded: 0,
  quarantined: 0,
  balanced: true,
  problem: null,
  notes: [],
};

export const load: Load = {
  id: '20261123-0758-k3f9',
  source: 'notes.csv',
  sha256: 'ab',
  bytes: 1234,
  format: 'csv',
  dialect: { delimiter: ',', quote: '"', escape: '"', header: true, skip_lines: 0 },
  stream: null,
  records: 4,
  rejects: 0,
  clean: 4,
  corrected: 0,
  waived: 0,
  excluded: 0,
  quarantined: 0,
  duplicate_of: null,
  loaded_at: '2026-11-23T07:58:00.000Z',
  loaded_by: 'reviewer',
  columns: [],
  files: [],
  suite: null,
  checked_at: null,
  could_not_run: 0,
  stale: false,
  published_at: null,
  changed_since_publish: false,
};

export const met: ExpectationResult = {
  success: true,
  expectation_config: { type: 'expect_column_to_exist', kwargs: { column: 'transcription' }, meta: {} },
  result: {},
  meta: {
    expectation_key: 'k1',
    expectation_index: 0,
    kind: 'schema',
    sentence: 'there is a column transcription',
    failure: null,
    could_not_run: false,
    what_to_do: null,
  },
  exception_info: { raised_exception: false, exception_message: null, exception_traceback: null },
};

export const validation: ValidationResult = {
  success: true,
  results: [met],
  suite_name: 'bronze_validation',
  suite_parameters: {},
  statistics: {
    evaluated_expectations: 1,
    successful_expectations: 1,
    unsuccessful_expectations: 0,
    success_percent: 100,
  },
  meta: {},
  id: null,
};

export const published = {
  publish: { path: '/b/ingest_1', manifest: '/b/ingest_1/_manifest.json', files: 1, rows: 4 },
  superseded: null,
  unchanged: false,
};

export function record(ordinal: number): DeskRecord {
  return {
    kind: 'record',
    record_id: `${load.id}:${String(ordinal)}`,
    source_file: 'notes.csv',
    source_line: ordinal + 1,
    last_line: ordinal + 1,
    state: 'quarantined',
    version: 0,
    findings: [],
    values: { a: 'b' },
  };
}

export const reject: Reject = {
  kind: 'reject',
  record_id: `${load.id}:r1`,
  source_file: 'notes.csv',
  source_line: 9,
  last_line: 9,
  byte_offset: 90,
  state: 'quarantined',
  raw: 'a,"b',
  raw_base64: 'YSwiYg==',
  reason: 'a quote is not closed',
};
