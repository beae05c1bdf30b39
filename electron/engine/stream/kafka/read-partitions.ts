/**
 * Reads the partitions a member was given, one loop for each broker that leads some of them, into the buffer and no faster
 * than the buffer empties. Fetches go over connections of their own: one that waits at the broker would hold up heartbeats.
 */
import {
  FetchIsolationLevels,
  kGetApi,
  type Broker,
  type ConnectionPool,
  type Consumer,
  type fetchV17,
} from '@platformatic/kafka';
import { BackOff } from './back-off.ts';
import type { ConsumerOptions } from './kafka-client.ts';
import { isMovedLeader, isOffsetOutOfRange } from './kafka-problems.ts';
import { timing } from './library-options.ts';
import type { MessageBuffer } from './message-buffer.ts';
import { reposition } from './reposition.ts';
import { readBatches } from './read-batches.ts';
import './snappy-frames.ts';
import type { WakeUp } from './wake-up.ts';

/** One answer of the broker; what it expands to in memory may be several times as much, when it is compressed. */
const fetchBytes = 1 << 20;

/** What is shared with whoever takes the messages. */
export interface Reading {
  readonly buffer: MessageBuffer;
  /** Rung when messages came, were taken, or reading was paused or resumed. */
  readonly changed: WakeUp;
  readonly paused: () => boolean;
  /** Of the topic as it was first met. */
  topicId: string | undefined;
}

export interface PartitionSource {
  readonly member: Consumer;
  readonly pool: ConnectionPool;
  readonly options: Pick<ConsumerOptions, 'topic' | 'onExpired'>;
}

type FetchApi = typeof fetchV17.api;

/** Moves `positions` (the next offset to fetch) on. Resolves when `signal` aborts; throws what is not a moved leader. */
export async function readPartitions(
  source: PartitionSource,
  reading: Reading,
  positions: Map<number, bigint>,
  signal: AbortSignal,
): Promise<void> {
  const backOff = new BackOff();
  while (!signal.aborted && positions.size > 0) {
    const leaders = await findLeaders(source, [...positions.keys()]);
    const round = new AbortController();
    const end = AbortSignal.any([signal, round.signal]);
    const led = leaders.reduce((count, leader) => count + leader.partitions.length, 0);
    try {
      await Promise.all([
        ...leaders.map((leader) => follow(source, leader, reading, positions, end)),
        // Partitions without a leader are looked for again, while the others are read.
        led < positions.size ? backOff.wait(end).then(() => round.abort()) : undefined,
      ]);
      source.member.clearMetadata();
    } catch (error) {
      if (!isMovedLeader(error)) throw error;
      source.member.clearMetadata();
      await backOff.wait(signal);
    } finally {
      round.abort();
    }
  }
}

interface Leader {
  readonly broker: Broker;
  readonly topicId: string;
  readonly partitions: readonly number[];
}

async function follow(
  source: PartitionSource,
  leader: Leader,
  reading: Reading,
  positions: Map<number, bigint>,
  signal: AbortSignal,
): Promise<void> {
  const { buffer, changed } = reading;
  const ended = () => signal.aborted;
  let order = leader.partitions;
  while (!ended()) {
    if (buffer.full || reading.paused()) {
      await changed.sleep(signal);
      continue;
    }
    const partitions = await fetchOnce(source, { ...leader, partitions: order }, positions, signal);
    // What was given up while the broker answered belongs to somebody else.
    if (ended()) return;
    for (const partition of partitions) {
      const { messages, next } = readBatches(partition, positions.get(partition.partitionIndex) ?? 0n);
      buffer.put(partition.partitionIndex, messages);
      positions.set(partition.partitionIndex, next);
    }
    changed.ring();
    // An answer is filled in the order asked: each partition comes first in its turn.
    order = [...order.slice(1), ...order.slice(0, 1)];
  }
}

async function fetchOnce(
  source: PartitionSource,
  { broker, topicId, partitions }: Leader,
  positions: Map<number, bigint>,
  signal: AbortSignal,
): Promise<readonly fetchV17.FetchResponsePartition[]> {
  const request = partitions.map((partition) => ({
    partition,
    currentLeaderEpoch: -1,
    fetchOffset: positions.get(partition) ?? 0n,
    lastFetchedEpoch: -1,
    partitionMaxBytes: fetchBytes,
  }));
  const connection = await source.pool.get(broker);
  const api = await fetchApi(source.member);
  const topics = [{ topicId, partitions: request }];
  const { READ_COMMITTED } = FetchIsolationLevels;
  try {
    const answer = await api.async(connection, timing.fetchWait, 1, fetchBytes, READ_COMMITTED, 0, 0, topics, [], '');
    return answer.responses.flatMap((response) => response.partitions);
  } catch (error) {
    if (!isOffsetOutOfRange(error) || signal.aborted) throw error;
    await reposition(source, positions, signal);
    return [];
  }
}

/** The newest version of the fetch request that this library and the broker both know. */
function fetchApi(member: Consumer): Promise<FetchApi> {
  return new Promise((resolve, reject) => {
    member[kGetApi]<Parameters<typeof fetchV17.createRequest>, fetchV17.FetchResponse>('Fetch', (error, api) => {
      if (error) reject(error);
      else if (api) resolve(api);
    });
  });
}

async function findLeaders({ member, options }: PartitionSource, partitions: readonly number[]): Promise<Leader[]> {
  const metadata = await member.metadata({ topics: [options.topic] });
  const topic = metadata.topics.get(options.topic);
  const byNode = new Map<number, number[]>();
  for (const partition of partitions) {
    const node = topic?.partitions[partition]?.leader ?? -1;
    byNode.set(node, [...(byNode.get(node) ?? []), partition]);
  }
  return [...byNode].flatMap(([node, led]) => {
    const broker = metadata.brokers.get(node);
    return broker === undefined || topic === undefined ? [] : [{ broker, topicId: topic.id, partitions: led }];
  });
}
