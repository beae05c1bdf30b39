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
  /** Partitions of which messages were deleted before anybody looked, with the first that is still there. */
  readonly expired = new Map<number, bigint>();
  readonly committed = new Map<number, bigint>();
  readonly sent: KafkaOutgoing[] = [];
  cluster = 'cluster-1';
  /** Undefined where there is no such topic. */
  topicId: string | undefined = 'topic-1';
  /** Told of every request that was answered. */
  onWritten: () => void = () => undefined;
  /** What becomes of each request to write, in turn: it is written (the default), or its answer or itself is lost. */
  readonly fates: ('written' | 'answer lost' | 'lost')[] = [];
  /** Messages that nobody has taken yet. */
  waitingNow = 0;
  readonly #wake = new Set<() => void>();

  add(...messages: KafkaMessage[]): void {
    this.log.push(...messages);
    this.waitingNow += messages.length;
    for (const wake of this.#wake) wake();
  }

  describeTopic() {
    return this.topicId === undefined
      ? Promise.reject(new DeskError('NOT_FOUND', 'There is no such topic.'))
      : Promise.resolve({ clusterId: this.cluster, topicId: this.topicId, partitions: [0, 1] });
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
        const fate = this.fates.shift() ?? 'written';
        const offsets = fate === 'lost' ? [] : messages.map((outgoing) => this.#write(outgoing));
        if (fate === 'written') {
          this.onWritten();
          return Promise.resolve(offsets);
        }
        return Promise.reject(new DeskError('KAFKA_UNREACHABLE', 'Kafka does not answer.'));
      },
      close: () => Promise.resolve(),
    });
  }

  connectReader() {
    return Promise.resolve({
      ends: (partitions: readonly number[]) =>
        Promise.resolve(new Map(partitions.map((partition) => [partition, this.#end(partition)]))),
      read: (
        from: ReadonlyMap<number, bigint>,
        to: ReadonlyMap<number, bigint>,
        visit: (message: KafkaMessage) => void,
      ) => {
        for (const each of this.log) {
          const { partition, offset } = each;
          if (offset >= (from.get(partition) ?? offset + 1n) && offset < (to.get(partition) ?? 0n)) visit(each);
        }
        return Promise.resolve(this.expired);
      },
      close: () => Promise.resolve(),
    });
  }

  #end(partition: number): bigint {
    const offsets = this.log.filter((each) => each.partition === partition).map(({ offset }) => offset);
    return offsets.reduce((end, offset) => (offset >= end ? offset + 1n : end), 0n);
  }

  #write(outgoing: KafkaOutgoing): bigint {
    const partition = outgoing.partition ?? 0;
    const offset = this.#end(partition);
    this.sent.push(outgoing);
    const { key, value, headers } = outgoing;
    this.add({ partition, offset, timestamp: BigInt(Date.now()), key, value, headers });
    return offset;
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
