/** What the broker has, made known to the store and the trail in one transaction. */
import { appendToTrail } from '../../audit/trail.ts';
import type { CallContext } from '../../context.ts';
import { markSent } from './redrive-store.sql.ts';

export interface SentMessage {
  readonly ordinal: number;
  readonly partition: number;
  /** Null where the broker did not say. */
  readonly offset: bigint | null;
}

export interface SentOf {
  readonly operation: string;
  readonly load: string;
  readonly topic: string;
  readonly actor: string;
  /** Where it is a person's word that it was. */
  readonly reason?: string;
}

export async function keepSent(context: CallContext, of: SentOf, messages: readonly SentMessage[]): Promise<void> {
  const at = new Date().toISOString();
  await context.db.write(async (writer) => {
    await writer.run(markSent(of.operation, of.load, messages, at));
    await appendToTrail(writer, [
      {
        at,
        actor: of.actor,
        action: 'sent to topic',
        load: of.load,
        record: null,
        column: null,
        old: null,
        new: wordsOf(of.topic, messages),
        reason: of.reason ?? null,
        operation: of.operation,
      },
    ]);
  });
}

/** `dictations 0: 2 messages, offsets 12–13; 1: 1 message, offset not told`. */
function wordsOf(topic: string, messages: readonly SentMessage[]): string {
  const partitions = [...new Set(messages.map(({ partition }) => partition))].toSorted((a, b) => a - b);
  const words = partitions.map((partition) => {
    const offsets = messages.filter((message) => message.partition === partition).map(({ offset }) => offset);
    const known = offsets.filter((offset) => offset !== null);
    const [first, last] = [known[0], known.at(-1)];
    const where =
      first === undefined || last === undefined ? 'offset not told' : `offsets ${String(first)}–${String(last)}`;
    return `${partition}: ${offsets.length} message${offsets.length === 1 ? '' : 's'}, ${where}`;
  });
  return `${topic} ${words.join('; ')}`;
}
