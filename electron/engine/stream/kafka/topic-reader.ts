/**
 * Looks into a topic: the way a member of a group reads its partitions, without the group. The library's consumer is used
 * for what it knows of brokers and offsets, and never joins.
 */
import { ConnectionPool, Consumer, FetchIsolationLevels, ListOffsetTimestamps } from '@platformatic/kafka';
import { DeskError } from '../../../contract/errors.ts';
import type { KafkaConnection, KafkaMessage, KafkaReader } from './kafka-client.ts';
import { asProblem } from './kafka-problems.ts';
import { libraryOptions, onConnectionFault, timing } from './library-options.ts';
import { MessageBuffer } from './message-buffer.ts';
import { readPartitions, type Reading } from './read-partitions.ts';
import { offsetsAt } from './start-positions.ts';
import { WakeUp } from './wake-up.ts';

const maxBufferedBytes = 8 << 20;
const takenAtOnce = 1_000;

/** The library wants a name for the group that it never joins. */
const noGroup = 'bronze-desk-reader';

export class TopicReader implements KafkaReader {
  readonly #connection: KafkaConnection;
  readonly #topic: string;
  readonly #consumer: Consumer;
  readonly #pool: ConnectionPool;
  readonly #faults: Error[] = [];

  constructor(connection: KafkaConnection, topic: string) {
    this.#connection = connection;
    this.#topic = topic;
    this.#pool = new ConnectionPool(connection.clientId, libraryOptions(connection, timing.fetch));
    this.#consumer = new Consumer({ ...libraryOptions(connection, timing.fetch), groupId: noGroup });
    onConnectionFault(this.#consumer, (fault) => this.#faults.push(fault));
  }

  async ends(partitions: readonly number[]): Promise<ReadonlyMap<number, bigint>> {
    // Behind somebody's open transaction too: what stands there is there, though it cannot be read until that has ended.
    const { READ_UNCOMMITTED } = FetchIsolationLevels;
    return this.#ask(() =>
      offsetsAt(this.#consumer, this.#topic, ListOffsetTimestamps.LATEST, partitions, READ_UNCOMMITTED),
    );
  }

  async read(
    from: ReadonlyMap<number, bigint>,
    to: ReadonlyMap<number, bigint>,
    visit: (message: KafkaMessage) => void,
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<number, bigint>> {
    const positions = new Map([...from].filter(([partition, offset]) => offset < (to.get(partition) ?? 0n)));
    const expired = new Map<number, bigint>();
    if (positions.size === 0) return expired;
    const buffer = new MessageBuffer(maxBufferedBytes);
    const changed = new WakeUp();
    const reading: Reading = { buffer, changed, paused: () => false, topicId: undefined };
    const done = new AbortController();
    const end = signal === undefined ? done.signal : AbortSignal.any([signal, done.signal]);
    const options = {
      topic: this.#topic,
      onExpired: (partition: number, _from: bigint, first: bigint) => expired.set(partition, first),
    };
    const source = { member: this.#consumer, pool: this.#pool, options };
    const read = this.#ask(() => readPartitions(source, reading, positions, end)).finally(() => changed.ring());
    const failed = read.then(() => false);
    // It is awaited below; a failure before that must not end the process.
    failed.catch(() => undefined);
    try {
      for (;;) {
        const messages = buffer.take(takenAtOnce);
        for (const message of messages) if (message.offset < (to.get(message.partition) ?? 0n)) visit(message);
        if (messages.length > 0) {
          changed.ring();
          continue;
        }
        if ([...positions].every(([partition, position]) => position >= (to.get(partition) ?? 0n))) break;
        if (signal?.aborted === true) throw new DeskError('CANCELLED', 'Looking into the topic was cancelled.');
        await Promise.race([changed.sleep(end), failed]);
      }
    } finally {
      done.abort();
    }
    await failed;
    return expired;
  }

  async close(): Promise<void> {
    await this.#consumer.close();
    await this.#pool.close();
  }

  async #ask<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const whole = this.#faults.length === 0 ? error : new AggregateError([...this.#faults, error]);
      throw asProblem(whole, this.#connection, this.#topic);
    }
  }
}
