/** Parts that run in processes of their own, so that their memory and caches are not the engine's. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Runs this program with `args` and returns the number it prints. */
export function runInOwnProcess(...args: string[]): number {
  const program = fileURLToPath(new URL('./bench.js', import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args[0] ?? 'a part'} failed: ${stderr}`);
  return Number(stdout);
}
