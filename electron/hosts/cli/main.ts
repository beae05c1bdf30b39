/** The process around the command line: its arguments, its streams, its signals and its exit code. */
import { userInfo } from 'node:os';
import { exitCodes } from './exit-codes.ts';
import { run } from './run.ts';

declare const APP_VERSION: string;

/** One Ctrl-C can arrive twice: from the terminal, and from a launcher such as npm that passes it on. */
const sameKeyPressMs = 500;
const interrupted = new AbortController();
let interruptedAt = 0;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!interrupted.signal.aborted) {
      interruptedAt = performance.now();
      interrupted.abort();
    } else if (performance.now() - interruptedAt > sameKeyPressMs) {
      process.exit(exitCodes.interrupted);
    }
  });
}

// Not `process.exitCode`: a handle that some library forgot must not keep a nightly job waiting.
process.exit(
  await run(process.argv.slice(2), {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    userName: loginName(),
    appVersion: APP_VERSION,
    signal: interrupted.signal,
    // Only once it is needed: help must not wait for DuckDB.
    createEngine: async (wish) => (await import('../../engine/engine.ts')).createEngine(wish),
  }),
);

/** Containers run under user ids that have no name. */
function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
