import { describe, expect, it } from 'vitest';
import type { DeskRecord } from '../../../electron/contract/record.ts';
import { RowWindows, type AskForRows } from '../../../renderer/grid/row-windows.ts';

const record = (ordinal: number, version = 1): DeskRecord => ({
  kind: 'record',
  record_id: `load:${ordinal}`,
  source_file: 'file.csv',
  source_line: ordinal + 1,
  last_line: ordinal + 1,
  state: 'quarantined',
  version,
  findings: [],
  values: {},
});

const answerWith =
  (total: number, version = 1): AskForRows<DeskRecord> =>
  (offset, limit) =>
    Promise.resolve({
      total,
      rows: Array.from({ length: Math.min(limit, total - offset) }, (_, index) => record(offset + index, version)),
    });

async function settled(windows: RowWindows<DeskRecord>): Promise<void> {
  while (windows.snapshot().loading) await new Promise<void>((resolve) => void windows.subscribe(resolve));
}

describe('the rows the page holds', () => {
  it('are a dozen windows, however far one scrolls', async () => {
    const windows = new RowWindows(answerWith(1_000_000));
    windows.renew();
    for (let first = 0; first < 100_000; first += 1_700) {
      windows.need(first, first + 40);
      await settled(windows);
      expect(windows.row(first)?.record_id).toBe(`load:${first}`);
      expect(windows.heldRows).toBeLessThanOrEqual(RowWindows.most * RowWindows.size);
    }
    expect(windows.row(0)).toBeUndefined();
  });

  it('are asked for once while they are awaited and while they are held', async () => {
    const offsets: number[] = [];
    const windows = new RowWindows((offset, ...rest) => {
      offsets.push(offset);
      return answerWith(1_000)(offset, ...rest);
    });
    windows.need(0, 40);
    windows.need(5, 45);
    await settled(windows);
    windows.need(80, 120);
    await settled(windows);
    windows.need(10, 50);
    expect(offsets).toEqual([0, 100]);
  });

  it('are no longer awaited when they were scrolled past', () => {
    const signals: AbortSignal[] = [];
    const windows = new RowWindows<DeskRecord>((_offset, _limit, signal) => {
      signals.push(signal);
      return new Promise(() => undefined);
    });
    windows.need(0, 40);
    windows.need(500, 540);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  });

  it('stay on the screen until newer ones are here, and older answers never replace them', async () => {
    const windows = new RowWindows(answerWith(300));
    windows.renew();
    await settled(windows);
    windows.renew(answerWith(200, 2));
    expect(windows.row(3)?.version).toBe(1);
    expect(windows.snapshot().total).toBe(300);
    await settled(windows);
    expect(windows.row(3)?.version).toBe(2);
    expect(windows.snapshot().total).toBe(200);
  });

  it('that are stale and not looked at are dropped with the first new answer', async () => {
    const windows = new RowWindows(answerWith(1_000));
    windows.renew();
    await settled(windows);
    windows.need(400, 440);
    await settled(windows);
    windows.renew(answerWith(1_000, 2));
    await settled(windows);
    expect(windows.row(0)).toBeUndefined();
    expect(windows.row(410)?.version).toBe(2);
  });

  it('are asked for again after a failure', async () => {
    const windows = new RowWindows<DeskRecord>(() => Promise.reject(new Error('gone')));
    windows.renew();
    await settled(windows);
    expect(windows.snapshot().error).toBeInstanceOf(Error);
    windows.renew(answerWith(10));
    await settled(windows);
    expect(windows.snapshot()).toMatchObject({ total: 10, error: null });
  });
});
