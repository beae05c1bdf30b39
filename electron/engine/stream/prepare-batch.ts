/**
 * Batches made ready for the store: read, landed and checked, while nothing of them can be seen yet. What one adds up to
 * is counted of the messages themselves; DuckDB's own count is held against it.
 */
import { join } from 'node:path';
import type { ValidationResult } from '../../contract/check.ts';
import { DeskError } from '../../contract/errors.ts';
import type { Column } from '../../contract/load.ts';
import type { BatchSource } from '../../contract/stream.ts';
import type { SuiteRun } from '../checks/run/run-suite.ts';
import { runSuiteByPart } from '../checks/run/run-suite-by-part.ts';
import type { EngineContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import { newId } from '../ids.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { nameColumns, renamingNotes } from '../intake/name-columns.ts';
import { landBatches, type Landed } from './land-batch.ts';
import { countFailing, passedOf } from './land-batch.sql.ts';
import type { KafkaMessage } from './kafka/kafka-client.ts';
import { offsetRanges } from './offset-ranges.ts';
import { readBatch, type ReadBatch } from './read-batch.ts';
import type { StreamSetting } from './setting.ts';

export interface PreparedBatch {
  readonly load: StoredLoad;
  readonly read: ReadBatch;
  readonly validation: ValidationResult;
  readonly validationId: string;
  /** Sentences of the expectations that could not run. */
  readonly couldNotRun: readonly string[];
  /** Records that failed something. */
  readonly failing: number;
  /** When its first message was in hand, by the process's own clock. */
  readonly since: number;
}

/** Batches with the same columns, whose records and findings are in temp tables of the connection. */
export interface PreparedRun {
  readonly batches: readonly PreparedBatch[];
  readonly table: string;
  readonly findings: string;
}

export interface TakenBatch {
  readonly messages: readonly KafkaMessage[];
  readonly since: number;
  /** What a reader of the receipt should know of how it was taken. */
  readonly notes: readonly string[];
}

/** A batch that has its records and its load's id. */
export interface BegunBatch {
  readonly id: string;
  readonly taken: TakenBatch;
  readonly read: ReadBatch;
}

/** `keys` are those the stream's earlier batches had: a key that is missing in this one is a column of nulls. */
export function beginBatches(group: readonly TakenBatch[], keys: readonly string[]): BegunBatch[] {
  let known = keys;
  return group.map((taken) => {
    const read = readBatch(taken.messages, known);
    known = read.keys;
    return { id: newId(), taken, read };
  });
}

/** Keys are only ever added, so batches that have as many have the same. */
export function inRuns(batches: readonly BegunBatch[]): BegunBatch[][] {
  const runs: BegunBatch[][] = [];
  for (const batch of batches) {
    const run = runs.at(-1);
    if (run?.[0]?.read.keys.length === batch.read.keys.length) run.push(batch);
    else runs.push([batch]);
  }
  return runs;
}

/** What of the tables is left on the connection is for the caller to drop: {@link runTables}. */
export async function prepareRun(
  connection: Connection,
  context: EngineContext,
  setting: StreamSetting,
  run: readonly BegunBatch[],
  number: number,
): Promise<PreparedRun> {
  const [table, findings] = runTables(number);
  const columns = nameColumns(run[0]?.read.keys ?? [], [], 'messages');
  const landing = run.map(({ id, read }) => ({ read, folder: join(context.workspace.landing, id) }));
  const { landed, synced } = await landBatches(connection, landing, columns, table);
  const relation = { from: `temp.${table}`, columns, key: '_desk_row', part: '_desk_batch', parts: run.length };
  const checked = await runSuiteByPart(connection, relation, setting.suite, {
    findingsTable: findings,
    // Examples, but not the most frequent values: they take longer than the rest of the check.
    resultFormat: 'BASIC',
    metaOf: (part) => ({
      load_id: run[part]?.id ?? '',
      suite_sha256: setting.suiteHash,
      bronze_desk_version: context.appVersion,
    }),
  });
  const failing = await failingOf(connection, checked, table, findings);
  await synced;
  const batches: PreparedBatch[] = [];
  for (const [at, begun] of run.entries()) {
    const [file, validation] = [landed[at], checked[at]?.result];
    if (file === undefined || validation === undefined) throw new DeskError('INTERNAL', 'A batch was not checked.');
    const failed = failing.get(at) ?? 0;
    const passed = passedOf(table, at, findings, failed === 0);
    batches.push(prepared(setting, begun, { columns, landed: file, validation, failed, passed }));
  }
  return { batches, table, findings };
}

/** The temp tables of a group's runs: of its records, and of their findings. */
export const runTables = (number: number): readonly [string, string] => [
  `stream_batches_${number}`,
  `stream_findings_${number}`,
];

/** By batch; those without are not in it. */
async function failingOf(
  connection: Connection,
  checked: readonly SuiteRun[],
  table: string,
  findings: string,
): Promise<ReadonlyMap<number, number>> {
  const one = checked.some(({ tallies }) => tallies.some(({ counts }) => (counts?.unexpected ?? 0) > 0));
  if (!one) return new Map();
  const rows = await connection.all<{ batch: number; failing: number }>(countFailing(table, findings));
  return new Map(rows.map((row) => [row.batch, row.failing]));
}

function prepared(
  setting: StreamSetting,
  { id, read, taken }: BegunBatch,
  made: {
    readonly columns: readonly Column[];
    readonly landed: Landed;
    readonly validation: ValidationResult;
    readonly failed: number;
    readonly passed: string;
  },
): PreparedBatch {
  const { columns, landed, validation, failed, passed } = made;
  const source = sourceOf(setting, read, taken.messages);
  const landing = [{ records: landed.path, anchors: null, firstOrdinal: 1, placed: true }];
  return {
    load: {
      ...storedAs(id, setting, read, columns, landed.rows, source, taken),
      landing,
      columns,
      stream: source,
      passed,
    },
    read,
    validation,
    validationId: newId(),
    couldNotRun: validation.results.filter(({ meta }) => meta.could_not_run).map(({ meta }) => meta.sentence),
    failing: failed,
    since: taken.since,
  };
}

function sourceOf({ name }: StreamSetting, read: ReadBatch, messages: readonly KafkaMessage[]): BatchSource {
  return {
    ...name,
    ranges: offsetRanges(messages),
    tombstones: read.rejects.filter(({ reason }) => reason === 'tombstone').length,
  };
}

/** In a batch a message is what a line is in a file: every one is a record or a reject. */
function storedAs(
  id: string,
  { name, suiteHash: hash, actor }: StreamSetting,
  read: ReadBatch,
  columns: readonly Column[],
  landed: number,
  source: BatchSource,
  taken: TakenBatch,
): Pick<StoredLoad, 'row' | 'files'> {
  const at = new Date().toISOString();
  const path = `kafka:${name.topic}`;
  const [records, rejects] = [read.records.length, read.rejects.length];
  return {
    row: {
      id,
      source: path,
      sha256: read.sha256,
      bytes: read.bytes,
      format: 'jsonl',
      duplicate_of: null,
      loaded_at: at,
      loaded_by: actor,
      columns: JSON.stringify(columns),
      records,
      rejects,
      physical_lines: read.messages,
      record_lines: records + rejects,
      reject_lines: rejects,
      non_record_lines: 0,
      landed,
      problem: landed === records ? null : JSON.stringify(unlanded(path, records, landed, read.messages)),
      notes: JSON.stringify([...taken.notes, ...notesOf(source), ...renamingNotes(columns)]),
      next_ordinal: landed + 1,
      suite_hash: hash,
      checked_at: at,
      stale: '[]',
      revision: 0,
      stream: JSON.stringify(source),
      has_review_table: false,
    },
    files: [
      {
        load: id,
        file: 0,
        path,
        bytes: read.bytes,
        modified_ms: 0,
        sha256: read.sha256,
        first_ordinal: 1,
        records,
        rejects,
        physical_lines: read.messages,
        encoding: 'utf-8',
        compression: 'none',
        dialect: null,
        evidence: '[]',
      },
    ],
  };
}

const unlanded = (file: string, records: number, landed: number, messages: number) => ({
  message: `Of ${records} records in ${messages} messages, ${landed} were landed.`,
  file,
  first_line: 1,
  last_line: messages,
});

function notesOf({ tombstones, ranges }: BatchSource): string[] {
  const skipped = ranges.reduce((sum, range) => sum + range.last_offset - range.first_offset + 1 - range.messages, 0);
  return [
    ...(tombstones === 0
      ? []
      : [`${tombstones} of the rejects ${tombstones === 1 ? 'is a tombstone' : 'are tombstones'}.`]),
    ...(skipped === 0
      ? []
      : [
          `${skipped} offset${skipped === 1 ? '' : 's'} in these ranges hold no message: transaction markers, or what compaction removed.`,
        ]),
  ];
}
