/** A window on a real engine: `serve` in a process of its own, on a fresh workspace, seen in a real browser. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type Page } from '@playwright/test';
import { z } from 'zod';
import { noSeriousFaults } from './accessibility.ts';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
export const sample = fileURLToPath(new URL('../fixtures/sample/transcriptions.csv', import.meta.url));

export interface Desk {
  readonly page: Page;
  /** The address as it was printed, with its token. */
  readonly url: string;
  readonly workspace: string;
  /** One of the roots: sources are written here. */
  readonly folder: string;
  /** A folder below it that can be published to; made. */
  readonly target: (name?: string) => Promise<string>;
  readonly write: (name: string, content: string | Uint8Array) => Promise<string>;
  /** Runs a command of `bronze-desk` on the workspace; only while it is not served. */
  readonly command: (...args: string[]) => Promise<string>;
  readonly start: (...args: string[]) => Promise<void>;
  /** SIGKILL, as a crash. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** A second page on the same desk. */
  readonly another: () => Promise<Page>;
  /** What the page wrote to its console. */
  readonly consoleLines: readonly string[];
}

const startedSchema = z.object({ url: z.string() });

interface Fixtures {
  readonly desk: Desk;
  /** Whether the server runs and the page is open when the test begins. */
  readonly opened: boolean;
}

export const test = base.extend<Fixtures>({
  opened: [true, { option: true }],
  desk: async ({ page, context, opened }, use) => {
    const root = await realpath(await mkdtemp(join(tmpdir(), 'bronze-desk-window-')));
    const workspace = join(root, 'workspace');
    const folder = join(root, 'files');
    await mkdir(folder);
    const consoleLines: string[] = [];
    const pageErrors: Error[] = [];
    page.on('console', (message) => consoleLines.push(message.text()));
    page.on('pageerror', (error) => pageErrors.push(error));
    let server: ChildProcess | undefined;
    let url = '';
    const end = async (signal: NodeJS.Signals): Promise<void> => {
      const running = server;
      if (running?.exitCode !== null || running.signalCode !== null) return;
      const ended = new Promise((resolve) => running.once('close', resolve));
      running.kill(signal);
      await ended;
      server = undefined;
    };
    const desk: Desk = {
      page,
      get url() {
        return url;
      },
      workspace,
      folder,
      consoleLines,
      async target(name = 'bronze') {
        const path = join(folder, name);
        await mkdir(path, { recursive: true });
        return path;
      },
      async write(name, content) {
        const path = join(folder, name);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, content);
        return path;
      },
      command: (...args) => runToEnd([...args, '--workspace', workspace]),
      async start(...args) {
        const port = url === '' ? [] : ['--port', new URL(url).port];
        server = spawn(
          process.execPath,
          [
            cli,
            'serve',
            '--workspace',
            workspace,
            '--root',
            folder,
            '--no-open',
            '--json',
            '--actor',
            'Ada Tester',
            ...port,
            ...args,
          ],
          { stdio: ['ignore', 'pipe', 'pipe'] },
        );
        url = (await firstObject(server)).url;
      },
      kill: () => end('SIGKILL'),
      stop: () => end('SIGTERM'),
      async another() {
        const other = await context.newPage();
        await other.goto(url);
        await expect(other.getByRole('navigation', { name: 'Places' })).toBeVisible();
        return other;
      },
    };
    try {
      if (opened) {
        await desk.start();
        await page.goto(url);
        await expect(page.getByRole('navigation', { name: 'Places' })).toBeVisible();
      }
      await use(desk);
      expect(pageErrors, 'no error went uncaught in the page').toEqual([]);
    } finally {
      await end('SIGTERM');
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
    }
  },
});

export { expect };

/** Axe on the page as it is, in the light and in the dark. */
export async function expectNoSeriousAxe(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    expect(await noSeriousFaults(page), `axe, ${colorScheme}`).toEqual([]);
  }
}

async function firstObject(server: ChildProcess): Promise<z.infer<typeof startedSchema>> {
  let stdout = '';
  let stderr = '';
  server.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    server.stdout?.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      const parsed = startedSchema.safeParse(tryJson(stdout));
      if (parsed.success) resolve(parsed.data);
    });
    server.once('close', () => reject(new Error(`serve ended before it was ready: ${stderr}`)));
  });
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function runToEnd(args: string[]): Promise<string> {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('close', (code) => {
      // 3: done, but rows are in quarantine.
      if (code === 0 || code === 3) resolve(stdout);
      else reject(new Error(`bronze-desk ${args.join(' ')} ended with ${String(code)}: ${stderr}`));
    });
  });
}
