/**
 * Messages fetched but not yet taken. It says when it is full, which is what holds the fetching back, and it forgets the
 * messages of partitions that are given up.
 */
import type { KafkaMessage } from './kafka-client.ts';

/** What a message takes in memory beside its bytes: objects, views into the fetched bytes, numbers. */
const overheadBytes = 250;

interface Chunk {
  readonly partition: number;
  readonly messages: readonly KafkaMessage[];
  readonly bytes: number;
  taken: number;
}

export class MessageBuffer {
  readonly #capacity: number;
  #chunks: Chunk[] = [];
  #bytes = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** A chunk counts until its last message is taken, for its messages share its memory. */
  get bytes(): number {
    return this.#bytes;
  }

  get full(): boolean {
    return this.#bytes >= this.#capacity;
  }

  /** Messages of one partition, in offset order. */
  put(partition: number, messages: readonly KafkaMessage[]): void {
    if (messages.length === 0) return;
    const bytes = messages.reduce((sum, message) => sum + bytesOf(message), 0);
    this.#chunks.push({ partition, messages, bytes, taken: 0 });
    this.#bytes += bytes;
  }

  /** In offset order within each partition; none when there are none. */
  take(most: number): KafkaMessage[] {
    const out: KafkaMessage[] = [];
    while (out.length < most) {
      const chunk = this.#chunks[0];
      if (chunk === undefined) break;
      const end = Math.min(chunk.messages.length, chunk.taken + most - out.length);
      for (const message of chunk.messages.slice(chunk.taken, end)) out.push(message);
      chunk.taken = end;
      if (end < chunk.messages.length) break;
      this.#bytes -= chunk.bytes;
      this.#chunks.shift();
    }
    return out;
  }

  /** The offset of the next message to take from a partition, when there is one here. */
  firstOffset(partition: number): bigint | undefined {
    const chunk = this.#chunks.find((each) => each.partition === partition);
    return chunk?.messages[chunk.taken]?.offset;
  }

  clear(): void {
    this.#chunks = [];
    this.#bytes = 0;
  }
}

function bytesOf({ key, value, headers }: KafkaMessage): number {
  const own = overheadBytes + (key?.length ?? 0) + (value?.length ?? 0);
  return headers.reduce((sum, [name, header]) => sum + overheadBytes + name.length + (header?.length ?? 0), own);
}
