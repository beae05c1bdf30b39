/** A window on a real engine in a real browser, for tests that bring servers of their own. The command line must be built. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, expect, type Page } from '@playwright/test';
import { z } from 'zod';
import { findBrowser } from '../../../build/find-browser.mjs';

const cli = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));
const startedSchema = z.object({ url: z.string() });

/** A broker that comes back is asked after up to 15 s. */
export const expectSoon = expect.configure({ timeout: 60_000 });

export interface OpenWindow extends AsyncDisposable {
  readonly page: Page;
  readonly url: string;
  readonly workspace: string;
  /** One of the roots that may be chosen from. */
  readonly folder: string;
  /** Errors that nobody caught in the page. */
  readonly faults: readonly Error[];
  /** SIGKILL, a new start on the same port, and the page opened on it. */
  readonly crash: () => Promise<void>;
}

export interface WindowOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly workspace?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
}

export async function openWindow({
  args = [],
  env = {},
  workspace,
  viewport,
}: WindowOptions = {}): Promise<OpenWindow> {
  if (!existsSync(cli)) throw new Error('The command line is not built: npm run build.');
  const root = await realpath(await mkdtemp(join(tmpdir(), 'bronze-desk-systems-window-')));
  const folder = join(root, 'files');
  const desk = workspace ?? join(root, 'workspace');
  await mkdir(join(folder, 'bronze'), { recursive: true });
  const serve = ['serve', '--workspace', desk, '--root', folder, '--no-open', '--json', '--actor', 'Ada Tester'];
  const begin = (...port: string[]): ChildProcess =>
    spawn(process.execPath, [cli, ...serve, ...args, ...port], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
  let server = begin();
  let url = await urlOf(server);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill(signal);
    await once(server, 'close');
  };
  const browser = await chromium.launch({ executablePath: (await findBrowser()).path });
  const page = await browser.newPage({
    viewport: viewport ?? { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  const faults: Error[] = [];
  page.on('pageerror', (error) => faults.push(error));
  const show = async (): Promise<void> => {
    await page.goto(url);
    await expectSoon(page.getByRole('navigation', { name: 'Places' })).toBeVisible();
  };
  await show();
  return {
    page,
    get url() {
      return url;
    },
    workspace: desk,
    folder,
    faults,
    async crash() {
      await end('SIGKILL');
      server = begin('--port', new URL(url).port);
      url = await urlOf(server);
      await show();
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await end('SIGTERM');
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function urlOf(server: ChildProcess): Promise<string> {
  let stdout = '';
  let stderr = '';
  server.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    server.stdout?.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      if (!stdout.trimEnd().endsWith('}')) return;
      resolve(startedSchema.parse(JSON.parse(stdout)).url);
    });
    server.once('close', () => reject(new Error(`serve ended before it was ready: ${stderr}`)));
  });
}
