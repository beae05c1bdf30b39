/** What a run wrote, read back by another reader than the one that wrote it. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DeskError } from '../../contract/errors.ts';
import type { PublishedFile } from '../../contract/publish.ts';
import { sparkSummarySchema, type SparkPlan, type SparkSummary } from '../../contract/spark.ts';
import type { CallContext } from '../context.ts';
import { newId } from '../ids.ts';
import { readFooter } from '../intake/parquet-footer.ts';
import { hashFile } from '../file-hash.ts';
import { within } from '../publish/publish-path.ts';
import { errnoOf } from '../storage-error.ts';
import type { RunPart } from './account-run.ts';
import type { RunFolders } from './address-here.ts';
import type { RunFile, RunPlace } from './run-place.ts';

/** Of a run that is whole: the mark is the last that Spark writes. Throws NOT_FOUND, INVALID_INPUT for one of another plan. */
export async function readSummary(place: RunPlace, folder: string, plan: SparkPlan): Promise<SparkSummary> {
  const whole = await place.readText(folder, '_SUCCESS');
  const [file, ...more] = whole === undefined ? [] : await place.list(folder);
  const text = file === undefined ? undefined : await place.readText(folder, file.path);
  if (text === undefined) {
    throw new DeskError(
      'NOT_FOUND',
      `There is no run of the plan ${plan.id} that ended well: ${folder} has no summary. Run it first: bronze-desk spark submit, or spark-sql -f run.sql where Spark is. Where this is a copy, bring its summary folder too.`,
      { folder },
    );
  }
  const summary = sparkSummarySchema.safeParse(asJson(text));
  if (summary.success && more.length === 0) return ofPlan(plan, summary.data);
  throw new DeskError(
    'INVALID_INPUT',
    `The summary in ${folder} is none that a plan of Bronze Desk writes. See that nobody changed the script, then plan and run again.`,
    { folder },
  );
}

/** The summary, if it is of that plan. Throws INVALID_INPUT. */
export function ofPlan({ id }: SparkPlan, summary: SparkSummary): SparkSummary {
  if (summary.plan === id) return summary;
  throw new DeskError('INVALID_INPUT', `That summary is of the plan ${summary.plan}, not of ${id}.`);
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A run's files on this machine, with what their footers say. */
interface Brought {
  readonly file: RunFile;
  readonly local: string;
  readonly rows: number;
}

interface Reading {
  readonly place: RunPlace;
  readonly context: CallContext;
  /** Closes the sentence of a refusal: "Nothing was published." */
  readonly outcome: string;
}

/** Throws SOURCE_UNREADABLE for a file that is damaged or cut short, CANCELLED. */
async function bring(folder: string, file: RunFile, copies: string, reading: Reading): Promise<Brought> {
  const { place, context, outcome } = reading;
  if (context.signal?.aborted === true) throw new DeskError('CANCELLED', `Cancelled. ${outcome}`);
  const local = await place.fetch(folder, file, copies);
  try {
    const { rows } = await readFooter(local);
    return { file, local, rows };
  } catch (error) {
    throw damaged(within(folder, file.path), outcome, error);
  }
}

function damaged(path: string, outcome: string, cause: unknown): DeskError {
  const why = errnoOf(cause) ?? 'it is damaged or cut short';
  return new DeskError(
    'SOURCE_UNREADABLE',
    `${path} cannot be read as Parquet (${why}). Put back what the run wrote, or remove all of it, then plan and run again. ${outcome}`,
    { path },
    { cause },
  );
}

interface ReadPart {
  readonly folder: string;
  readonly files: readonly PublishedFile[];
  readonly rows: number;
}

/** Counts and hashes every file of a run, one after the other, so that no more than one is ever copied here. */
export async function readBack(folders: RunFolders, reading: Reading): Promise<Record<RunPart, ReadPart>> {
  const { place, context } = reading;
  const bronze = await place.list(folders.publish);
  const quarantine = await place.list(folders.quarantine);
  const rejects = await place.list(folders.rejects);
  const total = bronze.length + quarantine.length + rejects.length;
  let done = 0;
  const readPart = async (folder: string, listed: readonly RunFile[]): Promise<ReadPart> => {
    const files: PublishedFile[] = [];
    for (const file of listed) {
      files.push(
        await inCopies(context, async (copies) => {
          const { local, rows } = await bring(folder, file, copies, reading);
          return { path: file.path, rows, bytes: file.bytes, sha256: await hashFile(local) };
        }),
      );
      done += 1;
      context.report({ phase: 'reading back', done, total, unit: 'files' });
    }
    return { folder, files, rows: files.reduce((sum, { rows }) => sum + rows, 0) };
  };
  return {
    bronze: await readPart(folders.publish, bronze),
    quarantine: await readPart(folders.quarantine, quarantine),
    rejects: await readPart(folders.rejects, rejects),
  };
}

export interface BroughtPart {
  readonly folder: string;
  /** On this machine. */
  readonly files: readonly string[];
  readonly rows: number;
}

/** Every file of a folder on this machine at once, for what reads them together. Throws NOT_FOUND for a folder without any. */
export async function bringAll(folder: string, copies: string, reading: Reading): Promise<BroughtPart> {
  const listed = await reading.place.list(folder);
  if (listed.length === 0) throw nothingThere(folder, reading.outcome);
  const files: string[] = [];
  let rows = 0;
  for (const file of listed) {
    const brought = await bring(folder, file, copies, reading);
    files.push(brought.local);
    rows += brought.rows;
  }
  return { folder, files, rows };
}

/** Where there was nothing to write, Spark writes a file without rows. */
function nothingThere(folder: string, outcome: string): DeskError {
  return new DeskError(
    'NOT_FOUND',
    `${folder} holds no file, and a run writes at least one there. Put back what the run wrote, or remove all of it, then plan and run again. ${outcome}`,
    { folder },
  );
}

/** A folder for copies, which goes when the work is done. */
export async function inCopies<T>({ workspace }: CallContext, work: (copies: string) => Promise<T>): Promise<T> {
  const copies = join(workspace.staging, newId());
  await mkdir(copies);
  try {
    return await work(copies);
  } finally {
    await rm(copies, { recursive: true, force: true });
  }
}
