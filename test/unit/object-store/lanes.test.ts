import { expect, test } from 'vitest';
import { forEachOf, Lanes } from '../../../electron/engine/object-store/lanes.ts';
import { partSize } from '../../../electron/engine/object-store/send-file.ts';

test('no more are in lanes than there are, and none waits for ever', async () => {
  const lanes = new Lanes(3);
  let [inside, most] = [0, 0];
  const pass = async (): Promise<void> => {
    await lanes.enter();
    most = Math.max(most, (inside += 1));
    await Promise.resolve();
    inside -= 1;
    lanes.leave();
  };
  await Promise.all(Array.from({ length: 20 }, pass));
  expect(most).toBe(3);
});

test('results stand in the order of the items', async () => {
  const doubled = await forEachOf([3, 1, 2], 2, undefined, async (item) => {
    for (let turn = 0; turn < item; turn += 1) await Promise.resolve();
    return item * 2;
  });
  expect(doubled).toEqual([6, 2, 4]);
});

test('after a failure nothing more is begun, what is under way is stopped and waited for', async () => {
  const begun: number[] = [];
  let stopped = 0;
  const running = forEachOf([0, 1, 2, 3], 2, undefined, async (item, signal) => {
    begun.push(item);
    if (item === 1) throw new Error('the first');
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    stopped += 1;
    throw new Error('a later one');
  });
  await expect(running).rejects.toThrow('the first');
  expect(begun).toEqual([0, 1]);
  expect(stopped).toBe(1);
});

test('a file of any size is at most ten thousand parts of whole mebibytes', () => {
  const mebibyte = 1024 * 1024;
  expect(partSize(1)).toBe(8 * mebibyte);
  for (const bytes of [80_000 * mebibyte, 80_000 * mebibyte + 1, 5 * 1024 * 1024 * mebibyte]) {
    expect(Math.ceil(bytes / partSize(bytes))).toBeLessThanOrEqual(10_000);
    expect(partSize(bytes) % mebibyte).toBe(0);
  }
});
