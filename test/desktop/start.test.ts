import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { ownArgs, readStartOptions } from '../../electron/hosts/desktop/start-options.ts';
import { makeFolder, start, startEarly } from './start-desktop.ts';

const commands = (sent: readonly { channel: string; message: unknown }[]): unknown[] =>
  sent.filter(({ channel }) => channel === 'shell:command').map(({ message }) => message);

test('the sandbox and the scheme are set before Electron is ready', () => {
  const { double } = startEarly();
  expect(double.calls.map(({ name }) => name)).toContain('enableSandbox');
  expect(double.called('registerSchemesAsPrivileged')).toEqual([
    [
      [
        {
          scheme: 'app',
          privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
        },
      ],
    ],
  ]);
  expect(double.windows).toEqual([]);
});

test('a second instance hands over what it was started with and ends', async () => {
  const { double, started, folder } = startEarly({ second: true, options: { files: ['/a.csv'] } });
  await double.ready();
  await double.settled();
  expect(started).toBe(false);
  expect(double.called('lock')).toEqual([[{ files: ['/a.csv'], workspace: join(folder, 'Ward 7'), userData: null }]]);
  expect({ quits: double.quits, windows: double.windows.length, children: double.children.length }).toEqual({
    quits: 1,
    windows: 0,
    children: 0,
  });
});

test('the first instance takes over the files of a second one, offered before they are told of', async () => {
  const { double } = await start();
  double.window.minimised = true;
  double.child.say({ kind: 'opened' });
  double.tell('page:listening');
  double.app.emit('second-instance', {}, [], '', { files: ['/data/b.csv'], workspace: null, userData: null });
  await double.settled();
  expect(double.window.minimised).toBe(false);
  expect(double.child.heard.at(-1)).toEqual({ kind: 'offer', id: 1, paths: ['/data/b.csv'] });
  expect(commands(double.window.contents.sent)).toEqual([]);
  double.child.say({ kind: 'answered', id: 1, yes: true });
  await double.settled();
  expect(commands(double.window.contents.sent)).toEqual([{ command: { command: 'open', paths: ['/data/b.csv'] } }]);
});

test('what a second instance sends is parsed', async () => {
  const { double } = await start();
  double.app.emit('second-instance', {}, [], '', { files: 'all of them' });
  await double.settled();
  expect(double.child.heard.map(({ kind }) => kind)).toEqual(['open']);
});

test('a file opened before the window is there waits for the page, and is offered to the engine from its start', async () => {
  const { double } = startEarly();
  const event = { prevented: false, preventDefault: () => (event.prevented = true) };
  double.app.emit('open-file', event, '/data/early.csv');
  await double.ready();
  await double.settled();
  expect(event.prevented).toBe(true);
  expect(double.child.heard[0]).toMatchObject({ kind: 'open', offered: ['/data/early.csv'] });
  expect(commands(double.window.contents.sent)).toEqual([]);
  double.tell('page:listening');
  expect(commands(double.window.contents.sent)).toEqual([{ command: { command: 'open', paths: ['/data/early.csv'] } }]);
});

test('a folder with a store in it is a workspace to open, not data to load', async () => {
  const folder = makeFolder();
  const other = join(folder, 'Ward 8');
  mkdirSync(other);
  writeFileSync(join(other, 'desk.duckdb'), '');
  const { double } = await start({ folder, options: { files: [other] } });
  expect(double.child.heard[0]).toEqual({ kind: 'open', workspace: other, offered: [], object_store: null });
  expect(double.window.title).toBe('Ward 8');
});

test('without a workspace the last one is opened, and before that one beside the documents', async () => {
  const folder = makeFolder();
  const ward = join(folder, 'Ward 9');
  mkdirSync(ward);
  const first = await start({ folder, options: { workspace: null } });
  expect(first.double.child.heard[0]).toMatchObject({ workspace: join(folder, 'home', 'Bronze Desk') });
  await start({ folder, options: { workspace: ward } });
  const third = await start({ folder, options: { workspace: null } });
  expect(third.double.child.heard[0]).toMatchObject({ workspace: ward });
});

test('a folder for its own things is taken from the switch that Chromium knows', () => {
  const { double } = startEarly({ options: { userData: '/elsewhere' } });
  expect(double.electron.app.getPath('userData')).toBe('/elsewhere');
});

test('the arguments: files that are there, switches passed over', () => {
  const folder = makeFolder();
  writeFileSync(join(folder, 'a.csv'), '');
  const options = readStartOptions(
    ['--no-sandbox', 'a.csv', 'missing.csv', '', '--workspace=w', '--user-data-dir=u'],
    folder,
    { BRONZE_DESK_WORKSPACE: '/ignored' },
  );
  expect(options).toEqual({
    files: [join(folder, 'a.csv')],
    workspace: join(folder, 'w'),
    userData: join(folder, 'u'),
  });
});

test('the environment names a workspace where no argument does', () => {
  expect(readStartOptions([], '/', { BRONZE_DESK_WORKSPACE: '/w' }).workspace).toBe(resolve('/w'));
  expect(readStartOptions([], '/', { BRONZE_DESK_WORKSPACE: '' }).workspace).toBe(null);
});

test('in development the script is not one of the files', () => {
  expect(ownArgs(['electron', 'main.cjs', 'a.csv'], true)).toEqual(['a.csv']);
  expect(ownArgs(['bronze-desk', 'a.csv'], false)).toEqual(['a.csv']);
});
