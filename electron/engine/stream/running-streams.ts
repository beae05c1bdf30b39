/** The streams that this engine is taking in. */
import { DeskError } from '../../contract/errors.ts';
import type { StreamName, StreamStatus } from '../../contract/stream.ts';

export interface RunningStream {
  readonly name: StreamName;
  status(): StreamStatus;
  pause(): void;
  resume(): void;
}

export class RunningStreams {
  readonly #streams = new Map<string, RunningStream>();

  /** Throws CONFLICT when this very stream is running: its offsets can be moved by one alone. */
  add(id: string, stream: RunningStream): void {
    const { topic, group } = stream.name;
    if (this.runOf(stream.name) !== null) {
      throw new DeskError(
        'CONFLICT',
        `${topic} is being consumed here in the group ${group} already. Stop that first, or name another group.`,
        { topic, group },
      );
    }
    this.#streams.set(id, stream);
  }

  remove(id: string): void {
    this.#streams.delete(id);
  }

  /** Null while that stream is not being consumed. */
  runOf(wanted: StreamName): string | null {
    for (const [id, { name }] of this.#streams) if (isSame(name, wanted)) return id;
    return null;
  }

  list(): StreamStatus[] {
    return [...this.#streams.values()].map((stream) => stream.status());
  }

  pause(id: string): StreamStatus {
    const stream = this.#require(id);
    stream.pause();
    return stream.status();
  }

  resume(id: string): StreamStatus {
    const stream = this.#require(id);
    stream.resume();
    return stream.status();
  }

  #require(id: string): RunningStream {
    const stream = this.#streams.get(id);
    if (stream !== undefined) return stream;
    throw new DeskError('NOT_FOUND', 'That stream is not being consumed any more. Start it again to go on.', {
      stream: id,
    });
  }
}

const isSame = (one: StreamName, other: StreamName): boolean =>
  one.cluster === other.cluster && one.topic_id === other.topic_id && one.group === other.group;
