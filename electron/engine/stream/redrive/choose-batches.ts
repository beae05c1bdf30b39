/** The batches that a redrive means, and what is meant of each. */
import { DeskError } from '../../../contract/errors.ts';
import type { RedriveInput } from '../../../contract/redrive.ts';
import type { CallContext } from '../../context.ts';
import { findColumn } from '../../review/selection.sql.ts';
import { choose, type ChosenOfLoad } from './choose.ts';
import { countBatchesOf, selectTouchedBatches } from './choose.sql.ts';

/**
 * The oldest batch first. Batches of one topic may differ in their columns: one without a column that the filter names has
 * nothing that is meant. Throws INVALID_INPUT where none has it, NOT_FOUND where nothing was taken of the topic, and what
 * {@link choose} throws.
 */
export async function chooseBatches(
  input: RedriveInput,
  context: CallContext,
  target?: string,
): Promise<ChosenOfLoad[]> {
  const ids = await batchesOf(input, context, target);
  const chosen: ChosenOfLoad[] = [];
  for (const id of ids) {
    chosen.push(await context.db.read((connection) => choose(connection, context, input, id, target), context.signal));
    context.report({ phase: 'choosing', done: chosen.length, total: ids.length, unit: 'steps' });
  }
  const last = chosen.at(-1);
  if (last?.lacking !== undefined && chosen.every(({ lacking }) => lacking !== undefined)) {
    findColumn(last.load, last.lacking);
  }
  return chosen;
}

async function batchesOf({ of }: RedriveInput, context: CallContext, target: string | undefined): Promise<string[]> {
  if ('load' in of) return [of.load];
  return context.db.read(async (connection) => {
    const { batches } = await connection.only<{ batches: number }>(countBatchesOf(of.topic, of.group));
    if (batches === 0) {
      throw new DeskError(
        'NOT_FOUND',
        `No batch of the topic ${of.topic} is in this workspace${of.group === undefined ? '' : ` for the group ${of.group}`}. "loads" lists what is.`,
        { topic: of.topic, group: of.group ?? null },
      );
    }
    const rows = await connection.all<{ id: string }>(selectTouchedBatches(of.topic, of.group, target));
    return rows.map(({ id }) => id);
  });
}
