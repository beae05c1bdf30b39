/**
 * Messages that an earlier redrive intended to send, when the program or the broker went away before the answer was kept.
 * Every message that is sent back names its operation and its record in its headers, so the topic itself says which of
 * them it has.
 */
import { setTimeout as passed } from 'node:timers/promises';
import { DeskError } from '../../../contract/errors.ts';
import type { CallContext } from '../../context.ts';
import { recordId } from '../../ids.ts';
import type { KafkaMessage, KafkaReader } from '../kafka/kafka-client.ts';
import { takeBack } from './hand-over.ts';
import { redrivenBy } from './redrive-headers.ts';
import { markSent, selectIntended, type IntendedRow, type TopicName } from './redrive-store.sql.ts';

/**
 * A message that is not in the topic may still come, for so long after anything was last heard of its sending: four tries
 * of 15 s each, then 30 s in which a replica that lags is still waited for, and half a minute more.
 */
const mayStillComeMs = 120_000;

export interface Settled {
  readonly sent: number;
  readonly not_sent: number;
  /** The broker has deleted the messages among which they would be. */
  readonly unknown: number;
}

/** Throws KAFKA_UNREACHABLE, CANCELLED: what was found out before is kept. */
export async function settleIntended(context: CallContext, reader: KafkaReader, name: TopicName): Promise<Settled> {
  const rows = await context.db.read((connection) => connection.all<IntendedRow>(selectIntended(name)));
  const missing = new Map(rows.map((row) => [keyOf(row.operation, recordId(row.load, row.ordinal)), row]));
  const expired = new Set<number>();
  let from = startsOf(rows);
  while (missing.size > 0) {
    const waitFor = stillComing([...missing.values()]);
    const to = await reader.ends([...from.keys()]);
    const found = new Map<IntendedRow, bigint>();
    const look = ({ headers, offset }: KafkaMessage): void => {
      const origin = redrivenBy(headers);
      const key = origin === undefined ? '' : keyOf(origin.operation, origin.record);
      const row = missing.get(key);
      if (row === undefined) return;
      missing.delete(key);
      found.set(row, offset);
    };
    context.report({
      phase: 'looking in the topic',
      done: rows.length - missing.size,
      total: rows.length,
      unit: 'messages',
    });
    for (const partition of await reader.read(from, to, look, context.signal)) expired.add(partition);
    await keepFound(context, found);
    if (missing.size === 0 || waitFor === 0) break;
    await wait(waitFor, context.signal);
    from = to;
  }
  const absent = [...missing.values()].filter(({ partition }) => !expired.has(partition));
  for (const [load, ordinals] of byLoad(absent)) await takeBack(context, load, name.topic, ordinals);
  return {
    sent: rows.length - missing.size,
    not_sent: absent.length,
    unknown: missing.size - absent.length,
  };
}

const keyOf = (operation: string, record: string): string => `${operation} ${record}`;

function startsOf(rows: readonly IntendedRow[]): ReadonlyMap<number, bigint> {
  const starts = new Map<number, bigint>();
  for (const { partition, from_offset: start } of rows) {
    const known = starts.get(partition);
    if (known === undefined || BigInt(start) < known) starts.set(partition, BigInt(start));
  }
  return starts;
}

/** Milliseconds until nothing can come any more; 0 when that is over. */
function stillComing(rows: readonly IntendedRow[]): number {
  const lastSign = Math.max(...rows.map(({ last_sign: at }) => Date.parse(at)));
  return Math.max(0, lastSign + mayStillComeMs - Date.now());
}

async function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await passed(milliseconds, undefined, signal === undefined ? {} : { signal });
  } catch (cause) {
    throw new DeskError(
      'CANCELLED',
      'Cancelled. What may have been sent is looked up by the next redrive.',
      undefined,
      {
        cause,
      },
    );
  }
}

async function keepFound(context: CallContext, found: ReadonlyMap<IntendedRow, bigint>): Promise<void> {
  if (found.size === 0) return;
  const at = new Date().toISOString();
  await context.db.write(async (writer) => {
    for (const [row, offset] of found) {
      await writer.run(markSent(row.operation, row.load, [{ ordinal: row.ordinal, offset }], at));
    }
  });
}

function byLoad(rows: readonly IntendedRow[]): Map<string, number[]> {
  const loads = new Map<string, number[]>();
  for (const { load, ordinal } of rows) loads.set(load, [...(loads.get(load) ?? []), ordinal]);
  return loads;
}
