/** Shows an address in the person's own browser, through what the system has for it. */
import { spawn } from 'node:child_process';

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

type Opener = readonly [command: string, ...args: string[]];

/** Why no browser could be shown, in words that go on from "No browser was opened: "; undefined when one was. */
export async function openBrowser(url: string, { platform, env }: Surroundings): Promise<string | undefined> {
  const opener = openerOf(platform, env);
  if (opener === undefined) return 'there is no display here';
  const [command, ...args] = opener;
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true, windowsVerbatimArguments: true });
  const failed = await new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(true));
    child.once('spawn', () => resolve(false));
  });
  child.unref();
  return failed ? `${command} is not installed` : undefined;
}

function openerOf(platform: NodeJS.Platform, env: Surroundings['env']): Opener | undefined {
  if (platform === 'darwin') return ['open'];
  // `start` takes a first argument in quotes for the title of a window.
  if (platform === 'win32') return ['cmd', '/c', 'start', '""'];
  return isFilled(env['DISPLAY']) || isFilled(env['WAYLAND_DISPLAY']) ? ['xdg-open'] : undefined;
}

function isFilled(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
