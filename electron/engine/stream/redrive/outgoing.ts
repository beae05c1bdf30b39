/**
 * The records of one batch as the messages they go back as: the value with its corrections, the key and the headers as they
 * came, in the order they came in. Read in a stream: however many there are, a chunk of them is in memory.
 */
import type { CallContext } from '../../context.ts';
import type { Connection } from '../../db/connection.ts';
import { recordId, rejectId } from '../../ids.ts';
import { JsonScanner } from '../../intake/scan/json-scanner.ts';
import { reviewTable } from '../../review/review-table.sql.ts';
import type { KafkaOutgoing } from '../kafka/kafka-client.ts';
import type { Chosen, ChosenOfLoad } from './choose.ts';
import { selectKinds } from './choose.sql.ts';
import {
  selectChanges,
  selectFilledColumns,
  selectLanded,
  selectRejected,
  selectRepairOrdinals,
  selectRepairText,
  type ChangeRow,
  type LandedRow,
  type MessageRow,
} from './outgoing.sql.ts';
import { rebuildValue, type Changes, type JsonKind } from './rebuild-value.ts';
import { redriveHeaders } from './redrive-headers.ts';

export interface Outgoing {
  readonly ordinal: number;
  readonly message: KafkaOutgoing & { readonly partition: number };
}

/** A chunk goes in one request, and a broker takes up to 1 MiB for each partition unless it was told otherwise. */
const chunkMessages = 500;
const chunkBytes = 512 * 1024;

/** Chunks of messages, in the order of their offsets within each partition. */
export async function* outgoingOf(
  context: CallContext,
  connection: Connection,
  chosen: ChosenOfLoad,
  operation: string,
): AsyncGenerator<Outgoing[]> {
  const usual = await usualKinds(context, chosen);
  let chunk: Outgoing[] = [];
  let bytes = 0;
  for await (const part of inOrder(connection, chosen)) {
    const changes = await changesOf(context, chosen, part);
    for (const each of part) {
      const value = rebuildValue(each.value, changes.get(each.ordinal) ?? new Map<string, string | null>(), (key) =>
        usual.get(key),
      );
      const outgoing = asOutgoing(chosen, operation, each, value);
      const size = value.length + (each.row.key?.length ?? 0);
      if (chunk.length === chunkMessages || (chunk.length > 0 && bytes + size > chunkBytes)) {
        yield chunk;
        chunk = [];
        bytes = 0;
      }
      chunk.push(outgoing);
      bytes += size;
    }
  }
  if (chunk.length > 0) yield chunk;
}

interface Original {
  readonly ordinal: number;
  readonly row: MessageRow;
  readonly value: Buffer;
}

/** Landed messages with the repaired ones where their offsets belong, in the parts that the driver reads. */
async function* inOrder(connection: Connection, chosen: ChosenOfLoad): AsyncGenerator<Original[]> {
  const landed = chosen.records.filter(({ reject }) => reject === null).map(({ ordinal }) => ordinal);
  const repaired = await repairedOf(connection, chosen);
  const [landing] = chosen.load.landing;
  if (landing !== undefined && landed.length > 0) {
    for await (const rows of connection.stream<LandedRow>(selectLanded(landing, landed))) {
      const part: Original[] = [];
      for (const row of rows) {
        part.push(...takeBefore(repaired, row.partition, BigInt(row.offset)));
        part.push({ ordinal: row.number, row, value: Buffer.from(row.value) });
      }
      yield part;
    }
  }
  const rest = [...repaired.values()].flat();
  if (rest.length > 0) yield rest;
}

function takeBefore(repaired: Map<number, Original[]>, partition: number, offset: bigint): Original[] {
  const waiting = repaired.get(partition) ?? [];
  const count = waiting.findIndex(({ row }) => BigInt(row.offset) > offset);
  return waiting.splice(0, count === -1 ? waiting.length : count);
}

/** By partition, in the order of their offsets and, where a reject became several records, of its text. */
async function repairedOf(connection: Connection, { load, records }: ChosenOfLoad): Promise<Map<number, Original[]>> {
  const made = records.filter((record): record is Chosen & Mended => record.reject !== null && record.repair !== null);
  const byPartition = new Map<number, Original[]>();
  if (made.length === 0) return byPartition;
  const id = load.row.id;
  const numbers = [...new Set(made.map(({ reject }) => reject))];
  const rows = new Map(
    (await connection.all<MessageRow>(selectRejected(id, numbers))).map((row) => [row.number, row] as const),
  );
  const texts = new Map<string, Map<number, Buffer>>();
  for (const { ordinal, reject, repair, partition } of made) {
    const values = texts.get(repair) ?? (await repairedValues(connection, id, reject, repair));
    texts.set(repair, values);
    const [row, value] = [rows.get(reject), values.get(ordinal)];
    if (row === undefined || value === undefined) throw new Error('a repaired record has lost its reject');
    const waiting = byPartition.get(partition) ?? [];
    waiting.push({ ordinal, row, value });
    byPartition.set(partition, waiting);
  }
  return byPartition;
}

