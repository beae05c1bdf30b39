/** The command line as people run it: the built bundle, in a process of its own, that can be killed. */
import { spawn, spawnSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

export interface Outcome {
  readonly killed: boolean;
  readonly exitCode: number | null;
  readonly milliseconds: number;
  readonly stdout: string;
  readonly stderr: string;
}

const nobody = 65_534;

/** Whether a process of ours may become another user, who can then read the bundle where this checkout lies. */
export function canBeNobody(): boolean {
  if (process.getuid?.() !== 0) return false;
  const reads = spawnSync(process.execPath, [cli, '--version'], { uid: nobody, gid: nobody });
  return reads.status === 0;
}

/** Runs a command as a user without any rights. */
export function runCommandAsNobody(args: readonly string[]): Promise<Outcome> {
  return runCommand(args, undefined, { uid: nobody, gid: nobody });
}

/** Runs a command; with `killAfter`, sends SIGKILL that many milliseconds after it began. */
export async function runCommand(
  args: readonly string[],
  killAfter?: number,
  user: { uid?: number; gid?: number } = {},
): Promise<Outcome> {
  const began = performance.now();
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'], ...user });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<NodeJS.Signals | number | null>((resolve) =>
    child.once('close', (code, signal) => resolve(signal ?? code)),
  );
  const timer = new AbortController();
  if (killAfter !== undefined) {
    void delay(killAfter, undefined, { signal: timer.signal }).then(
      () => child.kill('SIGKILL'),
      () => undefined,
    );
  }
  const end = await ended;
  timer.abort();
  return {
    killed: end === 'SIGKILL',
    exitCode: typeof end === 'number' ? end : null,
    milliseconds: performance.now() - began,
    stdout,
    stderr,
  };
}
