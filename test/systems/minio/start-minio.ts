/** A MinIO server of one's own on a free port of this machine, with an empty drive; stopped and removed by who started it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../support/free-port.ts';
import { installMinio } from './install-minio.ts';

export { missingMinio } from './install-minio.ts';

export interface Minio extends AsyncDisposable {
  /** For example `http://127.0.0.1:9000`. */
  readonly url: string;
  readonly accessKey: string;
  readonly secretKey: string;
  /** The server's own region: requests signed for another one are refused. */
  readonly region: string;
  /** Ends the server and removes its drive. */
  stop(): Promise<void>;
  /** Ends the server, as a power cut would, and keeps its drive. */
  kill(): Promise<void>;
  /** Starts it again, on the same port and drive. */
  restart(): Promise<void>;
}

const accessKey = 'AKIANOBODYSACCESSKEY';
const secretKey = 'not-a-secret-of-anyone';
const region = 'eu-central-1';
const startsWithinMs = 60_000;

export async function startMinio(): Promise<Minio> {
  const program = await installMinio();
  const drive = await mkdtemp(join(tmpdir(), 'bronze-desk-minio-'));
  const address = `127.0.0.1:${await freePort()}`;
  const url = `http://${address}`;
  let server = await serve(program, drive, address);
  const end = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  };
  const stop = async (): Promise<void> => {
    await end();
    await rm(drive, { recursive: true, force: true });
  };
  return {
    url,
    accessKey,
    secretKey,
    region,
    stop,
    kill: end,
    restart: async () => {
      await end();
      server = await serve(program, drive, address);
    },
    [Symbol.asyncDispose]: stop,
  };
}

async function serve(program: string, drive: string, address: string): Promise<ChildProcess> {
  const server = spawn(
    program,
    ['server', drive, '--address', address, '--console-address', '127.0.0.1:0', '--quiet'],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        MINIO_ROOT_USER: accessKey,
        MINIO_ROOT_PASSWORD: secretKey,
        MINIO_SITE_REGION: region,
        MINIO_BROWSER: 'off',
        MINIO_UPDATE: 'off',
      },
    },
  );
  let said = '';
  server.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const giveUpAt = Date.now() + startsWithinMs;
  for (;;) {
    if (server.exitCode !== null) throw new Error(`MinIO ended with ${server.exitCode}: ${said}`);
    const ready = await fetch(`http://${address}/minio/health/ready`).catch(() => undefined);
    if (ready?.ok === true) return server;
    if (Date.now() > giveUpAt) throw new Error(`MinIO was not ready within ${startsWithinMs} ms: ${said}`);
    await delay(50);
  }
}
