/**
 * What a redrive means: records that were in quarantine, can be released now, and are not in bronze. A record is in bronze
 * when the newest publish of its load holds it, and the files of that publish are what is asked, not the store's memory.
 */
import { existsSync } from 'node:fs';
import { DeskError } from '../../../contract/errors.ts';
import { isObjectUrl } from '../../../contract/object-url.ts';
import type { RecordFilter } from '../../../contract/record.ts';
import type { RedriveInput, RedriveResult } from '../../../contract/redrive.ts';
import type { BatchSource } from '../../../contract/stream.ts';
import { recordStateSchema, releasableStates, type RecordState } from '../../../contract/words.ts';
import type { CallContext } from '../../context.ts';
import type { Connection } from '../../db/connection.ts';
import { recordId, rejectId } from '../../ids.ts';
import { storedLoad, type StoredLoad } from '../../intake/load-store.ts';
import { readManifestText } from '../../publish/manifest.ts';
import { publishedFilePath } from '../../publish/publish-path.ts';
import type { PublishRow } from '../../publish/publish-store.sql.ts';
import { partRejects, refuseBadPatterns } from '../../review/select-records.ts';
import { selectionPredicate } from '../../review/selection.sql.ts';
import { selectCandidates, selectRepairedRecords, selectPublishesOf, type CandidateRow } from './choose.sql.ts';

/** A record to be redriven, and the message it came in. */
export interface Chosen {
  readonly ordinal: number;
  readonly state: RecordState;
  /** Set where it was made by repairing a reject: the reject's number, and the operation. */
  readonly reject: number | null;
  readonly repair: string | null;
  readonly partition: number;
  readonly offset: bigint;
}

export interface ChosenOfLoad {
  readonly load: StoredLoad & { readonly stream: BatchSource };
  /** In the order of their messages within each partition. */
  readonly records: readonly Chosen[];
  readonly inBronze: number;
  /** Those that bronze was judged by: with another one since, nothing of this holds. */
  readonly publishes: readonly string[];
  readonly skipped: RedriveResult['skipped'];
  /** Why nobody can tell which of its records are in bronze already: nothing of this batch of the topic is sent. */
  readonly undecided?: string;
  /** A column that the filter names, and this batch of the topic does not have: nothing of it is meant. */
  readonly lacking?: string;
}

const none: Omit<ChosenOfLoad, 'load'> = { records: [], inBronze: 0, publishes: [], skipped: [] };

const releasable: readonly string[] = releasableStates;
const shownSkips = 100;

/** Throws NOT_FOUND, INVALID_INPUT (no stream's batch; a column that is not there), CONFLICT (bronze cannot be read). */
export async function choose(
  connection: Connection,
  context: CallContext,
  input: RedriveInput,
  id: string,
  target?: string,
): Promise<ChosenOfLoad> {
  const load = await batchOf(connection, context, id);
  const lacking = (input.filter?.where ?? []).find(({ column }) => !load.columns.some(({ name }) => name === column));
  if ('topic' in input.of && lacking !== undefined) return { ...none, load, lacking: lacking.column };
  const rowsOfPublishes = await connection.all<PublishRow>(selectPublishesOf(id));
  const publishes = rowsOfPublishes.map((row) => row.id);
  const filter: RecordFilter = { ...input.filter, load: id };
  await refuseBadPatterns(connection, filter);
  const named = await namedRecords(connection, filter);
  if (named?.ordinals.length === 0) return { ...none, load, skipped: named.skipped };
  const predicate = selectionPredicate(load, {
    ...filter,
    ...(named === undefined ? {} : { record_ids: named.ordinals.map((ordinal) => recordId(id, ordinal)) }),
  });
  const files = await filesInBronze(rowsOfPublishes, target);
  const standing = 'path' in files ? [] : files.standing;
  const rows = await connection.all<CandidateRow>(selectCandidates(load, predicate, standing));
  const free = rows.filter((row) => releasable.includes(row.state) && row.redriven_by === null && !row.in_bronze);
  if ('path' in files && free.length > 0) {
    const why = cannotTell(id, files.path);
    if ('topic' in input.of) return { ...none, load, undecided: why.message };
    throw why;
  }
  const skipped = named === undefined ? [] : [...named.skipped, ...skippedOf(id, named.ordinals, rows)];
  return {
    load,
    publishes,
    records: free.map(chosenOf),
    inBronze: rows.filter((row) => row.in_bronze && releasable.includes(row.state)).length,
    skipped: skipped.slice(0, shownSkips),
  };
}