interface Mended {
  readonly reject: number;
  readonly repair: string;
}

/** Each record's own part of the text that the reject was given, by ordinal. */
async function repairedValues(
  connection: Connection,
  load: string,
  reject: number,
  repair: string,
): Promise<Map<number, Buffer>> {
  const { text } = await connection.only<{ text: string }>(selectRepairText(repair, rejectId(load, reject)));
  const ordinals = await connection.all<{ ordinal: number }>(selectRepairOrdinals(reviewTable(load), repair));
  const bytes = Buffer.from(text, 'utf8');
  const parts: Buffer[] = [];
  const scanner = new JsonScanner('lines', {
    anchor: () => undefined,
    reject: () => undefined,
    row: (_keys, _values, start, end) => parts.push(bytes.subarray(start, end)),
  });
  scanner.push(bytes);
  scanner.end();
  return new Map(
    ordinals.flatMap(({ ordinal }, index) => (parts[index] === undefined ? [] : [[ordinal, parts[index]]])),
  );
}

function asOutgoing({ load }: ChosenOfLoad, operation: string, { ordinal, row }: Original, value: Buffer): Outgoing {
  const headers = row.headers.map(
    ({ name, value: content }) =>
      [Buffer.from(name).toString('utf8'), content === null ? null : Buffer.from(content)] as const,
  );
  const origin = {
    operation,
    record: recordId(load.row.id, ordinal),
    topic: load.stream.topic,
    partition: row.partition,
    offset: BigInt(row.offset),
    timestamp: BigInt(row.timestamp),
  };
  return {
    ordinal,
    message: {
      partition: row.partition,
      key: row.key === null ? null : Buffer.from(row.key),
      value,
      headers: [...headers, ...redriveHeaders(origin)],
    },
  };
}

const sourceKey = ({ load }: ChosenOfLoad, name: string): string =>
  load.columns.find((column) => column.name === name)?.renamed?.from ?? name;

async function changesOf(
  context: CallContext,
  chosen: ChosenOfLoad,
  part: readonly Original[],
): Promise<Map<number, Changes>> {
  const ordinals = part.map(({ ordinal }) => ordinal);
  const rows = await context.db.read((connection) =>
    connection.all<ChangeRow>(selectChanges(chosen.load.row.id, ordinals)),
  );
  const changes = new Map<number, Map<string, string | null>>();
  for (const { ordinal, column, value } of rows) {
    const own = changes.get(ordinal) ?? new Map<string, string | null>();
    changes.set(ordinal, own.set(sourceKey(chosen, column), value));
  }
  return changes;
}

/** Of which kind each key is that was null or missing somewhere and was given a value: all messages of the batch agree. */
async function usualKinds(context: CallContext, chosen: ChosenOfLoad): Promise<Map<string, JsonKind>> {
  const { load, records } = chosen;
  const [landing] = load.landing;
  return context.db.read(async (connection) => {
    const ordinals = records.map(({ ordinal }) => ordinal);
    const filled = await connection.all<{ column: string }>(selectFilledColumns(load.row.id, ordinals));
    const keys = filled.map(({ column }) => sourceKey(chosen, column));
    if (landing === undefined || keys.length === 0) return new Map<string, JsonKind>();
    const found = await connection.all<{ key: number; kind: string | null }>(selectKinds(load, landing.records, keys));
    const kinds = keys.map((key, index) => [key, agreed(found.filter((row) => row.key === index))] as const);
    return new Map(kinds.flatMap(([key, kind]) => (kind === undefined ? [] : [[key, kind] as const])));
  });
}

const kindOfType: Readonly<Record<string, JsonKind>> = {
  VARCHAR: 'string',
  BIGINT: 'number',
  UBIGINT: 'number',
  HUGEINT: 'number',
  DOUBLE: 'number',
  BOOLEAN: 'boolean',
  OBJECT: 'object',
  ARRAY: 'array',
};

function agreed(rows: readonly { readonly kind: string | null }[]): JsonKind | undefined {
  const kinds = new Set(rows.map(({ kind }) => (kind === null ? undefined : kindOfType[kind])));
  return kinds.size === 1 ? [...kinds][0] : undefined;
}
