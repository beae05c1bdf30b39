/** `spark.patch`: the decisions on a pulled load as a file that the next plan lays over the source. */
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { DeskError } from '../../contract/errors.ts';
import type { Output, ParsedInput } from '../../contract/methods.ts';
import type { CallContext } from '../context.ts';
import { storedLoad } from '../intake/load-store.ts';
import { inSnapshot } from '../review/snapshot.ts';
import { today } from '../review/today.ts';
import { copyPatch, countDecided, countTorn, keyColumn } from './review.sql.ts';

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
  const day = today();
  return inSnapshot(context, async (connection) => {
    const load = await storedLoad(connection, context.workspace, input.load);
    if (!load.columns.some(({ name }) => name === keyColumn)) {
      throw new DeskError(
        'INVALID_INPUT',
        `The load ${input.load} did not come from "spark pull", so no plan can be patched with it.`,
        {
          load: input.load,
        },
      );
    }
    const { torn } = await connection.only<{ torn: number }>(countTorn(load, day));
    if (torn > 0) {
      throw new DeskError(
        'CONFLICT',
        `${torn} records are equal in every value to another one that was decided otherwise, and Spark cannot tell them apart. Decide the copies alike, then write the patch again.`,
        { records: torn },
      );
    }
    const writing = `${path}.writing`;
    try {
      await connection.run(copyPatch(load, writing, day));
      await rename(writing, path);
    } finally {
      await rm(writing, { force: true });
    }
    return { path, ...(await connection.only<Omit<Output<'spark.patch'>, 'path'>>(countDecided(load, day))) };
  });
}