async function batchOf(connection: Connection, context: CallContext, id: string): Promise<ChosenOfLoad['load']> {
  const load = await storedLoad(connection, context.workspace, id);
  if (load.stream !== null) return { ...load, stream: load.stream };
  throw new DeskError(
    'INVALID_INPUT',
    `The load ${id} was made of files, not taken from a topic. "publish" brings its records to bronze.`,
    { load: id },
  );
}

/** Undefined where no record is named. A reject stands for the records that were made of it. */
async function namedRecords(
  connection: Connection,
  filter: RecordFilter,
): Promise<{ ordinals: number[]; skipped: RedriveResult['skipped'] } | undefined> {
  if (filter.record_ids === undefined || filter.record_ids.length === 0) return undefined;
  const { rejects, records } = partRejects(filter);
  const ordinals = (records?.record_ids ?? []).map((id) => Number(id.slice(id.lastIndexOf(':') + 1)));
  if (rejects.length === 0) return { ordinals, skipped: [] };
  const made = await connection.all<{ reject: number; ordinal: number }>(selectRepairedRecords(filter.load, rejects));
  const mended = new Set(made.map(({ reject }) => reject));
  return {
    ordinals: [...ordinals, ...made.map(({ ordinal }) => ordinal)],
    skipped: rejects
      .filter((number) => !mended.has(number))
      .map((number) => ({ record_id: rejectId(filter.load, number), why: 'it is still a reject: repair it first' })),
  };
}

function skippedOf(load: string, named: readonly number[], rows: readonly CandidateRow[]): RedriveResult['skipped'] {
  const found = new Map(rows.map((row) => [row.ordinal, row]));
  return named.flatMap((ordinal) => {
    const why = whyNot(found.get(ordinal));
    return why === null ? [] : [{ record_id: recordId(load, ordinal), why }];
  });
}

/** A message that is only intended so far may be there or not. */
const sentBack = (state: string | null): string => (state === 'sent' ? 'was sent back' : 'may have been sent back');

function whyNot(row: CandidateRow | undefined): string | null {
  if (row === undefined) return 'it was never in quarantine, or the rest of the filter does not mean it';
  if (row.redriven_by !== null)
    return `it ${sentBack(row.redriven)} to its topic already, by operation ${row.redriven_by}`;
  if (row.state === 'quarantined') return 'it is in quarantine: correct or waive it first';
  if (row.state === 'excluded') return 'it is excluded: reinstate it first';
  return row.in_bronze ? 'it is in bronze already' : null;
}

const chosenOf = ({ ordinal, state, reject, repair, partition, offset }: CandidateRow): Chosen => ({
  ordinal,
  state: recordStateSchema.parse(state),
  reject,
  repair,
  partition,
  offset: BigInt(offset),
});

/**
 * The files of the newest publish at each place. At `target` alone, where that is given: what does not stand there whole is
 * about to be published anew. Where none is given, not knowing is not the same as not there: then the path is answered.
 */
async function filesInBronze(
  publishes: readonly PublishRow[],
  target: string | undefined,
): Promise<{ readonly standing: readonly string[] } | { readonly path: string }> {
  const files: string[] = [];
  for (const row of newestAtEachPlace(publishes).filter((each) => target === undefined || each.target === target)) {
    const standing = await standingFiles(row);
    if (standing === undefined && target === undefined) return { path: row.path };
    files.push(...(standing ?? []));
  }
  return { standing: files };
}

function newestAtEachPlace(publishes: readonly PublishRow[]): PublishRow[] {
  const places = new Map<string, PublishRow>();
  for (const row of publishes) {
    const place = JSON.stringify([row.target, row.endpoint]);
    if (!places.has(place)) places.set(place, row);
  }
  return [...places.values()];
}

/** Undefined where the publish cannot be looked into, or does not stand whole. */
async function standingFiles({ id, path }: PublishRow): Promise<string[] | undefined> {
  if (isObjectUrl(path)) return undefined;
  const read = await readManifestText(path);
  if (read?.manifest.publish_id !== id) return undefined;
  const files = read.manifest.files.map((file) => publishedFilePath(path, file.path));
  return files.every((file) => existsSync(file)) ? files : undefined;
}

function cannotTell(load: string, path: string): DeskError {
  if (isObjectUrl(path)) {
    return new DeskError(
      'CONFLICT',
      `Load ${load} was published to ${path}, an object store, which a redrive cannot look into, so nobody can tell which of its records are in bronze already: nothing of it is sent back. "publish" brings what was mended to the same place.`,
      { load, path },
    );
  }
  return new DeskError(
    'CONFLICT',
    `Load ${load} was published to ${path}, which cannot be looked into from here, so nobody can tell which of its records are in bronze already: nothing of it is sent back. Bring the folder back, or publish the load there again.`,
    { load, path },
  );
}
