/**
 * Messages into records: every value is read by the rules that hold for a line of JSON lines, laid into columns by key, and
 * what is no JSON object becomes a reject. Counts here are made of the messages themselves, before DuckDB sees any.
 */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { DEFAULT_MAX_RECORD_BYTES } from '../intake/scan/csv-report.ts';
import { JsonRecord } from '../intake/scan/json-record.ts';
import type { RejectReason } from '../intake/scan/records.ts';
import type { KafkaMessage } from './kafka/kafka-client.ts';

/** A message with its place in the batch, from 1: what a line number is in a file. */
export interface PlacedMessage {
  readonly place: number;
  readonly message: KafkaMessage;
}

export interface RejectedMessage extends PlacedMessage {
  readonly reason: RejectReason;
}

export interface ReadBatch {
  readonly messages: number;
  /** Of keys and values. */
  readonly bytes: number;
  /** Of every message's partition, offset and value, in the order they were taken. */
  readonly sha256: string;
  /** `known`, then the keys that are new, in order of first sight. */
  readonly keys: readonly string[];
  /** By key, then by record. */
  readonly columns: readonly (readonly (string | null)[])[];
  readonly records: readonly PlacedMessage[];
  readonly rejects: readonly RejectedMessage[];
}

export function readBatch(messages: readonly KafkaMessage[], known: readonly string[]): ReadBatch {
  const columns = new Columns(known);
  const records: PlacedMessage[] = [];
  const rejects: RejectedMessage[] = [];
  const reader = new JsonRecord();
  const hash = createHash('sha256');
  let bytes = 0;
  for (const [index, message] of messages.entries()) {
    bytes += (message.key?.length ?? 0) + (message.value?.length ?? 0);
    addTo(hash, message);
    const placed = { place: index + 1, message };
    const reason = faultOf(message.value, reader);
    if (reason === null) {
      columns.add(reader.keys, reader.values);
      records.push(placed);
    } else {
      rejects.push({ ...placed, reason });
    }
  }
  return {
    messages: messages.length,
    bytes,
    sha256: hash.digest('hex'),
    keys: columns.keys,
    columns: columns.filled(),
    records,
    rejects,
  };
}

function faultOf(value: Buffer | null, reader: JsonRecord): RejectReason | null {
  if (value === null) return 'tombstone';
  if (value.length > DEFAULT_MAX_RECORD_BYTES) return 'record_too_long';
  const fault = reader.read(value, 0, value.length, isUtf8(value));
  return fault === 'blank' ? 'not_json' : (fault?.reason ?? null);
}

/** Lengths go in as well, so that two batches never hash alike because one's bytes run into the next. */
function addTo(hash: ReturnType<typeof createHash>, { partition, offset, value }: KafkaMessage): void {
  const head = Buffer.alloc(16);
  head.writeInt32BE(partition, 0);
  head.writeBigInt64BE(offset, 4);
  head.writeInt32BE(value?.length ?? -1, 12);
  hash.update(head);
  if (value !== null) hash.update(value);
}

/** Cells by column: a record without a key has null there. */
class Columns {
  readonly keys: string[];
  readonly #cells: (string | null)[][];
  readonly #places: Map<string, number>;
  #rows = 0;

  constructor(known: readonly string[]) {
    this.keys = [...known];
    this.#cells = known.map(() => []);
    this.#places = new Map(known.map((key, place) => [key, place]));
  }

  add(keys: readonly string[], values: readonly (string | null)[]): void {
    keys.forEach((key, index) => {
      const cells = this.#cells[this.#placeOf(key)];
      if (cells === undefined) return;
      while (cells.length < this.#rows) cells.push(null);
      cells.push(values[index] ?? null);
    });
    this.#rows += 1;
  }

  filled(): (string | null)[][] {
    for (const cells of this.#cells) while (cells.length < this.#rows) cells.push(null);
    return this.#cells;
  }

  #placeOf(key: string): number {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const place = this.keys.push(key) - 1;
    this.#places.set(key, place);
    this.#cells.push([]);
    return place;
  }
}
