/** The streams of a workspace, each on one line with the sums of its batches, and their batches page by page. */
import type { Output, ParsedInput } from '../../contract/methods.ts';
import type { CallContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import { describeLoads } from '../intake/describe-loads.ts';
import type { LoadRow } from '../intake/load-store.sql.ts';
import { inSnapshot } from '../review/snapshot.ts';
import {
  countBatches,
  selectBatches,
  selectReviewedBatches,
  selectReviewedStates,
  selectSummaries,
  type ReviewedRow,
  type SummaryRow,
} from './summary.sql.ts';

export function listStreams(_input: ParsedInput<'stream.list'>, context: CallContext): Promise<Output<'stream.list'>> {
  return inSnapshot(context, async (connection) => {
    const rows = await connection.all<SummaryRow>(selectSummaries(await reviewedOf(connection)));
    return rows.map(({ cluster, topic, topic_id, group, ...sums }) => {
      const name = { cluster, topic, topic_id, group };
      return { name, running: context.streams.runOf(name), ...sums };
    });
  });
}

export function listBatches(
  { name, only, limit, offset }: ParsedInput<'stream.loads'>,
  context: CallContext,
): Promise<Output<'stream.loads'>> {
  return inSnapshot(context, async (connection) => {
    const reviewed = only === 'quarantined' ? await reviewedOf(connection) : [];
    const { total } = await connection.only<{ total: number }>(countBatches(name, only, reviewed));
    const rows = await connection.all<LoadRow>(selectBatches(name, only, reviewed, { limit, offset }));
    return { total, loads: (await describeLoads(connection, rows)).map(({ load }) => load) };
  });
}

/** Batches that somebody has looked at keep their states in a table each; in one statement, few hundred at a time. */
const tablesAtOnce = 200;

async function reviewedOf(connection: Connection): Promise<string[]> {
  const ids = (await connection.all<{ id: string }>(selectReviewedBatches())).map(({ id }) => id);
  const lines: string[] = [];
  for (let from = 0; from < ids.length; from += tablesAtOnce) {
    const states = await connection.all<ReviewedRow>(selectReviewedStates(ids.slice(from, from + tablesAtOnce)));
    lines.push(...states.map(({ load, quarantined, excluded }) => `${load}:${quarantined}:${excluded}`));
  }
  return lines;
}
