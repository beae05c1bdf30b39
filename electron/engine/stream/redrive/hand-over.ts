/**
 * A record on its way to the topic is excluded here, in the transaction that says it may be sent: from then on it is the
 * message that counts, and whatever a crash leaves behind, the record is never in bronze twice. What turns out not to have
 * been sent is taken back in the same way.
 */
import { DeskError } from '../../../contract/errors.ts';
import { releasableStates, type Authorship } from '../../../contract/words.ts';
import type { CallContext } from '../../context.ts';
import { recordId } from '../../ids.ts';
import { applyExclusions, recordExclusions } from '../../review/decide.sql.ts';
import { operate } from '../../review/operate.ts';
import { stateEvents, touch } from '../../review/operation.sql.ts';
import { selectionPredicate } from '../../review/selection.sql.ts';
import type { ChosenOfLoad } from './choose.ts';
import { countNewPublishes, insertIntentions, markNotSent } from './redrive-store.sql.ts';

/** `ends`: where each partition ends before the send. Throws CONFLICT: then nothing was changed. */
export async function handOver(
  context: CallContext,
  { load: chosenOf, records, publishes }: ChosenOfLoad,
  { operation, actor, reason }: Authorship & { readonly operation: string },
  ends: ReadonlyMap<number, bigint>,
): Promise<void> {
  const id = chosenOf.row.id;
  const { cluster, topic, topic_id } = chosenOf.stream;
  const request = { id: operation, load: id, kind: 'redrive', actor, reason, dry_run: false } as const;
  await operate(
    context,
    request,
    async (writer, { load, at }) => {
      const fresh = await writer.only<{ publishes: number }>(countNewPublishes(id, publishes));
      if (fresh.publishes > 0) throw publishing(id);
      const ids = records.map(({ ordinal }) => recordId(id, ordinal));
      await writer.run(touch(id, selectionPredicate(load, { record_ids: ids, states: [...releasableStates] })));
      const excluded = await writer.run(recordExclusions(load, operation, true));
      if (excluded !== records.length) throw movedOn(id);
      await writer.run(applyExclusions(load, operation));
      await writer.run(
        insertIntentions(
          records.map(({ ordinal, partition }) => ({
            operation,
            load: id,
            ordinal,
            cluster,
            topic,
            topic_id,
            kafka_partition: partition,
            from_offset: Number(ends.get(partition) ?? 0n),
            happened_at: at,
            revision: load.row.revision + 1,
          })),
        ),
      );
      return { columns: 'all' };
    },
    async (writer) => {
      await writer.run(stateEvents(id));
    },
  );
}

/** Who acts where nobody does. */
export const program = 'Bronze Desk';

/** They were not sent, and are here what they were before. Left out, nobody said so but the topic. */
export async function takeBack(
  context: CallContext,
  {
    load: id,
    topic,
    ordinals,
  }: { readonly load: string; readonly topic: string; readonly ordinals: readonly number[] },
  authorship: Authorship = { actor: program, reason: `It was to be sent back to ${topic}, and was not.` },
): Promise<void> {
  if (ordinals.length === 0) return;
  const { actor, reason } = authorship;
  // To be done with whatever the caller has cancelled meanwhile.
  const undisturbed = { ...context, signal: undefined };
  await operate(
    undisturbed,
    { load: id, kind: 'reinstate', actor, reason, dry_run: false },
    async (writer, { load, id: operation, at }) => {
      const ids = ordinals.map((ordinal) => recordId(id, ordinal));
      await writer.run(touch(id, selectionPredicate(load, { record_ids: ids, states: ['excluded'] })));
      await writer.run(recordExclusions(load, operation, false));
      await writer.run(applyExclusions(load, operation));
      await writer.run(markNotSent(id, ordinals, at));
      return { columns: 'all' };
    },
    async (writer) => {
      await writer.run(stateEvents(id));
    },
  );
}

function publishing(load: string): DeskError {
  return new DeskError(
    'CONFLICT',
    `Load ${load} was just published, is being published, or a publish of it was cut short. Let that end, or publish it again, and redrive then; nothing of it was sent.`,
    { load },
  );
}

function movedOn(load: string): DeskError {
  return new DeskError(
    'CONFLICT',
    `Somebody changed records of load ${load} while they were about to be sent. Redrive again; nothing of this load was sent.`,
    { load },
  );
}
