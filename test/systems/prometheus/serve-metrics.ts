/** `bronze-desk serve --metrics` as people run it, with a client of its engine. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Caller } from '../../../electron/contract/caller.ts';
import { createClient } from '../../../electron/transport/client.ts';
import { overWebSocket } from '../../../electron/transport/web-socket.ts';
import { letIn } from '../../support/web-page.ts';

const cli = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));

export interface Serving extends AsyncDisposable {
  readonly engine: Caller;
  /** Host and port of the metrics. */
  readonly target: string;
  /** Offered: sources and the bronze folder go here. */
  readonly folder: string;
  stop(): Promise<void>;
}

export async function serveMetrics(): Promise<Serving> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bronze-desk-metrics-')));
  const renderer = join(folder, 'renderer');
  mkdirSync(renderer);
  writeFileSync(join(renderer, 'index.html'), '<!doctype html><title>the window</title>');
  const child = spawn(
    process.execPath,
    [cli, 'serve', '--workspace', join(folder, 'workspace'), '--root', folder, '--renderer', renderer].concat([
      '--no-open',
      '--json',
      '--metrics',
      '--metrics-port',
      '0',
    ]),
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'close');
  let out = '';
  const printed = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (out.endsWith('\n')) resolve();
    });
    child.once('close', () => reject(new Error('serve ended before it printed where it is')));
  });
  await printed;
  const { url, metrics } = JSON.parse(out) as { url: string; metrics: string };
  const page = await letIn(url);
  const offered = await page.ask('/shell/offer', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ paths: [folder] }),
  });
  if (offered.status !== 200) throw new Error(`the folder was not offered: ${offered.text}`);
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    engine: createClient(overWebSocket(await page.openEngine())),
    target: new URL(metrics).host,
    folder,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
