/** The task `stream.redrive`, and the list of what was sent back. */
import { DeskError } from '../../../contract/errors.ts';
import type { Output, ParsedInput } from '../../../contract/methods.ts';
import type { RedriveResult } from '../../../contract/redrive.ts';
import type { CallContext } from '../../context.ts';
import { recordId } from '../../ids.ts';
import type { Workspace } from '../../workspace.ts';
import type { ChosenOfLoad } from './choose.ts';
import { selectRedriven, type RedrivenRow } from './redrive-store.sql.ts';
import { redriveToBronze } from './to-bronze.ts';
import { redriveToTopic, type SentToTopic } from './to-topic.ts';

const shownRecords = 20;
const shownSkips = 100;

/** One at a time: another would take what this one is sending for what a crash left behind. */
const underWay = new WeakSet<Workspace>();

/** Throws NOT_FOUND, INVALID_INPUT, CONFLICT, SOURCE_CHANGED, KAFKA_UNREACHABLE, KAFKA_REFUSED, and what publishing throws. */
export async function redrive(input: ParsedInput<'stream.redrive'>, context: CallContext): Promise<RedriveResult> {
  const { workspace } = context;
  if (underWay.has(workspace)) {
    throw new DeskError(
      'CONFLICT',
      'A redrive is under way in this workspace. Let it end, or cancel it, then redrive.',
    );
  }
  underWay.add(workspace);
  try {
    if (input.to === 'bronze') {
      const { operation, chosen, publishes, settled } = await redriveToBronze(input, context);
      return { ...resultOf(input, chosen), operation, publishes, settled };
    }
    const done = await redriveToTopic(input, context);
    return {
      ...resultOf(input, done.chosen),
      operation: done.operation,
      partitions: partitionsOf(done),
      elsewhere: done.elsewhere,
      settled: done.settled,
    };
  } finally {
    underWay.delete(workspace);
  }
}

function resultOf(
  { to, dry_run }: Pick<RedriveResult, 'to' | 'dry_run'>,
  chosen: readonly ChosenOfLoad[],
): RedriveResult {
  const records = chosen.flatMap(({ load, records: own }) => own.map((record) => ({ load, record })));
  return {
    operation: null,
    dry_run,
    to,
    loads: chosen.filter((each) => each.records.length > 0).length,
    records: records.length,
    waived: records.filter(({ record }) => record.state === 'waived').length,
    in_bronze: chosen.reduce((sum, { inBronze }) => sum + inBronze, 0),
    elsewhere: 0,
    partitions: [],
    publishes: [],
    sample: records.slice(0, shownRecords).map(({ load, record }) => ({
      record_id: recordId(load.row.id, record.ordinal),
      state: record.state,
      topic: load.stream.topic,
      partition: record.partition,
      offset: Number(record.offset),
    })),
    skipped: chosen.flatMap(({ skipped }) => skipped).slice(0, shownSkips),
    undecided: chosen.flatMap(({ load, undecided }) =>
      undecided === undefined ? [] : [{ load: load.row.id, why: undecided }],
    ),
    settled: { sent: 0, not_sent: 0, unknown: 0 },
  };
}

/** Where the messages stand now; in a dry run, where they would go. */
function partitionsOf({ chosen, sent }: SentToTopic): RedriveResult['partitions'] {
  const partitions = new Map<string, RedriveResult['partitions'][number]>();
  for (const { load, records } of chosen) {
    const { topic } = load.stream;
    const placed = sent.get(load.row.id) ?? records.map(({ partition }) => ({ partition, offset: null }));
    for (const { partition, offset } of placed) {
      const key = `${topic} ${partition}`;
      const known = partitions.get(key) ?? { topic, partition, messages: 0, first_offset: null, last_offset: null };
      const at = offset === null ? null : Number(offset);
      partitions.set(key, {
        ...known,
        messages: known.messages + 1,
        first_offset: known.first_offset ?? at,
        last_offset: at ?? known.last_offset,
      });
    }
  }
  return [...partitions.values()].toSorted((a, b) => a.partition - b.partition);
}

export async function listRedriven(
  { load, operation, limit }: ParsedInput<'stream.redriven'>,
  { db }: CallContext,
): Promise<Output<'stream.redriven'>> {
  const rows = await db.read((connection) => connection.all<RedrivenRow>(selectRedriven(load, operation, limit)));
  return rows.map(({ load: of, ordinal, state, ...row }) => ({
    record_id: recordId(of, ordinal),
    ...row,
    state: state === 'sent' ? ('sent' as const) : ('may have been sent' as const),
  }));
}
