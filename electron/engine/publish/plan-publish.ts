/** What a publish would write, what stands in its way, and how it differs from the last one. */
import type { Output, ParsedInput } from '../../contract/methods.ts';
import type { PublishInput } from '../../contract/publish.ts';
import type { CallContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import { storedLoad } from '../intake/load-store.ts';
import { countPartitions, type Stamp } from './bronze.sql.ts';
import { changesSince, earlierPublish, partitionsBefore, type Earlier } from './compare.ts';
import { estimateBytes } from './estimate-bytes.ts';
import { bronzePlace } from './open-place.ts';
import { identityOf, readiness, stampNow, standingPublish, type Readiness } from './plan.ts';

/** Shown of a partitioning; the counts are of all. */
const shownPartitions = 10_000;

export async function planPublish(
  input: ParsedInput<'publish.plan'>,
  context: CallContext,
): Promise<Output<'publish.plan'>> {
  const place = bronzePlace(context, context.offered.require(input.target));
  return context.db.read(async (connection) => {
    const load = await storedLoad(connection, context.workspace, input.load);
    const ready = await readiness(connection, load, input);
    const unknown = ready.blockers.some((blocker) => blocker.code === 'unknown_column');
    const stamp = stampNow();
    const earlier = await earlierPublish(connection, load.row.id, place);
    const standing = await standingPublish(connection, place, identityOf(load, place, input));
    const parted =
      unknown || !ready.receipt.balanced || input.partition_by.length === 0
        ? []
        : await partitions(connection, ready, input, stamp, earlier);
    return {
      rows: ready.rows,
      held_back: {
        quarantined: ready.receipt.quarantined,
        excluded: ready.receipt.excluded,
        rejects: ready.receipt.rejects - ready.receipt.repaired_rejects,
      },
      blockers: [...ready.blockers],
      partitions: parted,
      estimated_bytes: await estimateBytes(ready, input, earlier, Math.max(1, parted.length)),
      previous: earlier === undefined ? null : previousOf(earlier),
      changes: await changesSince(connection, ready, earlier),
      unchanged_since: standing?.path ?? null,
    };
  }, context.signal);
}

function previousOf({ row }: Earlier): NonNullable<Output<'publish.plan'>['previous']> {
  return { id: row.id, path: row.path, published_at: row.published_at, rows: row.rows };
}

async function partitions(
  connection: Connection,
  ready: Readiness,
  input: PublishInput,
  stamp: Stamp,
  earlier: Earlier | undefined,
): Promise<Output<'publish.plan'>['partitions']> {
  const before = partitionsBefore(earlier, input.partition_by);
  const rows = await connection.all<Record<string, string | number | null>>(
    countPartitions(ready.load, input.partition_by, stamp, ready.nothingUnderReview, shownPartitions),
  );
  return rows.map((row) => {
    const values = Object.fromEntries(
      input.partition_by.map((column, index) => {
        const value = row[`p${index}`];
        return [column, value === null || value === undefined ? null : String(value)];
      }),
    );
    return { values, rows: Number(row['rows']), rows_before: before?.(values) ?? null };
  });
}
