/** The load task: plan, land, account for every line, then make it all visible in one transaction. */
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DeskError, isDeskError } from '../../contract/errors.ts';
import type { Loaded, Source } from '../../contract/load.ts';
import type { ParsedInput } from '../../contract/methods.ts';
import { appendToTrail } from '../audit/trail.ts';
import type { CallContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import { newId } from '../ids.ts';
import type { MetricSource } from '../metrics/labels.ts';
import { createReviewTable } from '../review/review-table.sql.ts';
import { errnoOf, storageError } from '../storage-error.ts';
import { dropFetched } from './fetch-objects.ts';
import { importRejects } from './land.sql.ts';
import { landAll, planAll } from './land-sources.ts';
import type { LandedFile } from './landing-place.ts';
import { describeLoad } from './describe-loads.ts';
import { insertLoad, insertLoadFile, selectFilesBySha256, type EarlierFile } from './load-store.sql.ts';
import { toContractDialect } from './plan-reading.ts';
import { summarise, type Summary } from './summarise.ts';

type Input = Pick<ParsedInput<'load.start'>, 'actor' | 'again'>;

/** Puts files into `staging` as they are to be loaded, their records into its `landing`. */
export type Land = (staging: string, onFormat: (format: MetricSource) => void) => Promise<LandedFile[]>;

export async function runLoad(input: ParsedInput<'load.start'>, context: CallContext): Promise<Loaded> {
  return loadLanded(input, context, (staging, onFormat) => landSource(input.source, staging, context, onFormat));
}

/** Throws as planning and landing do. */
export async function landSource(
  source: Source,
  staging: string,
  context: CallContext,
  onFormat: (format: MetricSource) => void,
): Promise<LandedFile[]> {
  if (source.format !== undefined) onFormat(source.format);
  const plans = await planAll(source, context);
  if (plans[0] !== undefined) onFormat(plans[0].format);
  return await context.db.read((connection) => landAll(connection, plans, staging, context), context.signal);
}

/** Makes a load of what `land` puts into staging. */
export async function loadLanded(input: Input, context: CallContext, land: Land): Promise<Loaded> {
  const started = performance.now();
  const id = newId();
  const staging = join(context.workspace.staging, id);
  const landing = join(context.workspace.landing, id);
  let format: MetricSource = 'unknown';
  try {
    await mkdir(staging);
    const landed = await land(staging, (known) => (format = known));
    const summary = summarise(landed);
    await rename(join(staging, 'landing'), landing);
    try {
      await context.db.write((writer) => commitLoad(writer, { id, input, landed, summary }), context.signal);
    } catch (error) {
      await rm(landing, { recursive: true, force: true });
      throw error;
    }
    // From here on the load is there, and a cancel comes too late.
    await dropFetched(landed.map(({ plan }) => plan.file));
    const loaded = await context.db.read((connection) => describeLoad(connection, id));
    context.metrics.ingested(loaded.load.format, 'rejected', loaded.load.rejects);
    context.metrics.loaded(loaded.load.format, loaded.load.bytes, (performance.now() - started) / 1_000);
    context.emit({ event: 'load.changed', load: id });
    return loaded;
  } catch (error) {
    if (isFault(error)) context.metrics.ingested(format, 'error', 1);
    if (errnoOf(error) === undefined) throw error;
    throw storageError(error, {
      code: 'WORKSPACE_UNUSABLE',
      message: 'The workspace cannot be written to. Mend its permissions or choose another, then load again.',
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** A person's cancelling, and the refusal to load the same bytes twice, are no faults. */
function isFault(error: unknown): boolean {
  return !isDeskError(error, 'CANCELLED') && !isDeskError(error, 'ALREADY_LOADED');
}

/** The load that has these files already, or the first that has some of them. Throws ALREADY_LOADED. */
async function findDuplicate(
  connection: Connection,
  landed: readonly LandedFile[],
  again: boolean,
): Promise<string | null> {
  const hashes = [...new Set(landed.map((file) => file.sha256))];
  const found = await connection.all<EarlierFile>(selectFilesBySha256(hashes));
  const earlier = found.find((row) => hasAll(found, row.load, hashes)) ?? found[0];
  if (!again && earlier !== undefined) throw loadedBefore(landed, earlier);
  if (!again) refuseTwins(landed);
  return earlier?.load ?? null;
}

function hasAll(found: readonly EarlierFile[], load: string, hashes: readonly string[]): boolean {
  return found.filter((row) => row.load === load).length === hashes.length;
}

function loadedBefore(landed: readonly LandedFile[], earlier: EarlierFile): DeskError {
  const path = landed.find((file) => file.sha256 === earlier.sha256)?.plan.file.path ?? '';
  const others = landed.length > 1 ? ', leave that file out' : '';
  return new DeskError(
    'ALREADY_LOADED',
    `The very bytes of ${path} were loaded before, as ${earlier.load} by ${earlier.loaded_by} on ${earlier.loaded_at}. Go on with that load${others}, or load them again on purpose.`,
    { load: earlier.load, path, remedy: 'load again' },
  );
}

function refuseTwins(landed: readonly LandedFile[]): void {
  const seen = new Map<string, string>();
  for (const { sha256, plan } of landed) {
    const { path } = plan.file;
    const twin = seen.get(sha256);
    if (twin !== undefined) {
      throw new DeskError(
        'ALREADY_LOADED',
        `${path} holds the very bytes of ${twin}, so its records would be loaded twice. Leave one of them out, or load both on purpose.`,
        { paths: [twin, path], remedy: 'load again' },
      );
    }
    seen.set(sha256, path);
  }
}

async function commitLoad(
  writer: Connection,
  load: {
    id: string;
    input: Input;
    landed: readonly LandedFile[];
    summary: Summary;
  },
): Promise<void> {
  const { id, input, landed, summary } = load;
  const at = new Date().toISOString();
  // Asked by the only writer there is, so that of two loads of the same bytes at once one is the second.
  const duplicateOf = await findDuplicate(writer, landed, input.again);
  await writer.run(
    insertLoad({
      id,
      source: landed.map((file) => file.plan.file.path).join('\n'),
      sha256: summary.sha256,
      bytes: summary.bytes,
      format: landed[0]?.plan.format ?? 'csv',
      duplicate_of: duplicateOf,
      loaded_at: at,
      loaded_by: input.actor,
      columns: JSON.stringify(summary.columns),
      records: summary.records,
      rejects: summary.rejects,
      physical_lines: summary.physicalLines,
      record_lines: summary.recordLines,
      reject_lines: summary.rejectLines,
      non_record_lines: summary.nonRecordLines,
      landed: summary.landed,
      problem: summary.problem === null ? null : JSON.stringify(summary.problem),
      notes: JSON.stringify(summary.notes),
      next_ordinal: summary.landed + 1,
      suite_hash: null,
      checked_at: null,
      stream: null,
      has_review_table: true,
    }),
  );
  let firstOrdinal = 1;
  let rejects = 0;
  for (const [index, file] of landed.entries()) {
    await writer.run(insertLoadFile(fileRow(id, index, file, firstOrdinal)));
    if (file.rejects !== null) await writer.run(importRejects(file.rejects, id, index, rejects));
    firstOrdinal += file.landed;
    rejects += file.tally.rejects;
  }
  await writer.run(createReviewTable(id, summary.columns));
  await appendToTrail(writer, [
    {
      at,
      actor: input.actor,
      action: 'load',
      load: id,
      record: null,
      column: null,
      old: null,
      new: `sha256:${summary.sha256}`,
      reason: null,
      operation: null,
    },
  ]);
}

function fileRow(
  load: string,
  index: number,
  file: LandedFile,
  firstOrdinal: number,
): Parameters<typeof insertLoadFile>[0] {
  const { plan, tally } = file;
  return {
    load,
    file: index,
    path: plan.file.path,
    bytes: plan.file.bytes,
    modified_ms: plan.file.modifiedMs,
    sha256: file.sha256,
    first_ordinal: firstOrdinal,
    records: tally.records,
    rejects: tally.rejects,
    physical_lines: tally.physicalLines,
    encoding: plan.encoding,
    compression: plan.gzip ? 'gzip' : 'none',
    dialect: plan.dialect === null ? null : JSON.stringify(toContractDialect(plan.dialect)),
    evidence: JSON.stringify(plan.evidence),
  };
}
