import type { MenuItemConstructorOptions } from 'electron';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { shellCommandSchema } from '../../electron/contract/shell.ts';
import { menuTemplate, type MenuWish } from '../../electron/hosts/desktop/menu.ts';
import type { ElectronDouble } from './electron-double.ts';
import { makeFolder, start } from './start-desktop.ts';

type Item = MenuItemConstructorOptions;

const idle: MenuWish['acts'] = {
  tell: () => undefined,
  chooseWorkspace: () => undefined,
  createWorkspace: () => undefined,
  openWorkspace: () => undefined,
  clearRecent: () => undefined,
  showWorkspace: () => undefined,
};
const menuOf = (wish: Partial<MenuWish> = {}): Item[] =>
  menuTemplate({ platform: 'linux', packaged: true, recent: [], acts: idle, ...wish });
const within = (item: Item | undefined): Item[] => (Array.isArray(item?.submenu) ? item.submenu : []);
const everything = (items: readonly Item[]): Item[] => items.flatMap((item) => [item, ...everything(within(item))]);
const labelled = (items: readonly Item[], label: string): Item => {
  const item = everything(items).find((candidate) => candidate.label === label);
  if (item === undefined) throw new Error(`the menu has no ${label}`);
  return item;
};
const click = (items: readonly Item[], label: string): void => {
  (labelled(items, label).click as (() => void) | undefined)?.();
};
const commandsOf = (double: ElectronDouble): unknown[] =>
  double.window.contents.sent.filter(({ channel }) => channel === 'shell:command').map(({ message }) => message);

describe('on each system', () => {
  test('macOS has the menu of the program first, and leaves from there', () => {
    const menu = menuOf({ platform: 'mac' });
    expect(menu.map(({ role, label }) => role ?? label)).toEqual([
      'appMenu',
      'fileMenu',
      'editMenu',
      'viewMenu',
      '&Go',
      'windowMenu',
      'help',
    ]);
    expect(within(menu[0]).map(({ role }) => role)).toContain('quit');
    expect(within(menu[1]).map(({ role }) => role)).not.toContain('quit');
  });

  test.each(['windows', 'linux'] as const)('%s leaves from the File menu, and has About under Help', (platform) => {
    const menu = menuOf({ platform });
    expect(menu[0]?.role).toBe('fileMenu');
    expect(within(menu[0]).map(({ role }) => role)).toContain('quit');
    expect(within(menu.at(-1)).map(({ role }) => role)).toContain('about');
  });

  test.each(['mac', 'windows', 'linux'] as const)('no key means two things on %s', (platform) => {
    const keys = everything(menuOf({ platform }))
      .map(({ accelerator }) => accelerator)
      .filter((key) => key !== undefined);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

test('a packaged program has no developer tools and no reload in its menu', () => {
  const roles = (packaged: boolean): unknown[] => everything(menuOf({ packaged })).map(({ role }) => role);
  expect(roles(true)).not.toContain('toggleDevTools');
  expect(roles(true)).not.toContain('reload');
  expect(roles(false)).toContain('toggleDevTools');
});

test('every command it gives is one that the page knows', () => {
  const told: unknown[] = [];
  const menu = menuOf({ acts: { ...idle, tell: (command) => told.push(command) } });
  for (const item of everything(menu)) (item.click as (() => void) | undefined)?.();
  expect(told).toHaveLength(10);
  for (const command of told) expect(shellCommandSchema.safeParse(command).success).toBe(true);
});

test('the five places have the keys 1 to 5, in the order of the work', () => {
  const go = menuOf().find(({ label }) => label === '&Go');
  expect(within(go).map(({ label, accelerator }) => [label, accelerator])).toEqual([
    ['Loads', 'CmdOrCtrl+1'],
    ['Checks', 'CmdOrCtrl+2'],
    ['Review', 'CmdOrCtrl+3'],
    ['Publish', 'CmdOrCtrl+4'],
    ['Audit', 'CmdOrCtrl+5'],
  ]);
});

test('a key that the page hears itself is shown and not taken', () => {
  expect(labelled(menuOf(), 'Command Palette…').registerAccelerator).toBe(false);
});

test('recent workspaces are told apart by their folder, and & is not a key', () => {
  const menu = menuOf({ recent: ['/a/Ward 7', '/b/R&D'] });
  const items = within(labelled(menu, 'Open Recent Workspace'));
  expect(items.map(({ label }) => label).slice(0, 2)).toEqual(['Ward 7  (/a/Ward 7)', 'R&&D  (/b/R&&D)']);
  expect(labelled(menuOf(), 'Open Recent Workspace').enabled).toBe(false);
});

describe('in the program', () => {
  test('a command brings the window forward and reaches the page', async () => {
    const { double } = await start();
    double.tell('page:listening');
    click(double.menu, 'Review');
    click(double.menu, 'Load Files…');
    expect(commandsOf(double)).toEqual([
      { command: { command: 'go', place: 'review' } },
      { command: { command: 'pick-sources' } },
    ]);
  });

  test('on macOS it opens the window again', async () => {
    const { double } = await start({ platform: 'mac' });
    double.window.close();
    click(double.menu, 'Audit');
    expect(commandsOf(double)).toEqual([]);
    double.tell('page:listening');
    expect(commandsOf(double)).toEqual([{ command: { command: 'go', place: 'audit' } }]);
  });

  test('another workspace: the engine of the first is closed before that of the second is forked', async () => {
    const { double } = await start();
    const [first] = double.children;
    double.answers.open.push(['/other/Ward 8']);
    click(double.menu, 'Open Workspace…');
    await first?.hears('close');
    expect(double.children).toHaveLength(1);
    first?.end(0);
    await double.settled();
    expect(double.child.heard[0]).toMatchObject({ kind: 'open', workspace: '/other/Ward 8' });
    expect(double.window.title).toBe('Ward 8');
  });

  test('giving up the choice changes nothing', async () => {
    const { double } = await start();
    click(double.menu, 'New Workspace…');
    await double.settled();
    expect(double.child.heard.map(({ kind }) => kind)).toEqual(['open']);
  });

  test('the recent ones stand in the menu, and can be cleared from there', async () => {
    const folder = makeFolder();
    const workspace = join(folder, 'Ward 7');
    mkdirSync(workspace);
    const { double } = await start({ folder });
    expect(within(labelled(double.menu, 'Open Recent Workspace'))[0]?.label).toBe(`Ward 7  (${workspace})`);
    click(double.menu, 'Clear List');
    expect(labelled(double.menu, 'Open Recent Workspace').enabled).toBe(false);
    expect(double.called('clearRecentDocuments')).toHaveLength(1);
  });

  test('the workspace is shown in the file manager', async () => {
    const { double, folder } = await start();
    click(double.menu, 'Show Workspace in Folder');
    expect(double.called('showItemInFolder')).toEqual([[join(folder, 'Ward 7')]]);
  });
});
