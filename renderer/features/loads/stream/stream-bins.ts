/** How a stream went, in even stretches of time: what the charts draw. It stays small however many batches there are. */
import type { BatchReport, StreamStatus } from '../../../../electron/contract/stream.ts';

export const binMs = 2_000;
/** Five minutes. */
export const keptBins = 150;

export interface Bin {
  /** When it begins, in milliseconds of the page's clock. */
  readonly at: number;
  readonly batches: number;
  readonly messages: number;
  readonly quarantined: number;
  /** Of all its batches together. */
  readonly seconds: number;
  readonly longest: number;
  /** Messages waiting in all partitions, as it was said last; null where nobody knows. */
  readonly lag: number | null;
}

export interface Point {
  readonly at: number;
  readonly perSecond: number;
  readonly lag: number | null;
  /** Null where there was no batch. */
  readonly meanSeconds: number | null;
  readonly longestSeconds: number | null;
  readonly batchSize: number | null;
  /** In percent of the messages. */
  readonly quarantined: number | null;
}

const startOf = (now: number): number => now - (now % binMs);

export const totalLag = ({ lag }: Pick<StreamStatus, 'lag'>): number | null =>
  lag === null ? null : lag.reduce((sum, { messages }) => sum + messages, 0);

export function withReport(
  bins: readonly Bin[],
  now: number,
  status: StreamStatus,
  batches: readonly BatchReport[],
): readonly Bin[] {
  const at = startOf(now);
  const last = bins.at(-1);
  const open: Bin =
    last?.at === at ? last : { at, batches: 0, messages: 0, quarantined: 0, seconds: 0, longest: 0, lag: null };
  const sum = (pick: (batch: BatchReport) => number): number =>
    batches.reduce((total, batch) => total + pick(batch), 0);
  const grown: Bin = {
    at,
    batches: open.batches + batches.length,
    messages: open.messages + sum(({ messages }) => messages),
    quarantined: open.quarantined + sum(({ quarantined }) => quarantined),
    seconds: open.seconds + sum(({ seconds }) => seconds),
    longest: Math.max(open.longest, ...batches.map(({ seconds }) => seconds)),
    lag: totalLag(status),
  };
  return [...(last?.at === at ? bins.slice(0, -1) : bins), grown].slice(-keptBins);
}

/** A point for each stretch that is over, those in which nothing was said among them. */
export function pointsOf(bins: readonly Bin[], now: number): Point[] {
  const first = bins[0];
  if (first === undefined) return [];
  const known = new Map(bins.map((bin) => [bin.at, bin]));
  const from = Math.max(first.at, startOf(now) - keptBins * binMs);
  const points: Point[] = [];
  for (let at = from; at < startOf(now); at += binMs) points.push(pointOf(at, known.get(at)));
  return points;
}

function pointOf(at: number, bin: Bin | undefined): Point {
  const { batches = 0, messages = 0, quarantined = 0, seconds = 0, longest = 0, lag = null } = bin ?? {};
  const some = batches > 0;
  return {
    at,
    perSecond: messages / (binMs / 1_000),
    lag,
    meanSeconds: some ? seconds / batches : null,
    longestSeconds: some ? longest : null,
    batchSize: some ? messages / batches : null,
    quarantined: messages > 0 ? (100 * quarantined) / messages : null,
  };
}
