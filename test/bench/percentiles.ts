/** Milliseconds. */
export interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

export function spread(times: readonly number[]): Spread {
  return { p50: percentile(times, 50), p95: percentile(times, 95), max: percentile(times, 100) };
}

export const median = (values: readonly number[]): number => percentile(values, 50);

/** By nearest rank. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
  if (value === undefined) throw new RangeError('a percentile of nothing');
  return value;
}
