/**
 * Messages that an earlier redrive intended to send, when the program or the broker went away before the answer was kept.
 * Every message that is sent back names its operation and its record in its headers, so the topic itself says which of
 * them it has.
 */
import { setTimeout as passed } from 'node:timers/promises';
import { DeskError } from '../../../contract/errors.ts';
import type { RedriveInput, RedriveSettled } from '../../../contract/redrive.ts';
import type { Authorship } from '../../../contract/words.ts';
import type { CallContext } from '../../context.ts';
import { recordId } from '../../ids.ts';
import type { KafkaMessage, KafkaReader } from '../kafka/kafka-client.ts';
import { program, takeBack } from './hand-over.ts';
import { keepSent } from './keep-sent.ts';
import { redrivenBy } from './redrive-headers.ts';
import { selectIntended, selectIntendedOf, type IntendedRow, type TopicName } from './redrive-store.sql.ts';

/**
 * A message that is not in the topic may still come, for so long after anything was last heard of its sending: four tries
 * of 15 s each, then 30 s in which a replica that lags is still waited for, and half a minute more.
 */
const mayStillComeMs = 120_000;

/** Who says what is to be taken for true where the topic cannot tell any more, and why. */
export type Assumption = Authorship & { readonly assume?: 'sent' | 'not sent' | undefined };

/**
 * All of the topic are looked up; what a person says is of those alone that `of` names.
 * Throws KAFKA_UNREACHABLE, CANCELLED: what was found out before is kept.
 */
export async function settleIntended(
  context: CallContext,
  reader: KafkaReader,
  name: TopicName,
  of: RedriveInput['of'],
  assumption: Assumption,
): Promise<RedriveSettled> {
  const rows = await context.db.read((connection) => connection.all<IntendedRow>(selectIntended(name)));
  const missing = new Map(rows.map((row) => [keyOf(row.operation, recordId(row.load, row.ordinal)), row]));
  const firstThere = new Map<number, bigint>();
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
    for (const [partition, first] of await reader.read(from, to, look, context.signal)) {
      firstThere.set(partition, first);
    }
    await keepFound(context, name.topic, found);
    if (missing.size === 0 || waitFor === 0) break;
    await wait(waitFor, context.signal);
    from = to;
  }
  const left = [...missing.values()];
  const canTell = ({ partition, from_offset: start }: IntendedRow): boolean =>
    BigInt(start) >= (firstThere.get(partition) ?? 0n);
  const absent = left.filter(canTell);
  for (const [load, own] of byLoad(absent)) {
    await takeBack(context, { load, topic: name.topic, ordinals: own.map(({ ordinal }) => ordinal) });
  }
  const meant = await meantBy(context, of, left);
  const unsure = left.filter((row) => !canTell(row));
  const decided = await settleUnknown(context, unsure.filter(meant), assumption);
  return {
    sent: rows.length - left.length + decided.sent,
    not_sent: absent.length + decided.not_sent,
    unknown: decided.unknown + unsure.filter((row) => !meant(row)).length,
  };
}

/**
 * Messages that no broker is asked about: where none is `asked`, or where they went to another cluster than that one, or to
 * a topic of that name that was deleted. A word given while one cluster is asked is not of another, which may be able to tell.
 */
export async function settleUnasked(
  context: CallContext,
  of: RedriveInput['of'],
  asked: TopicName | undefined,
  assumption: Assumption,
): Promise<RedriveSettled> {
  const rows = await intendedOf(context, of, asked);
  const meant = asked === undefined ? rows : rows.filter(({ cluster }) => cluster === asked.cluster);
  const decided = await settleUnknown(context, meant, assumption);
  return { ...decided, unknown: decided.unknown + rows.length - meant.length };
}

async function meantBy(
  context: CallContext,
  of: RedriveInput['of'],
  rows: readonly IntendedRow[],
): Promise<(row: IntendedRow) => boolean> {
  if (rows.length === 0) return () => false;
  const meant = new Set((await intendedOf(context, of)).map(({ load }) => load));
  return ({ load }) => meant.has(load);
}

export async function intendedOf(
  { db }: CallContext,
  of: RedriveInput['of'],
  asked?: TopicName,
): Promise<readonly IntendedRow[]> {
  return db.read((connection) => connection.all<IntendedRow>(selectIntendedOf(of, asked)));
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
  const lastSign = rows.reduce((latest, { last_sign: at }) => Math.max(latest, Date.parse(at)), 0);
  return Math.max(0, lastSign + mayStillComeMs - Date.now());
}

async function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await passed(milliseconds, undefined, signal === undefined ? {} : { signal });
  } catch (cause) {
    const sentence = 'Cancelled. What may have been sent is looked up by the next redrive.';
    throw new DeskError('CANCELLED', sentence, undefined, { cause });
  }
}

async function keepFound(context: CallContext, topic: string, found: ReadonlyMap<IntendedRow, bigint>): Promise<void> {
  for (const [load, rows] of byLoad([...found.keys()])) {
    for (const operation of new Set(rows.map((row) => row.operation))) {
      const sent = rows.filter((row) => row.operation === operation);
      await keepSent(
        context,
        { operation, load, topic, actor: program },
        sent.map((row) => ({ ordinal: row.ordinal, partition: row.partition, offset: found.get(row) ?? null })),
      );
    }
  }
}

/** Nobody can tell of these: a person may have said what to take for true. */
async function settleUnknown(
  context: CallContext,
  rows: readonly IntendedRow[],
  { assume, actor, reason }: Assumption,
): Promise<RedriveSettled> {
  const nothing = { sent: 0, not_sent: 0, unknown: 0 };
  if (assume === undefined) return { ...nothing, unknown: rows.length };
  for (const [load, own] of byLoad(rows)) {
    const topic = own[0]?.topic ?? '';
    if (assume === 'not sent') {
      const ordinals = own.map(({ ordinal }) => ordinal);
      await takeBack(context, { load, topic, ordinals }, { actor, reason });
    } else {
      for (const operation of new Set(own.map((row) => row.operation))) {
        const sent = own.filter((row) => row.operation === operation);
        await keepSent(
          context,
          { operation, load, topic, actor, reason },
          sent.map(({ ordinal, partition }) => ({ ordinal, partition, offset: null })),
        );
      }
    }
  }
  return assume === 'sent' ? { ...nothing, sent: rows.length } : { ...nothing, not_sent: rows.length };
}

function byLoad(rows: readonly IntendedRow[]): Map<string, IntendedRow[]> {
  const loads = new Map<string, IntendedRow[]>();
  for (const row of rows) {
    const own = loads.get(row.load);
    if (own === undefined) loads.set(row.load, [row]);
    else own.push(row);
  }
  return loads;
}
