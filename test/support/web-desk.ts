/** The web host over a real engine, with a folder to choose from, a small window to serve, and a page that was let in. */
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startWebHost, type WebHost, type WebHostOptions } from '../../electron/hosts/web/web-host.ts';
import { openDesk, type Desk, type DeskOptions } from './open-desk.ts';
import { letIn, type Page } from './web-page.ts';

export interface WebDesk {
  readonly desk: Desk;
  readonly host: WebHost;
  readonly page: Page;
  /** The one root: `patients/` with two files, and a hidden folder. */
  readonly root: string;
  /** Beside the root and the window's folder: nothing here may be reached. */
  readonly outside: string;
  readonly rendererFolder: string;
}

/** What no request may ever bring to light. */
export const secret = 'not for any page';

export async function openWebDesk(
  options: Partial<WebHostOptions> = {},
  deskOptions: DeskOptions = {},
): Promise<WebDesk> {
  const desk = await openDesk(deskOptions);
  const around = realpathSync(join(desk.files, '..'));
  const root = join(around, 'root');
  const outside = join(around, 'outside');
  const rendererFolder = join(around, 'renderer');
  write(outside, 'secret.csv', secret);
  write(around, 'index.html', secret);
  write(join(root, 'patients'), 'note 10.csv', 'id\n1\n');
  write(join(root, 'patients'), 'note 9.csv', 'id\n1\n');
  write(join(root, '.ssh'), 'key.csv', secret);
  write(rendererFolder, 'index.html', '<!doctype html><title>the window</title>');
  write(rendererFolder, '.env.js', secret);
  write(join(rendererFolder, 'assets'), 'main-a1b2c3d4.js', 'export {};');
  const host = await startWebHost({
    engine: desk.engine,
    offered: desk.offered,
    roots: [root],
    rendererFolder,
    user: 'reviewer',
    ...options,
  });
  onTestFinished(() => host.close());
  return { desk, host, page: await letIn(host.url), root, outside, rendererFolder };
}

function write(folder: string, name: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
}
