import type { IpcRendererEvent } from 'electron';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { enginePort } from '../../electron/contract/engine-port.ts';
import type { Shell } from '../../electron/contract/shell.ts';
import { exposeShell, type PageWindow } from '../../electron/hosts/desktop/expose-shell.ts';

type Message = Parameters<Parameters<PageWindow['addEventListener']>[1]>[0];

interface Posted {
  readonly message: unknown;
  readonly origin: string;
  readonly ports: IpcRendererEvent['ports'];
}

/** The preload's half of Electron, and the window of the page beside it. */
function load(answers: Record<string, unknown> = {}) {
  const exposed = new Map<string, unknown>();
  const ipc = new EventEmitter();
  const asked: { channel: string; input: unknown }[] = [];
  const told: string[] = [];
  const posted: Posted[] = [];
  const listeners: ((event: Message) => void)[] = [];
  const page: PageWindow = {
    location: { origin: 'app://bronze-desk' },
    addEventListener: (_type, listener) => listeners.push(listener),
    postMessage: (message, origin, ports) => posted.push({ message, origin, ports }),
  };
  exposeShell({
    page,
    contextBridge: {
      exposeInMainWorld(key, api) {
        if (exposed.has(key)) throw new Error('Cannot bind an API on top of an existing property on the window object');
        exposed.set(key, api);
      },
    },
    ipcRenderer: {
      invoke: (channel: string, input: unknown) => {
        asked.push({ channel, input: structuredClone(input) });
        return Promise.resolve(answers[channel]);
      },
      send: (channel: string) => told.push(channel),
      on: (channel: string, listener: (...args: unknown[]) => void) => ipc.on(channel, listener),
      off: (channel: string, listener: (...args: unknown[]) => void) => ipc.off(channel, listener),
    } as unknown as Parameters<typeof exposeShell>[0]['ipcRenderer'],
    webUtils: { getPathForFile: (file) => ('path' in file ? String(file.path) : '') },
  });
  const receive = (event: Partial<Message>): void => {
    const message = { source: page, origin: 'app://bronze-desk', data: undefined, ...event };
    for (const listener of listeners) listener(message);
  };
  return { exposed, ipc, asked, told, posted, receive, shell: exposed.get('bronzeDesk') as Shell };
}

test('the page is given a Shell, and nothing else', () => {
  const { exposed, shell } = load();
  // Dropping makes no copy here, so there is none to take back.
  const whole: Record<Exclude<keyof Shell, 'discardDropped'>, true> = {
    info: true,
    pick: true,
    receiveDropped: true,
    reveal: true,
    objectStorage: true,
    onCommand: true,
  };
  expect([...exposed.keys()]).toEqual(['bronzeDesk']);
  expect(Object.keys(shell).sort()).toEqual(Object.keys(whole).sort());
  const { objectStorage, ...acts } = shell;
  for (const act of Object.values({ ...acts, ...objectStorage })) expect(typeof act).toBe('function');
});

test('an answer is handed on, a failure in its own words', async () => {
  const { shell, asked } = load({
    'shell:pick': { ok: true, output: ['/a.csv'] },
    'shell:reveal': { ok: false, message: 'Only what was chosen can be shown.' },
  });
  expect(await shell.pick({ purpose: 'sources', title: 'Load' })).toEqual(['/a.csv']);
  await expect(shell.reveal?.('/etc')).rejects.toThrow(/^Only what was chosen can be shown\.$/);
  expect(asked).toEqual([
    { channel: 'shell:pick', input: { purpose: 'sources', title: 'Load' } },
    { channel: 'shell:reveal', input: '/etc' },
  ]);
});

test('dropped files become paths; text dragged from elsewhere has none', async () => {
  const { shell, asked } = load({ 'shell:dropped': { ok: true, output: ['/a.csv'] } });
  const file = (path?: string): File => Object.assign(new File([''], 'a.csv'), path === undefined ? {} : { path });
  const progress: number[] = [];
  const paths = await shell.receiveDropped([file('/a.csv'), file()], (done, total) => progress.push(done / total));
  expect({ paths, asked, progress }).toEqual({
    paths: ['/a.csv'],
    asked: [{ channel: 'shell:dropped', input: ['/a.csv'] }],
    progress: [1],
  });
});

test('files without a path ask main nothing', async () => {
  const { shell, asked } = load();
  expect(await shell.receiveDropped([new File([''], 'a.csv')], () => undefined)).toEqual([]);
  expect(asked).toEqual([]);
});

test('commands reach the page without Electron’s event, until it has had enough of them', () => {
  const { shell, ipc, told } = load();
  const heard: unknown[] = [];
  const stop = shell.onCommand((...args) => heard.push(args));
  expect(told).toEqual(['page:listening']);
  ipc.emit('shell:command', { sender: 'ipcRenderer' }, { command: { command: 'undo' } });
  stop();
  ipc.emit('shell:command', {}, { command: { command: 'undo' } });
  expect(heard).toEqual([[{ command: 'undo' }]]);
});

test('the page says that it is ready for the port, and nobody else can', () => {
  const { receive, told } = load();
  receive({ data: enginePort.ready, source: {} });
  receive({ data: enginePort.ready, origin: 'https://example.org' });
  receive({ data: 'something else' });
  expect(told).toEqual([]);
  receive({ data: enginePort.ready });
  expect(told).toEqual(['page:ready']);
});

test('a port is handed to the page’s own world, and to its own origin', () => {
  const { ipc, posted } = load();
  const ports = [{}] as unknown as IpcRendererEvent['ports'];
  ipc.emit('engine:port', { ports }, null);
  expect(posted).toEqual([{ message: enginePort.port, origin: 'app://bronze-desk', ports }]);
});

test('the page’s side asks in the same words', () => {
  const client = readFileSync(new URL('../../renderer/engine-client.ts', import.meta.url), 'utf8');
  for (const word of Object.values(enginePort))
    expect(client.includes(word) || client.includes('enginePort')).toBe(true);
});
