/**
 * What the intake asks of Kafka, in Kafka's own words. Types alone: the library that speaks the protocol stays behind them,
 * and the engine can be reasoned about (and the library exchanged) without it.
 */

export interface KafkaMessage {
  readonly partition: number;
  readonly offset: bigint;
  /** Milliseconds since 1970, UTC: the producer's time or the broker's, as the topic is configured. */
  readonly timestamp: bigint;
  readonly key: Buffer | null;
  /** Null is a tombstone; an empty value is an empty buffer. */
  readonly value: Buffer | null;
  /** In the order they were written; a name may occur more than once. */
  readonly headers: readonly KafkaHeader[];
}

export type KafkaHeader = readonly [name: string, value: Buffer | null];

export type SaslMechanism = 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';

export interface KafkaConnection {
  /** `host:port` each. */
  readonly bootstrapServers: readonly string[];
  /** PEM texts. An empty object trusts the authorities the system trusts; `cert` and `key` are this client's own. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly sasl?: { readonly mechanism: SaslMechanism; readonly username: string; readonly password: string };
  readonly clientId: string;
}

export type ConsumerState = 'connecting' | 'consuming' | 'paused' | 'broker unreachable';

export interface ConsumerOptions extends KafkaConnection {
  readonly topic: string;
  readonly group: string;
  /** Where a partition begins that neither the store nor the broker has a position for. */
  readonly from: 'earliest' | 'latest';
  /** Where to read on, asked on every assignment; `committed` is what the broker has. Undefined: at `from`. */
  readonly startAt: (partition: number, committed: bigint | undefined) => Promise<bigint | undefined>;
  /**
   * Called before partitions are given up: the group waits until it resolves, which is when what was taken from them is
   * durable or dropped. `commit` still works in it. What was not yet taken is gone from the consumer when it is called.
   */
  readonly onRevoke: (partitions: readonly number[]) => Promise<void>;
  /** Partitions this member reads from now on; it held none in between. */
  readonly onAssign: (partitions: readonly number[]) => void;
  /** The broker has deleted the offsets from `from` up to, but not including, `to` (retention) before they were read. */
  readonly onExpired: (partition: number, from: bigint, to: bigint) => void;
  /** `why` is a sentence for people. */
  readonly onState: (state: ConsumerState, why?: string) => void;
  /** Bytes of messages fetched but not yet taken beyond which nothing more is fetched. */
  readonly maxBufferedBytes: number;
}

export interface KafkaConsumer {
  /**
   * The next messages, in offset order within each partition: as many as are there, up to `maxMessages`, as soon as there
   * is one; none when `timeoutMs` have passed. Only one call waits at a time. Messages of aborted transactions never come.
   * Throws CANCELLED when `signal` aborts, and what waiting cannot mend: KAFKA_REFUSED (credentials, TLS, rights), NOT_FOUND
   * (topic), SOURCE_CHANGED (the topic is not the one the positions came from), SOURCE_UNREADABLE (compression).
   */
  take(maxMessages: number, timeoutMs: number, signal?: AbortSignal): Promise<readonly KafkaMessage[]>;
  /**
   * Tells the broker the offset of the next message to read, by partition. Partitions this member no longer has are left
   * to whoever has them. Throws KAFKA_UNREACHABLE when the broker did not answer.
   */
  commit(next: ReadonlyMap<number, bigint>): Promise<void>;
  /** Messages between what was taken and the end of each partition of this member. Throws KAFKA_UNREACHABLE. */
  lag(): Promise<ReadonlyMap<number, bigint>>;
  /** Nothing is fetched and nothing can be taken until it is resumed; membership is kept. */
  pause(): void;
  resume(): void;
  /** Gives the partitions up (see `onRevoke`) and leaves the group. */
  close(): Promise<void>;
}

export interface KafkaOutgoing {
  /** The library's partitioner chooses by key when there is none. */
  readonly partition?: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly KafkaHeader[];
  /** Milliseconds since 1970, UTC; now when there is none. */
  readonly timestamp?: bigint;
}

export interface KafkaProducer {
  /**
   * Resolves when every in-sync replica has the messages, with the offset of each, in their order; undefined where the
   * partitioner chose, and where the broker did not say. Throws KAFKA_UNREACHABLE, KAFKA_REFUSED, NOT_FOUND: then some of
   * them may have been written all the same.
   */
  send(topic: string, messages: readonly KafkaOutgoing[]): Promise<readonly (bigint | undefined)[]>;
  close(): Promise<void>;
}

/** Looks into a topic without being a member of any group, and moves nobody's offsets. */
export interface KafkaReader {
  /** The offset after the last message of each partition. Throws KAFKA_UNREACHABLE, KAFKA_REFUSED. */
  ends(partitions: readonly number[]): Promise<ReadonlyMap<number, bigint>>;
  /**
   * Hands over every message from `from` up to, but not including, `to`, in offset order within each partition. Resolves to
   * the partitions of which the broker has deleted some that were asked for, with the first offset that it still had. Throws as `take` of a consumer does, and
   * KAFKA_UNREACHABLE.
   */
  read(
    from: ReadonlyMap<number, bigint>,
    to: ReadonlyMap<number, bigint>,
    visit: (message: KafkaMessage) => void,
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<number, bigint>>;
  close(): Promise<void>;
}

export interface TopicDescription {
  readonly clusterId: string;
  /** Another one when a topic of the same name was deleted and made again. */
  readonly topicId: string;
  readonly partitions: readonly number[];
}

export interface KafkaClient {
  /**
   * Returns at once: the consumer connects, and connects again whenever the broker comes back, reporting by `onState`.
   */
  connectConsumer(options: ConsumerOptions): Promise<KafkaConsumer>;
  connectProducer(connection: KafkaConnection): Promise<KafkaProducer>;
  connectReader(connection: KafkaConnection, topic: string): Promise<KafkaReader>;
  /** Throws KAFKA_UNREACHABLE, KAFKA_REFUSED, NOT_FOUND. */
  describeTopic(connection: KafkaConnection, topic: string): Promise<TopicDescription>;
}
