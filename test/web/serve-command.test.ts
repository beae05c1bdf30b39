/** `bronze-desk serve` as people run it: the built command line in a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createClient } from '../../electron/transport/client.ts';
import { overWebSocket } from '../../electron/transport/web-socket.ts';
import { writeLarge } from '../contract/sources.ts';
import { actor } from '../support/open-desk.ts';
import { runCommand } from '../support/run-command.ts';
import { letIn } from '../support/web-page.ts';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

interface Serving {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly ended: Promise<unknown>;
}

/** A folder with a workspace to be made and a window that was built. */
function makeFolder() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bronze-desk-serve-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const renderer = join(folder, 'renderer');
  mkdirSync(renderer);
  writeFileSync(join(renderer, 'index.html'), '<!doctype html><title>the window</title>');
  const workspace = join(folder, 'workspace');
  return { folder, workspace, args: ['serve', '--workspace', workspace, '--root', folder, '--renderer', renderer] };
}

async function startServing(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Serving> {
  const child = spawn(process.execPath, [cli, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const serving = { child, out: () => out, err: () => err, ended: once(child, 'close') };
  await expect
    .poll(() => [out, err, child.exitCode], { timeout: 20_000 })
    .toEqual([expect.stringContaining('http://127.0.0.1:'), expect.any(String), null]);
  return serving;
}

const urlIn = (text: string): string => /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/.exec(text)?.[0] ?? '';

describe('serve', () => {
  it('prints an address that opens the window, the engine and the folders, and ends well when it is told to', async () => {
    const { args, folder } = makeFolder();
    const serving = await startServing([...args, '--no-open']);
    const page = await letIn(urlIn(serving.out()));
    expect((await page.ask('/')).text).toContain('the window');
    expect((await page.ask(`/shell/folder?path=${encodeURIComponent(folder)}`)).status).toBe(200);
    const client = createClient(overWebSocket(await page.openEngine()));
    expect(await client.call('load.list', {})).toEqual([]);
    serving.child.kill('SIGINT');
    await serving.ended;
    await expect(client.call('load.list', {})).rejects.toMatchObject({ code: 'ENGINE_GONE' });
    expect([serving.child.exitCode, serving.err()]).toEqual([0, '']);
  });

  it('with --json prints one object and nothing else', async () => {
    const { args, folder, workspace } = makeFolder();
    const serving = await startServing([...args, '--no-open', '--json']);
    serving.child.kill('SIGTERM');
    await serving.ended;
    const { url, port, ...rest } = JSON.parse(serving.out()) as { url: string; port: number };
    expect(rest).toEqual({ workspace, roots: [folder] });
    expect(url).toBe(urlIn(url));
    expect(url).toContain(`:${port}/`);
  });

  it('with --metrics serves them beside the window, and says where', async () => {
    const { args } = makeFolder();
    const serving = await startServing([...args, '--no-open', '--metrics', '--metrics-port', '0']);
    const address = /Metrics for Prometheus: (\S+)/.exec(serving.out())?.[1] ?? '';
    expect(await (await fetch(address)).text()).toContain('# TYPE ingested_records_total counter');
    serving.child.kill('SIGINT');
    await serving.ended;
    expect([serving.child.exitCode, serving.err()]).toEqual([0, '']);
  });

  it('warns of metrics that others can reach', async () => {
    const { args } = makeFolder();
    const wide = ['--no-open', '--metrics', '--metrics-port', '0', '--metrics-host', '0.0.0.0'];
    expect((await startServing([...args, ...wide])).err()).toContain('to whoever can reach it');
  });

  it('offers the sample that comes with it', async () => {
    const { args } = makeFolder();
    const page = await letIn(urlIn((await startServing([...args, '--no-open'])).out()));
    const { sample } = (await page.ask('/shell/info')).json() as { sample: string };
    const client = createClient(overWebSocket(await page.openEngine()));
    const { receipt } = await client.call('load.start', { source: { paths: [sample] }, actor });
    expect(receipt.balanced).toBe(true);
  });

  it('says why it opens no browser', async () => {
    const { args } = makeFolder();
    const serving = await startServing(args);
    const wanted = process.platform === 'linux' ? 'there is no display here' : '';
    await expect.poll(() => serving.err()).toContain(wanted);
  });

  const onLinux = process.platform === 'linux';
  const reason = onLinux ? '' : ' (skipped: only here can a browser be put in its place)';
  it.skipIf(!onLinux)(`opens a browser at an address that works once${reason}`, async () => {
    const { args, folder } = makeFolder();
    const opened = join(folder, 'opened');
    writeFileSync(
      join(folder, 'xdg-open'),
      `#!/bin/sh\nprintf %s "$1" > ${opened}.part && mv ${opened}.part ${opened}\n`,
      {
        mode: 0o755,
      },
    );
    const serving = await startServing(args, { DISPLAY: ':0', PATH: `${folder}:${process.env['PATH'] ?? ''}` });
    await expect.poll(() => existsSync(opened)).toBe(true);
    const url = readFileSync(opened, 'utf8');
    expect(url).not.toBe(urlIn(serving.out()));
    expect((await (await letIn(url)).ask('/shell/info')).status).toBe(200);
    expect((await letIn(url)).cookie).toBe('');
  });

  it('that is stopped while a task runs says so, and the workspace can be opened again', async () => {
    const { args, folder, workspace } = makeFolder();
    const path = await writeLarge(folder);
    const serving = await startServing([...args, '--no-open']);
    const page = await letIn(urlIn(serving.out()));
    const headers = { 'Content-Type': 'application/json' };
    await page.ask('/shell/offer', { method: 'POST', headers, body: JSON.stringify({ paths: [path] }) });
    const client = createClient(overWebSocket(await page.openEngine()));
    const load = client.call(
      'load.start',
      { source: { paths: [path] }, actor },
      { onProgress: () => serving.child.kill('SIGINT') },
    );
    await expect(load).rejects.toMatchObject({ name: 'DeskError' });
    await serving.ended;
    expect(serving.child.exitCode).toBe(0);
    expect(serving.err()).toContain('Stopping, although 1 task still runs (load.start)');
    const { exitCode, stdout } = await runCommand(['loads', '--json', '--workspace', workspace]);
    expect([exitCode, JSON.parse(stdout)]).toEqual([0, { loads: [] }]);
  });

  it.each([
    ['a port that is no number', ['--port', 'x'], '--port'],
    ['a port that is too large', ['--port', '65536'], 'It takes a port from 1 to 65535'],
    ['a port of the metrics that is too large', ['--metrics', '--metrics-port', '65536'], 'It takes a port from 1'],
    ['a port of the metrics without them', ['--metrics-port', '9000'], 'say --metrics as well'],
    ['a root that is not there', ['--root', '/no/such/folder'], '/no/such/folder'],
    ['a window that has not been built', ['--renderer', '/no/such/folder'], 'npm run build'],
  ])('refuses %s with a sentence and exit code 2', async (_what, more, words) => {
    const { exitCode, stderr, stdout } = await runCommand([...makeFolder().args, ...more, '--no-open']);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
  });

  it('refuses a port that is taken with a sentence and exit code 2, and a workspace in use with 4', async () => {
    const first = makeFolder();
    const serving = await startServing([...first.args, '--no-open']);
    const { port } = new URL(urlIn(serving.out()));
    const taken = await runCommand([...makeFolder().args, '--no-open', '--port', port]);
    expect([taken.exitCode, taken.stderr]).toEqual([2, expect.stringContaining(`Port ${port} is taken`)]);
    const inUse = await runCommand([...first.args, '--no-open']);
    expect([inUse.exitCode, inUse.stderr]).toEqual([4, expect.stringContaining('in use by bronze-desk serve')]);
  });
});
