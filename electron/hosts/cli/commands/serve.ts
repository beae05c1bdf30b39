/** `serve`: the window in a browser on this machine. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InvalidArgumentError, Option } from 'commander';
import { DeskError } from '../../../contract/errors.ts';
import type { Task } from '../../../contract/task.ts';
import { findSample } from '../../find-sample.ts';
import { personName } from '../../person-name.ts';
import { runningTasks } from '../../web/last-page.ts';
import { startWebHost, type WebHost } from '../../web/web-host.ts';
import type { Act, AddCommand } from '../act.ts';
import type { Desk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import { openBrowser } from '../open-browser.ts';
import type { Answer } from '../output.ts';
import { counted } from '../text.ts';
import { wholeNumber } from './arguments.ts';
import { examples } from './examples.ts';

interface ServeOptions {
  readonly port?: number;
  readonly root?: readonly string[];
  readonly open: boolean;
  readonly renderer?: string;
}

export const addServe: AddCommand = (parent, act: Act) => {
  parent
    .command('serve')
    .description('show the window in a browser on this machine')
    .option('--port <n>', 'the port to listen on, of 127.0.0.1 alone (any that is free)', portNumber)
    .option(
      '--root <dir>',
      'a folder to choose files from in the browser; may be repeated (your home folder and this one)',
      (dir: string, before: readonly string[] | undefined) => [...(before ?? []), dir],
    )
    .option('--no-open', 'open no browser')
    .addOption(new Option('--renderer <dir>', 'a built window').hideHelp())
    .addHelpText('after', examples('serve', 'serve --workspace ./desk --root ./incoming --root ./bronze --port 8642'))
    .action(act<ServeOptions>('made', serve));
};

async function serve(desk: Desk, options: ServeOptions): Promise<Answer> {
  const { io } = desk;
  const rendererFolder = options.renderer === undefined ? builtRenderer() : desk.path(options.renderer);
  if (!existsSync(join(rendererFolder, 'index.html'))) {
    throw new DeskError('NOT_FOUND', 'The window has not been built: npm run build. Then serve again.');
  }
  const engine = await desk.open();
  const host = await startWebHost({
    engine,
    offered: desk.offered,
    roots: (options.root ?? [homedir(), io.cwd].filter((folder) => existsSync(folder))).map((dir) => desk.path(dir)),
    rendererFolder,
    sample: findSample(),
    user: personName(desk.settings.namedActor ?? io.userName),
    onLastPageClosed: (running, { url }) =>
      void desk.printer.note(`The last page was closed; ${goingOn(running)}. Open ${url} to see how far it is.`),
    ...(options.port === undefined ? {} : { port: options.port }),
  });
  return {
    json: () => ({ url: host.url, port: host.port, workspace: host.workspace, roots: host.roots }),
    words: () =>
      [
        'Bronze Desk is open in this address, for you alone; whoever has it can see and change what is in the workspace:',
        `  ${host.url}`,
        `Workspace: ${host.workspace}`,
        `Files are chosen from: ${host.roots.join(', ')}`,
        'Ctrl-C stops it.',
      ].join('\n'),
    afterwards: async () => {
      if (options.open) await show(host, desk);
      await untilInterrupted(io.signal);
      const running = await runningTasks(engine);
      if (running.length > 0) {
        await desk.printer.note(
          `Stopping, although ${goingOn(running)}: what is under way is rolled back. Ctrl-C again stops at once.`,
        );
      }
      await host.close();
    },
    exit: exitCodes.fine,
  };
}

async function show(host: WebHost, { io, printer }: Desk): Promise<void> {
  const why = await openBrowser(host.ticketUrl(), { platform: process.platform, env: io.env });
  if (why !== undefined) await printer.note(`No browser was opened: ${why}. Open the address yourself.`);
}

/** Beside the bundle, where the build puts it. */
function builtRenderer(): string {
  return join(dirname(fileURLToPath(import.meta.url)), 'renderer');
}

function goingOn(running: readonly Task[]): string {
  const methods = running.map((task) => task.method).join(', ');
  return `${counted(running.length, 'task')} still ${running.length === 1 ? 'runs' : 'run'} (${methods})`;
}

function portNumber(text: string): number {
  const port = wholeNumber(text);
  if (port > 65_535) throw new InvalidArgumentError('It takes a port from 1 to 65535.');
  return port;
}

function untilInterrupted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
