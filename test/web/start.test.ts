/** `npm start` on a machine without a display. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { letIn } from '../support/web-page.ts';

const start = fileURLToPath(new URL('../../build/start.mjs', import.meta.url));
const always = process.platform === 'darwin' || process.platform === 'win32';
const reason = always ? ' (skipped: this system always has a display)' : '';

it.skipIf(always)(`says in one line why there is no desktop window, and serves it instead${reason}`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bronze-desk-start-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const child = spawn(process.execPath, [start], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', BRONZE_DESK_WORKSPACE: join(folder, 'workspace') },
  });
  const ended = once(child, 'close');
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  onTestFinished(() => void child.kill('SIGTERM'));
  await expect.poll(() => child.exitCode !== null || out.includes('Ctrl-C'), { timeout: 50_000 }).toBe(true);
  expect([child.exitCode, err]).toEqual([null, expect.any(String)]);
  const page = await letIn(/http:\S+/.exec(out)?.[0] ?? '');
  expect((await page.ask('/')).text).toContain('<div id="root">');
  child.kill('SIGTERM');
  await ended;
  expect(child.exitCode).toBe(0);
  expect(err.split('\n').filter((line) => line.startsWith('start:'))).toEqual([
    'start: no desktop window here: there is no display. Serving the window to a browser instead.',
  ]);
});
