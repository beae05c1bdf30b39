/** A Kafka that hands out given messages: for what an engine does with them. The real broker is under test/systems. */
import { DeskError } from '../../../electron/contract/errors.ts';
import type {
  ConsumerOptions,
  KafkaClient,
  KafkaConsumer,
  KafkaMessage,
  KafkaOutgoing,
} from '../../../electron/engine/stream/kafka/kafka-client.ts';

export class ScriptedKafka implements KafkaClient {
  readonly log: KafkaMessage[] = [];
  readonly committed = new Map<number, bigint>();
  readonly sent: KafkaOutgoing[] = [];
  /** Messages that nobody has taken yet. */
  waitingNow = 0;
  readonly #wake = new Set<() => void>();

  add(...messages: KafkaMessage[]): void {
    this.log.push(...messages);
    this.waitingNow += messages.length;
    for (const wake of this.#wake) wake();
  }

  describeTopic() {
    return Promise.resolve({ clusterId: 'cluster-1', topicId: 'topic-1', partitions: [0, 1] });
  }

  async connectConsumer(options: ConsumerOptions): Promise<KafkaConsumer> {
    const next = new Map<number, bigint>();
    for (const partition of [0, 1]) {
      next.set(partition, (await options.startAt(partition, this.committed.get(partition))) ?? 0n);
    }
    options.onAssign([0, 1]);
    options.onState('consuming');
    const waiting = (): KafkaMessage[] => this.log.filter((each) => each.offset >= (next.get(each.partition) ?? 0n));
    return {
      take: async (most, timeoutMs, signal) => {
        if (waiting().length === 0 && timeoutMs > 0 && !isAborted(signal)) await this.#changed(timeoutMs, signal);
        if (isAborted(signal)) throw new DeskError('CANCELLED', 'Cancelled.');
        const taken = waiting().slice(0, most);
        for (const { partition, offset } of taken) next.set(partition, offset + 1n);
        this.waitingNow = waiting().length;
        return taken;
      },
      commit: (offsets) => {
        for (const [partition, offset] of offsets) this.committed.set(partition, offset);
        return Promise.resolve();
      },
      lag: () => Promise.resolve(new Map([[0, BigInt(waiting().length)]])),
      pause: () => options.onState('paused'),
      resume: () => options.onState('consuming'),
      close: () => options.onRevoke([0, 1]),
    };
  }

  connectProducer() {
    return Promise.resolve({
      send: (_topic: string, messages: readonly KafkaOutgoing[]) => {
        this.sent.push(...messages);
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    });
  }

  async #changed(timeoutMs: number, signal: AbortSignal | undefined): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      const wake = (): void => {
        clearTimeout(timer);
        resolve();
      };
      this.#wake.add(wake);
      signal?.addEventListener('abort', wake, { once: true });
    });
  }
}

const isAborted = (signal: AbortSignal | undefined): boolean => signal?.aborted === true;

export const message = (
  partition: number,
  offset: number | bigint,
  value: string | Buffer | null,
  more: Partial<KafkaMessage> = {},
): KafkaMessage => ({
  partition,
  offset: BigInt(offset),
  timestamp: 1_763_900_000_000n,
  key: Buffer.from(`key-${offset}`),
  value: typeof value === 'string' ? Buffer.from(value) : value,
  headers: [],
  ...more,
});
