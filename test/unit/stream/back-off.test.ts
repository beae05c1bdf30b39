import { expect, it } from 'vitest';
import { BackOff } from '../../../electron/engine/stream/kafka/back-off.ts';

it('doubles up to its cap, spread over the upper half, and begins anew after a success', () => {
  const backOff = new BackOff();
  const longest = Array.from({ length: 8 }, () => backOff.next(1));
  expect(longest).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  expect(backOff.next(0)).toBe(7_500);
  backOff.succeeded();
  expect(backOff.next(1)).toBe(250);
});

it('waits no longer than until it is told to stop', async () => {
  const stop = new AbortController();
  const waiting = new BackOff().wait(stop.signal);
  stop.abort();
  await waiting;
  await new BackOff().wait(stop.signal);
});
