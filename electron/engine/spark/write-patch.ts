/**
 * `spark.patch`: the decisions on a pulled load as a file that the next plan lays over the source. They leave the desk with
 * it, so the trail tells who took them out, why, and which file it was: before the file is there, never after.
 */
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { DeskError } from '../../contract/errors.ts';
import type { Output, ParsedInput } from '../../contract/methods.ts';
import { appendToTrail } from '../audit/trail.ts';
import type { CallContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import { newId } from '../ids.ts';
import { storedLoad, type StoredLoad } from '../intake/load-store.ts';
import { hashFile } from '../file-hash.ts';
import { today } from '../review/today.ts';
import { copyPatch, countCut, countDecided, countTorn, type Decided } from './patch.sql.ts';
import { keyColumn } from './pull.sql.ts';

/** Throws INVALID_INPUT for a load that was not pulled or a file that is there, CONFLICT for copies decided differently. */
export async function writePatch(
  input: ParsedInput<'spark.patch'>,
  context: CallContext,
): Promise<Output<'spark.patch'>> {
  const path = context.offered.require(input.path);
  if (existsSync(path)) {
    throw new DeskError(
      'INVALID_INPUT',
      `There is a file at ${path} already. Name another, so that no patch is lost.`,
      { path },
    );
  }
  const writing = `${path}.writing`;
  try {
    const written = await context.db.write(async (writer) => {
      const load = await storedLoad(writer, context.workspace, input.load);
      const day = today();
      await refuseUntellable(writer, load, day);
      await writer.run(copyPatch(load, writing, day));
      const sha256 = await hashFile(writing);
      await appendToTrail(writer, [
        {
          at: new Date().toISOString(),
          actor: input.actor,
          action: 'spark patch',
          load: input.load,
          record: null,
          column: null,
          old: null,
          new: `${path} (SHA-256 ${sha256})`,
          reason: input.reason,
          operation: newId(),
        },
      ]);
      return { sha256, ...(await writer.only<Decided>(countDecided(load, day))) };
    }, context.signal);
    await rename(writing, path);
    return { path, ...written };
  } finally {
    await rm(writing, { force: true });
  }
}

async function refuseUntellable(connection: Connection, load: StoredLoad, day: string): Promise<void> {
  const { id } = load.row;
  if (!load.columns.some(({ name }) => name === keyColumn)) {
    throw new DeskError(
      'INVALID_INPUT',
      `The load ${id} did not come from "spark pull", so no plan can be patched with it.`,
      { load: id },
    );
  }
  const { torn } = await connection.only<{ torn: number }>(countTorn(load, day));
  if (torn > 0) {
    throw new DeskError(
      'CONFLICT',
      `${torn} records or rejects are equal in every value to another one that was decided otherwise, and Spark cannot tell them apart. Decide the copies alike, then write the patch again.`,
      { records: torn },
    );
  }
  const { cut } = await connection.only<{ cut: number }>(countCut(load));
  if (cut > 0) {
    throw new DeskError(
      'CONFLICT',
      `${cut} rejects that were decided are longer than the desk takes in, so Spark would not know them again. Take the decision back, mend the source, then plan and run again.`,
      { rejects: cut },
    );
  }
}
