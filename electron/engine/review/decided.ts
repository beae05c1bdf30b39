/** What was decided so far: the families that are done, each with what became of it. */
import type { Output, ParsedInput } from '../../contract/methods.ts';
import type { Decided } from '../../contract/record.ts';
import type { CallContext } from '../context.ts';
import { storedLoad } from '../intake/load-store.ts';
import { selectDecided } from './decided.sql.ts';
import { inSnapshot } from './snapshot.ts';
import { today } from './today.ts';

export async function decided(
  input: ParsedInput<'review.decided'>,
  context: CallContext,
): Promise<Output<'review.decided'>> {
  return inSnapshot(context, async (connection) => {
    const load = await storedLoad(connection, context.workspace, input.load);
    return connection.all<Decided>(selectDecided(load, today(), input.limit));
  });
}
