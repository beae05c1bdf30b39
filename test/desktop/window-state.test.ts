import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { placeWindow } from '../../electron/hosts/desktop/window-state.ts';
import { makeFolder, start } from './start-desktop.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const beside = { x: 1440, y: 0, width: 2560, height: 1440 };

test('the first window fits its display', () => {
  expect(placeWindow(undefined, [laptop])).toEqual({ bounds: { width: 1440, height: 875 }, maximised: false });
  expect(placeWindow(undefined, [beside])).toEqual({ bounds: { width: 1440, height: 900 }, maximised: false });
  expect(placeWindow(undefined, [])).toEqual({ bounds: { width: 1440, height: 900 }, maximised: false });
});

test('it opens where it stood', () => {
  const kept = { bounds: { x: 1600, y: 100, width: 1500, height: 1000 }, maximised: true };
  expect(placeWindow(kept, [laptop, beside])).toEqual(kept);
});

test('where its display has gone it opens in the middle of the primary one, no larger than that', () => {
  const kept = { bounds: { x: 1600, y: 100, width: 1500, height: 1000 }, maximised: false };
  expect(placeWindow(kept, [laptop])).toEqual({ bounds: { width: 1440, height: 875 }, maximised: false });
});

test.each([
  ['above every display', { x: 100, y: -500, width: 800, height: 600 }],
  ['its title bar below the edge', { x: 100, y: 890, width: 800, height: 600 }],
  ['a sliver of it left', { x: 1400, y: 100, width: 800, height: 600 }],
])('a window nobody could take hold of is brought back: %s', (_where, bounds) => {
  expect(placeWindow({ bounds, maximised: false }, [laptop]).bounds).toEqual({ width: 800, height: 600 });
});

test('where it stood is kept when it is closed, and used the next time', async () => {
  const folder = makeFolder();
  const first = await start({ folder, platform: 'mac' });
  first.double.window.bounds = { x: 30, y: 40, width: 1000, height: 700 };
  first.double.window.maximised = true;
  first.double.window.close();
  expect(JSON.parse(readFileSync(join(folder, 'user-data', 'window-state.json'), 'utf8'))).toEqual({
    bounds: { x: 30, y: 40, width: 1000, height: 700 },
    maximised: true,
  });
  const { double } = await start({ folder });
  expect(double.window.options).toMatchObject({ x: 30, y: 40, width: 1000, height: 700, show: false });
  double.window.emit('ready-to-show');
  expect(double.window.maximised).toBe(true);
});

test.each(['', '{', '{"bounds":{"x":1e99}}', 'null'])('a file that holds %j is as good as none', async (content) => {
  const folder = makeFolder();
  mkdirSync(join(folder, 'user-data'));
  writeFileSync(join(folder, 'user-data', 'window-state.json'), content);
  const { double } = await start({ folder });
  expect(double.window.options).toMatchObject({ width: 1440, height: 900 });
});

test('a folder that cannot be written to does not keep anybody from closing', async () => {
  const folder = makeFolder();
  writeFileSync(join(folder, 'user-data'), 'a file where the folder should be');
  const { double } = await start({ folder, platform: 'mac' });
  expect(double.window.close()).toBe(true);
});

test('before the page is drawn the window has the colour of the system’s theme', async () => {
  const { double } = await start();
  expect(double.window.options.backgroundColor).toBe('#1b1917');
});
