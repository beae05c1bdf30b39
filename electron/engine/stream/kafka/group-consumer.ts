/**
 * The consumer the intake holds: it lasts, whatever happens to the broker. One stay in the group after another is run until it
 * is closed or meets what no waiting mends; between them it backs off and says so.
 */
import { DeskError } from '../../../contract/errors.ts';
import { BackOff } from './back-off.ts';
import { GroupSession } from './group-session.ts';
import type { ConsumerOptions, ConsumerState, KafkaConsumer, KafkaMessage } from './kafka-client.ts';
import { asProblem, lastingProblem, unreachable, whyUnreachable } from './kafka-problems.ts';
import { MessageBuffer } from './message-buffer.ts';
import { WakeUp } from './wake-up.ts';

const never = new AbortController().signal;

export class GroupConsumer implements KafkaConsumer {
  readonly #options: ConsumerOptions;
  readonly #buffer: MessageBuffer;
  readonly #changed = new WakeUp();
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;
  #session: GroupSession | undefined;
  #problem: DeskError | undefined;
  #told = false;
  #paused = false;
  #state: ConsumerState | undefined;

  constructor(options: ConsumerOptions) {
    this.#options = options;
    this.#buffer = new MessageBuffer(options.maxBufferedBytes);
    this.#running = this.#run();
  }

  async take(maxMessages: number, timeoutMs: number, signal: AbortSignal = never): Promise<readonly KafkaMessage[]> {
    const until = performance.now() + timeoutMs;
    for (;;) {
      if (signal.aborted) throw new DeskError('CANCELLED', 'Taking messages from Kafka was cancelled.');
      // What a fetch that was under way still brings waits here, as it would in the topic.
      const messages = this.#paused ? [] : this.#buffer.take(maxMessages);
      if (messages.length > 0) {
        this.#changed.ring();
        return messages;
      }
      if (this.#problem !== undefined) {
        this.#told = true;
        throw this.#problem;
      }
      const left = until - performance.now();
      if (left <= 0 || this.#stop.signal.aborted) return [];
      await this.#changed.sleep(signal, left);
    }
  }

  async commit(next: ReadonlyMap<number, bigint>): Promise<void> {
    await this.#current().commit(next);
  }

  lag(): Promise<ReadonlyMap<number, bigint>> {
    return this.#current().lag();
  }

  pause(): void {
    this.#paused = true;
    if (this.#state === 'consuming') this.#report('paused');
  }

  resume(): void {
    this.#paused = false;
    if (this.#state === 'paused') this.#report('consuming');
    this.#changed.ring();
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#changed.ring();
    await this.#running;
    if (this.#problem !== undefined && !this.#told) throw this.#problem;
  }

  #current(): GroupSession {
    if (this.#session === undefined) throw this.#problem ?? unreachable(undefined, this.#options);
    return this.#session;
  }

  async #run(): Promise<void> {
    const backOff = new BackOff();
    const { signal } = this.#stop;
    const onState = (state: ConsumerState, why?: string) => {
      if (state === 'consuming' || state === 'paused') backOff.succeeded();
      this.#report(state, why);
    };
    const reading = { buffer: this.#buffer, changed: this.#changed, paused: () => this.#paused, topicId: undefined };
    let memberId: string | null = null;
    let joinedBefore = false;
    while (!signal.aborted) {
      onState('connecting');
      const session = new GroupSession({ ...this.#options, onState }, reading, memberId);
      this.#session = session;
      try {
        await session.run(signal);
        await session.leave();
      } catch (error) {
        memberId = await this.#abandon(session);
        joinedBefore ||= memberId !== null;
        this.#problem ??= this.#lasting(error, joinedBefore);
        if (this.#problem !== undefined) break;
        onState('broker unreachable', whyUnreachable(error, this.#options));
        this.#session = undefined;
        await backOff.wait(signal);
      }
    }
    this.#session = undefined;
    this.#changed.ring();
  }

  /** A batch that could not be put away ends the consumer: its messages come again at the next start. */
  async #abandon(session: GroupSession): Promise<string | null> {
    try {
      return await session.abandon();
    } catch (error) {
      this.#problem = asProblem(error, this.#options);
      return null;
    }
  }

  /** A topic that was there may be missing from the answers of a broker that is just starting. */
  #lasting(error: unknown, joinedBefore: boolean): DeskError | undefined {
    const problem = lastingProblem(error, this.#options, this.#options.topic);
    return problem?.code === 'NOT_FOUND' && joinedBefore ? undefined : problem;
  }

  #report(state: ConsumerState, why?: string): void {
    this.#state = state;
    this.#options.onState(state, why);
  }
}
