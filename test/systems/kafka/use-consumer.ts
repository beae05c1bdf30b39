/** A consumer as the tests hold it: what it was told is remembered, and states are waited for, with a limit. */
import type {
  ConsumerOptions,
  ConsumerState,
  KafkaConsumer,
  KafkaMessage,
} from '../../../electron/engine/stream/kafka/kafka-client.ts';
import { platformaticClient } from '../../../electron/engine/stream/kafka/platformatic-client.ts';
import { WakeUp } from '../../../electron/engine/stream/kafka/wake-up.ts';
import type { KafkaBroker } from './start-kafka.ts';

const patience = 90_000;

export interface WatchedConsumer extends AsyncDisposable {
  readonly consumer: KafkaConsumer;
  readonly states: { readonly state: ConsumerState; readonly why: string | undefined }[];
  /** The partitions held now. */
  readonly held: ReadonlySet<number>;
  readonly revoked: number[][];
  readonly expired: { readonly partition: number; readonly from: bigint; readonly to: bigint }[];
  reached(test: () => boolean, what: string): Promise<void>;
  /** Takes until there are `count` messages. */
  takeAll(count: number): Promise<KafkaMessage[]>;
}

export async function consume(
  broker: Pick<KafkaBroker, 'bootstrapServers'>,
  options: Pick<ConsumerOptions, 'topic'> & Partial<ConsumerOptions>,
): Promise<WatchedConsumer> {
  const states: WatchedConsumer['states'] = [];
  const held = new Set<number>();
  const revoked: number[][] = [];
  const expired: WatchedConsumer['expired'] = [];
  const changed = new WakeUp();
  const consumer = await platformaticClient.connectConsumer({
    bootstrapServers: broker.bootstrapServers,
    clientId: 'bronze-desk-test',
    group: 'bronze-desk',
    from: 'earliest',
    maxBufferedBytes: 8 << 20,
    startAt: (_partition, committed) => Promise.resolve(committed),
    ...options,
    onAssign: (partitions) => {
      for (const partition of partitions) held.add(partition);
      options.onAssign?.(partitions);
      changed.ring();
    },
    onRevoke: async (partitions) => {
      await options.onRevoke?.(partitions);
      revoked.push([...partitions]);
      for (const partition of partitions) held.delete(partition);
      changed.ring();
    },
    onExpired: (partition, from, to) => expired.push({ partition, from, to }),
    onState: (state, why) => {
      states.push({ state, why });
      changed.ring();
    },
  });
  return {
    consumer,
    states,
    held,
    revoked,
    expired,
    reached: async (test, what) => {
      const late = AbortSignal.timeout(patience);
      while (!test()) {
        if (late.aborted) throw new Error(`not reached in ${patience / 1000} s: ${what}`);
        await changed.sleep(late);
      }
    },
    takeAll: async (count) => {
      const messages: KafkaMessage[] = [];
      const until = performance.now() + patience;
      while (messages.length < count) {
        if (performance.now() > until)
          throw new Error(`${messages.length} of ${count} messages in ${patience / 1000} s`);
        messages.push(...(await consumer.take(count - messages.length, 1_000)));
      }
      return messages;
    },
    [Symbol.asyncDispose]: () => consumer.close(),
  };
}
