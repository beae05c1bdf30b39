/**
 * The built page and the built preload in a real Chromium, with main on the double and the real engine: everything of
 * the desktop but Electron's own carrying of messages between its processes.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from '@playwright/test';
import type { MenuItemConstructorOptions } from 'electron';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { bundleDesktop } from '../../build/bundle-desktop.mjs';
import { findBrowser } from '../../build/find-browser.mjs';
import type { ElectronDouble } from './electron-double.ts';
import { noServer } from '../support/free-port.ts';
import { run, sample, type Running } from './run-program.ts';

const built = (path: string): string => fileURLToPath(new URL(`../../dist/${path}`, import.meta.url));
/** A name of this machine, so that the page has a secure context as it has at app://. */
const origin = 'http://bronze-desk.localhost';

let browser: Browser;
beforeAll(async () => {
  await bundleDesktop();
  // In a process of its own: the test's NODE_ENV would make it React's development build.
  const script = fileURLToPath(new URL('../../build/build-renderer.mjs', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [script], {
    env: { ...process.env, NODE_ENV: 'production' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the page was not built: ${stderr}`);
  const { path } = await findBrowser();
  browser = await chromium.launch({ executablePath: path });
}, 180_000);
afterAll(async () => {
  await browser.close();
});

/** What `require('electron')` is to a sandboxed preload, its messages carried by functions of the test. */
const electronInThePage = `
  const heard = {};
  window.__tell = (channel, event, message) => { for (const hear of heard[channel] ?? []) hear(event, message); };
  window.__givePort = (id) => {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = ({ data }) => window.__fromPage(id, data);
    window['__port' + id] = port2;
    window.__tell('engine:port', { ports: [port1] }, null);
  };
  const electron = {
    contextBridge: { exposeInMainWorld: (name, api) => { window[name] = api; } },
    ipcRenderer: {
      invoke: (channel, input) => window.__ask(channel, input),
      send: (channel) => void window.__say(channel),
      on: (channel, hear) => { (heard[channel] ??= []).push(hear); },
      off: (channel, hear) => { heard[channel] = (heard[channel] ?? []).filter((other) => other !== hear); },
    },
    webUtils: { getPathForFile: () => '' },
  };
`;

interface Shown {
  readonly page: Page;
  /** What the browser complained of; nothing, as long as all is well. */
  readonly complaints: string[];
}

async function show(double: ElectronDouble): Promise<Shown> {
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url());
    const reply = await double.serve?.(new Request(`app://bronze-desk${pathname}`));
    if (reply === undefined) throw new Error('nothing serves app://');
    const body = Buffer.from(await reply.arrayBuffer());
    await route.fulfill({ status: reply.status, headers: Object.fromEntries(reply.headers), body });
  });
  await page.exposeFunction('__ask', (channel: string, input: unknown) => double.ask(channel, input));
  await page.exposeFunction('__say', (channel: string) => double.tell(channel));
  const { contents } = double.window;
  await page.exposeFunction('__fromPage', (id: number, frame: unknown) => contents.ports[id]?.postMessage(frame));
  contents.on('port', () => {
    const id = contents.ports.length - 1;
    const given = page.evaluate(`window.__givePort(${id})`);
    const port = contents.ports[id];
    port?.on('message', ({ data }: { data: unknown }) => {
      void given
        .then(() => page.evaluate(`window.__port${id}.postMessage(${JSON.stringify(data)})`))
        .catch(() => undefined);
    });
    port?.start();
  });
  contents.on('told', (channel: string, message: unknown) => {
    void page.evaluate(`window.__tell(${JSON.stringify(channel)}, {}, ${JSON.stringify(message)})`);
  });
  const preload = readFileSync(built('desktop/preload.cjs'), 'utf8');
  await page.addInitScript({
    content: `(() => { ${electronInThePage}; const require = () => electron; ${preload}\n})();`,
  });
  await page.goto(`${origin}/`);
  return { page, complaints };
}

const start = async (): Promise<Running & Shown> => {
  const running = await run({ sample, pageFolder: built('renderer') });
  await running.live();
  return { ...running, ...(await show(running.double)) };
};

function click(items: readonly MenuItemConstructorOptions[], label: string): void {
  for (const { submenu, label: own, click: act } of items) {
    if (own === label) (act as (() => void) | undefined)?.();
    if (Array.isArray(submenu)) click(submenu, label);
  }
}

test('the page opens under its policy, reaches the engine through the preload, and complains of nothing', async () => {
  const { page, complaints } = await start();
  await page.getByRole('navigation', { name: 'Places' }).waitFor();
  await page.getByText('Ward 7').first().waitFor();
  await page.getByText('no loads yet').waitFor();
  expect(complaints).toEqual([]);
});

test('the menu takes the page to its places', async () => {
  const { double, page } = await start();
  await page.getByRole('navigation', { name: 'Places' }).waitFor();
  for (const [label, address] of [
    ['Audit', '#/audit'],
    ['Review', '#/review'],
  ] as const) {
    click(double.menu, label);
    await page.waitForURL(`**/${address}`);
  }
});

test('nothing of Electron or Node is in the page’s reach but the Shell', async () => {
  const { page } = await start();
  const reach = await page.evaluate("['require', 'process', 'module', 'ipcRenderer'].filter((name) => name in window)");
  expect(reach).toEqual([]);
  expect(await page.evaluate('Object.keys(window.bronzeDesk).sort()')).toEqual([
    'info',
    'objectStorage',
    'onCommand',
    'pick',
    'receiveDropped',
    'reveal',
  ]);
});

test('an object store is chosen from the menu: the form says what is wrong, and the program asks the person', async () => {
  const { double, page, complaints } = await start();
  await page.getByRole('navigation', { name: 'Places' }).waitFor();
  click(double.menu, 'Object Store…');
  const dialog = page.getByRole('dialog', { name: 'Object store' });
  await dialog.getByLabel('Address').fill('lake/bronze');
  await dialog.getByLabel('Access key ID').fill('AKIAEXAMPLE');
  await page.keyboard.press('Enter');
  await dialog.getByText(/^Write s3:\/\/BUCKET\/PREFIX/).waitFor();
  await dialog.getByText('Give the secret that belongs to this access key and server.').waitFor();
  expect(double.called('showMessageBox')).toEqual([]);
  await dialog.getByLabel('Address').fill(' s3://lake/bronze ');
  await dialog.getByLabel('Server').fill('https://minio.example.org:9000');
  await dialog.getByLabel('Secret access key').fill('a secret');
  const [useIt, cancel] = [1, 0];
  double.answers.box.push(cancel);
  await page.keyboard.press('Enter');
  await expect.poll(() => double.called('showMessageBox').length).toBe(1);
  await dialog.getByRole('button', { name: 'Use it…' }).waitFor();
  double.answers.box.push(useIt);
  const { child } = double;
  void child.hears('close').then(() => child.end(0));
  await dialog.getByRole('button', { name: 'Use it…' }).click();
  await expect.poll(() => double.children.length).toBe(2);
  expect(double.child.heard[0]).toMatchObject({
    object_store: {
      address: 's3://lake/bronze',
      endpoint: 'https://minio.example.org:9000',
      credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'a secret' },
    },
  });
  const kept = await page.evaluate('JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])');
  expect(kept).not.toContain('AKIAEXAMPLE');
  expect(kept).not.toContain('a secret');
  expect(complaints).toEqual([]);
});

test('a stream that ended with its engine is told once, in whatever place somebody is', async () => {
  const { double, live, die, page, complaints } = await start();
  await page.getByRole('navigation', { name: 'Places' }).waitFor();
  await page.keyboard.press('t');
  await page.getByRole('textbox', { name: 'Bootstrap servers' }).fill(noServer);
  await page.getByRole('textbox', { name: 'Topic' }).fill('dictations');
  const bronze = await mkdtemp(join(tmpdir(), 'bronze-desk-bronze-'));
  onTestFinished(() => rm(bronze, { recursive: true }));
  double.answers.open.push([bronze]);
  await page.getByRole('button', { name: 'Choose the bronze folder…' }).click();
  await page.getByRole('button', { name: 'Choose another…' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Let it go on trying' }).click();
  await page.getByRole('heading', { name: 'dictations' }).waitFor();
  await page.keyboard.press('Alt+5');
  await page.getByRole('main', { name: 'Audit' }).waitFor();
  await die();
  await expect.poll(() => double.children.length).toBe(2);
  await live();
  const told = page.getByRole('alert').filter({ hasText: 'dictations is no longer taken in' });
  await told.getByText(/^The engine was started anew/).waitFor();
  expect(await told.count()).toBe(1);
  expect(complaints).toEqual([]);
});
