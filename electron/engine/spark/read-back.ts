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
import type { RunFile, RunPlace } from './run-place.ts';

/** Of a run that is whole: the mark is the last that Spark writes. Throws NOT_FOUND, INVALID_INPUT. */
export async function readSummary(place: RunPlace, folder: string, plan: SparkPlan): Promise<SparkSummary> {
  const whole = await place.readText(folder, '_SUCCESS');
  const [file] = whole === undefined ? [] : await place.list(folder);
  const text = file === undefined ? undefined : await place.readText(folder, file.path);
  if (text === undefined) {
    throw new DeskError(
      'NOT_FOUND',
      `There is no run of the plan ${plan.id} that ended well: ${folder} has no summary. Run it first: bronze-desk spark submit, or spark-sql -f run.sql where Spark is.`,
      { folder },
    );
  }
  const summary = sparkSummarySchema.safeParse(asJson(text));
  if (summary.success) return summary.data;
  throw new DeskError(
    'INVALID_INPUT',
    `The summary in ${folder} is none that a plan of Bronze Desk writes. See that nobody changed the script, then plan and run again.`,
    { folder },
  );
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Counts and hashes every file of the folders, one after the other, so that no more than one is ever copied here. */
export async function readBack(
  place: RunPlace,
  folders: readonly string[],
  context: CallContext,
): Promise<PublishedFile[][]> {
  const copies = join(context.workspace.staging, newId());
  await mkdir(copies);
  try {
    const lists: { folder: string; files: RunFile[] }[] = [];
    for (const folder of folders) lists.push({ folder, files: await place.list(folder) });
    const total = lists.reduce((sum, { files }) => sum + files.length, 0);
    let done = 0;
    const read: PublishedFile[][] = [];
    for (const { folder, files } of lists) {
      const published: PublishedFile[] = [];
      for (const file of files) {
        if (context.signal?.aborted === true) throw new DeskError('CANCELLED', 'Cancelled. Nothing was published.');
        const local = await place.fetch(folder, file, copies);
        const { rows } = await readFooter(local);
        published.push({ path: file.path, rows, bytes: file.bytes, sha256: await hashFile(local) });
        await rm(copies, { recursive: true, force: true });
        done += 1;
        context.report({ phase: 'reading back', done, total, unit: 'files' });
      }
      read.push(published);
    }
    return read;
  } finally {
    await rm(copies, { recursive: true, force: true });
  }
}
