/**
 * A micro-batch gets its review table when somebody first looks at it: thousands of batches that nobody looks at must not
 * cost a table each, in the file, in memory and at every start.
 */
import type { Connection } from '../db/connection.ts';
import type { EngineContext } from '../context.ts';
import { markReviewable } from '../intake/load-store.sql.ts';
import { NoReviewTable, storedBatch } from '../intake/load-store.ts';
import { dropRunTables, failingRecords } from '../checks/check-store.sql.ts';
import { adoptRecords } from './current-view.sql.ts';
import { createReviewTable } from './review-table.sql.ts';
import { deriveStates } from './states.sql.ts';
import { today } from './today.ts';

const failingTable = 'first_look_failing';

/** Does `work`; again, once the load it could not be done on has its review table. */
export async function withReviewTables<T>(context: EngineContext, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof NoReviewTable)) throw error;
      await context.db.write((writer) => makeReviewTable(writer, context, error.load));
    }
  }
}

async function makeReviewTable(writer: Connection, context: EngineContext, id: string): Promise<void> {
  const load = await storedBatch(writer, context.workspace, id);
  if (load.row.has_review_table) return;
  await writer.run(createReviewTable(id, load.columns));
  await writer.run(failingRecords(failingTable, id));
  await writer.run({ text: adoptRecords(load, failingTable) });
  await writer.run(deriveStates(id, failingTable, today()));
  await writer.run(dropRunTables([failingTable]));
  await writer.run(markReviewable(id));
}
