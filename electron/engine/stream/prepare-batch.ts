/**
 * A batch made ready for the store: read, landed and checked, while nothing of it can be seen yet. What it adds up to is
 * counted of the messages themselves; DuckDB's own count is held against it.
 */
import { join } from 'node:path';
import type { ValidationResult } from '../../contract/check.ts';
import type { Column } from '../../contract/load.ts';
import type { BatchSource } from '../../contract/stream.ts';
import { runSuite } from '../checks/run/run-suite.ts';
import type { EngineContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import { newId } from '../ids.ts';
import { landingRelation } from '../intake/landing.sql.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { readFooter } from '../intake/parquet-footer.ts';
import { nameColumns, renamingNotes } from '../intake/name-columns.ts';
import { landBatch } from './land-batch.ts';
import type { KafkaMessage } from './kafka/kafka-client.ts';
import { offsetRanges } from './offset-ranges.ts';
import { readBatch, type ReadBatch } from './read-batch.ts';
import type { StreamSetting } from './setting.ts';
import { countFindings } from './stream-store.sql.ts';

export interface PreparedBatch {
  readonly load: StoredLoad;
  readonly read: ReadBatch;
  readonly validation: ValidationResult;
  readonly validationId: string;
  /** Sentences of the expectations that could not run. */
  readonly couldNotRun: readonly string[];
  /** Records that failed something; their findings are in the temp table `findings` of the connection. */
  readonly failing: number;
  readonly findings: string;
  /** When its first message was in hand, by the process's own clock. */
  readonly since: number;
}

export interface TakenBatch {
  readonly messages: readonly KafkaMessage[];
  readonly since: number;
  /** What a reader of the receipt should know of how it was taken. */
  readonly notes: readonly string[];
}

/** `keys` are those the stream's earlier batches had: a key that is missing in this one is a column of nulls. */
export async function prepareBatch(
  connection: Connection,
  context: EngineContext,
  setting: StreamSetting,
  taken: TakenBatch,
  keys: readonly string[],
  number: number,
): Promise<PreparedBatch> {
  const read = readBatch(taken.messages, keys);
  const columns = nameColumns(read.keys, [], 'messages');
  const id = newId();
  const records = await landBatch(connection, read, columns, join(context.workspace.landing, id));
  const landing = [{ records, anchors: null, firstOrdinal: 1, placed: true }];
  const findings = `stream_findings_${number}`;
  const relation = { from: landingRelation(landing, columns), columns, key: '_desk_ordinal' };
  const { result: validation, tallies } = await runSuite(connection, relation, setting.suite, {
    findingsTable: findings,
    // Examples, but not the most frequent values: they take longer than the rest of the check.
    resultFormat: 'BASIC',
    meta: { load_id: id, suite_sha256: setting.suiteHash, bronze_desk_version: context.appVersion },
  });
  const { rows: landed } = await readFooter(records);
  const failed = tallies.some(({ counts }) => (counts?.unexpected ?? 0) > 0);
  const failing = failed ? (await connection.only<{ failing: number }>(countFindings(findings))).failing : 0;
  const source = sourceOf(setting, read, taken.messages);
  return {
    load: { ...storedAs(id, setting, read, columns, landed, source, taken), landing, columns, stream: source },
    read,
    validation,
    validationId: newId(),
    couldNotRun: validation.results.filter(({ meta }) => meta.could_not_run).map(({ meta }) => meta.sentence),
    failing,
    findings,
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
