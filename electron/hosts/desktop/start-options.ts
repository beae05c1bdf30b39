/** What the program was started with: files to load, a workspace, and where to keep its own things. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

export const startOptionsSchema = z.object({
  files: z.array(z.string()),
  workspace: z.string().nullable(),
  userData: z.string().nullable(),
});
export type StartOptions = z.infer<typeof startOptionsSchema>;

/** `args` are those after the program and, in development, its script. Chromium's own switches are passed over. */
export function readStartOptions(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): StartOptions {
  const option = (name: string): string | null => {
    const prefix = `--${name}=`;
    const value = args.find((arg) => arg.startsWith(prefix))?.slice(prefix.length);
    return value === undefined || value === '' ? null : resolve(cwd, value);
  };
  const named = env['BRONZE_DESK_WORKSPACE'];
  const inherited = named === undefined || named === '' ? null : resolve(cwd, named);
  return {
    files: args
      .filter((arg) => arg !== '' && !arg.startsWith('-'))
      .map((arg) => resolve(cwd, arg))
      .filter(exists),
    workspace: option('workspace') ?? inherited,
    userData: option('user-data-dir'),
  };
}

/** In development Electron's binary is given the script to run. */
export function ownArgs(argv: readonly string[], runsScript: boolean): string[] {
  return argv.slice(runsScript ? 2 : 1);
}

function exists(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch {
    return false;
  }
}
