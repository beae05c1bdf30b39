/**
 * One stay in a consumer group: from connecting to the first failure, or to leaving. A failure ends the stay and whoever runs
 * it begins another; nothing is mended inside, so that there is one way in which partitions come and go.
 */
import { ConnectionPool, ListOffsetTimestamps, type ClusterMetadata, type GroupAssignment } from '@platformatic/kafka';
import { DeskError, isDeskError } from '../../../contract/errors.ts';
import { GroupMember } from './group-member.ts';
import type { ConsumerOptions } from './kafka-client.ts';
import { asProblem, isRebalance, topicMissing } from './kafka-problems.ts';
import { libraryOptions, onConnectionFault, timing } from './library-options.ts';
import { readPartitions, type Reading } from './read-partitions.ts';
import { offsetsAt, startPositions } from './start-positions.ts';

export class GroupSession {
  readonly #options: ConsumerOptions;
  readonly #reading: Reading;
  readonly #member: GroupMember;
  readonly #pool: ConnectionPool;
  readonly #failure: Promise<never>;
  #fail: (error: unknown) => void = () => undefined;
  #assignment: Assignment | undefined;
  #partitions: number | undefined;

  /** `memberId` of an earlier stay that ended in a failure: the group need not wait until that one is thought dead. */
  constructor(options: ConsumerOptions, reading: Reading, memberId: string | null) {
    this.#options = {
      ...options,
      startAt: (partition, committed) => ownWork(options.startAt(partition, committed)),
      onRevoke: (partitions) => ownWork(options.onRevoke(partitions)),
    };
    this.#reading = reading;
    this.#failure = new Promise((_, reject) => (this.#fail = reject));
    // Whoever runs the session hears of it; a failure after that is of no interest.
    this.#failure.catch(() => undefined);
    this.#pool = new ConnectionPool(options.clientId, libraryOptions(options, timing.fetch));
    const member = new GroupMember(
      {
        ...libraryOptions(options, timing.rebalance + timing.connect),
        groupId: options.group,
        sessionTimeout: timing.session,
        rebalanceTimeout: timing.rebalance,
        heartbeatInterval: timing.heartbeat,
      },
      () => this.#giveUp(),
    );
    member.memberId = memberId;
    member.on('error', this.#fail);
    onConnectionFault(member, this.#fail);
    member.on('consumer:heartbeat:error', ({ error }) => this.#fail(error));
    member.on('consumer:group:join', ({ assignments }) => void this.#assign(assignments ?? []));
    member.on('client:metadata', (metadata) => this.#look(metadata));
    this.#member = member;
  }

  /** Resolves when `signal` aborts; throws what ended the stay. */
  async run(signal: AbortSignal): Promise<void> {
    const done = new AbortController();
    const stopped = new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true, signal: done.signal });
    });
    try {
      await Promise.race([this.#join(), stopped, this.#failure]);
      await Promise.race([stopped, this.#failure]);
    } finally {
      done.abort();
    }
  }

  async commit(next: ReadonlyMap<number, bigint>): Promise<void> {
    const { topic, group } = this.#options;
    const offsets = [...next]
      .filter(([partition]) => this.#assignment?.positions.has(partition))
      .map(([partition, offset]) => ({ topic, partition, offset, leaderEpoch: -1 }));
    if (offsets.length === 0) return;
    try {
      await this.#member.commit({ offsets });
    } catch (error) {
      if (!isRebalance(error)) throw asProblem(error, this.#options, topic);
      const sentence = `The consumer group "${group}" is being rearranged, so Kafka did not take the offsets. The store has them.`;
      throw new DeskError('CONFLICT', sentence, { group, topic });
    }
  }

  async lag(): Promise<ReadonlyMap<number, bigint>> {
    const positions = this.#assignment?.positions ?? new Map<number, bigint>();
    const ends = await this.#ends([...positions.keys()]);
    const behind = [...positions].map(([partition, position]) => {
      const next = this.#reading.buffer.firstOffset(partition) ?? position;
      return [partition, (ends.get(partition) ?? next) - next] as const;
    });
    return new Map(behind);
  }

  async #ends(partitions: readonly number[]): Promise<ReadonlyMap<number, bigint>> {
    const { topic } = this.#options;
    try {
      return await offsetsAt(this.#member, topic, ListOffsetTimestamps.LATEST, partitions);
    } catch (error) {
      throw asProblem(error, this.#options, topic);
    }
  }

  /** Gives the partitions up in good order and tells the group. */
  async leave(): Promise<void> {
    await this.#giveUp();
    await this.#end();
  }

  /** Ends after a failure, without leaving the group. Answers the id to come back with. */
  async abandon(): Promise<string | null> {
    try {
      await this.#giveUp();
    } catch (error) {
      // What could not be put away is put away by no waiting: the group need not wait for this member either.
      await this.#end();
      throw error;
    }
    const { memberId } = this.#member;
    this.#member.memberId = null;
    await this.#end();
    return memberId;
  }

  /** A broker that is gone cannot be told: it finds out by itself, when the session times out. */
  async #end(): Promise<void> {
    await new Promise<void>((resolve) => {
      const patience = setTimeout(resolve, timing.leave);
      this.#member.leaveGroup(true, () => {
        clearTimeout(patience);
        resolve();
      });
    });
    await Promise.all([this.#member.connections.close(), this.#pool.close()]);
  }

  async #join(): Promise<void> {
    const { topic } = this.#options;
    const metadata = await this.#member.metadata({ topics: [topic] });
    if (metadata.topics.get(topic) === undefined) throw topicMissing(topic, this.#options);
    this.#member.topics.track(topic);
    await this.#member.joinGroup({});
  }

  /** The topic as the broker now describes it: it may have grown, or be another one of the same name. */
  #look(metadata: ClusterMetadata): void {
    const { topic } = this.#options;
    const now = metadata.topics.get(topic);
    if (now === undefined) return;
    if (now.id !== (this.#reading.topicId ??= now.id)) this.#fail(topicChanged(topic));
    else if (now.partitionsCount !== (this.#partitions ??= now.partitionsCount)) this.#rejoin();
    this.#partitions = now.partitionsCount;
  }

  #rejoin(): void {
    this.#member.joinGroup({}, (error) => {
      if (error !== null) this.#fail(error);
    });
  }

  async #assign(assignments: readonly GroupAssignment[]): Promise<void> {
    const { topic } = this.#options;
    const partitions = assignments.find((each) => each.topic === topic)?.partitions ?? [];
    const assignment = new Assignment(partitions);
    this.#assignment = assignment;
    this.#options.onAssign(partitions);
    try {
      await this.#read(assignment);
    } catch (error) {
      // A fetch that fails when its partitions are given up already is nobody's loss.
      if (!assignment.stop.signal.aborted) this.#fail(error);
    }
  }

  async #read({ partitions, positions, stop: { signal } }: Assignment): Promise<void> {
    const starts = await startPositions(this.#member, this.#options, partitions);
    if (signal.aborted) return;
    for (const [partition, start] of starts) positions.set(partition, start);
    this.#options.onState(this.#reading.paused() ? 'paused' : 'consuming');
    const source = { member: this.#member, pool: this.#pool, options: this.#options };
    await readPartitions(source, this.#reading, positions, signal);
  }

  async #giveUp(): Promise<void> {
    const assignment = this.#assignment;
    if (assignment === undefined) return;
    assignment.givenUp ??= this.#revoke(assignment);
    await assignment.givenUp;
  }

  async #revoke(assignment: Assignment): Promise<void> {
    assignment.stop.abort();
    this.#reading.buffer.clear();
    await this.#options.onRevoke(assignment.partitions);
    if (this.#assignment === assignment) this.#assignment = undefined;
  }
}

class Assignment {
  readonly partitions: readonly number[];
  /** The next offset to fetch. */
  readonly positions = new Map<number, bigint>();
  readonly stop = new AbortController();
  givenUp: Promise<void> | undefined;

  constructor(partitions: readonly number[]) {
    this.partitions = partitions;
  }
}

/** What the intake was asked to do for a rebalance: its failures are not Kafka's. */
async function ownWork<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (isDeskError(error)) throw error;
    const sentence = 'The batch at hand could not be put away. Its messages come again at the next start.';
    throw new DeskError('INTERNAL', sentence, undefined, { cause: error });
  }
}

function topicChanged(topic: string): DeskError {
  const sentence = `The topic "${topic}" was deleted and made again while it was read. Its offsets begin anew: consume it into a fresh workspace or with another group.`;
  return new DeskError('SOURCE_CHANGED', sentence, { topic });
}
