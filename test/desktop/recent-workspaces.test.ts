import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { KeptFile } from '../../electron/hosts/desktop/kept-file.ts';
import { RecentWorkspaces, recentSchema, workspaceName } from '../../electron/hosts/desktop/recent-workspaces.ts';
import { makeFolder, start } from './start-desktop.ts';

function recentIn(folder: string): RecentWorkspaces {
  return new RecentWorkspaces(new KeptFile(join(folder, 'recent.json'), recentSchema));
}

test('the newest first, each once, ten at most', () => {
  const folder = makeFolder();
  const recent = recentIn(folder);
  const wards = Array.from({ length: 12 }, (_ward, index) => join(folder, `Ward ${index}`));
  for (const ward of wards) {
    mkdirSync(ward);
    recent.add(ward);
  }
  recent.add(wards[5]!);
  const numbers = recentIn(folder)
    .list()
    .map((ward) => Number(ward.split(' ').at(-1)));
  expect(numbers).toEqual([5, 11, 10, 9, 8, 7, 6, 4, 3, 2]);
});

test('a folder that has gone is not offered', () => {
  const folder = makeFolder();
  const ward = join(folder, 'Ward 7');
  mkdirSync(ward);
  const recent = recentIn(folder);
  recent.add(ward);
  rmSync(ward, { recursive: true });
  expect(recent.list()).toEqual([]);
});

test('the list can be cleared', () => {
  const folder = makeFolder();
  const recent = recentIn(folder);
  recent.add(folder);
  recent.clear();
  expect(recent.list()).toEqual([]);
});

test('a workspace has its folder’s name, and a drive its own', () => {
  expect(workspaceName('/data/Ward 7')).toBe('Ward 7');
  expect(workspaceName('/')).toBe('/');
});

test('the file holds folders and nothing else', async () => {
  const { double, folder } = await start();
  const kept: unknown = JSON.parse(readFileSync(join(folder, 'user-data', 'recent-workspaces.json'), 'utf8'));
  expect(kept).toEqual({ workspaces: [join(folder, 'Ward 7')] });
  expect(double.called('addRecentDocument')).toEqual([[join(folder, 'Ward 7')]]);
});
