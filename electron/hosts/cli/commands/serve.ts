/** `serve`: the window in a browser on this machine. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Option } from 'commander';
import { DeskError } from '../../../contract/errors.ts';
import { isObjectUrl } from '../../../contract/object-url.ts';
import type { Task } from '../../../contract/task.ts';
import { findSample } from '../../find-sample.ts';
import { personName } from '../../person-name.ts';
import { runningTasks } from '../../web/last-page.ts';
import { startWebHost, type WebHost } from '../../web/web-host.ts';
import type { Act, AddCommand } from '../act.ts';
import type { Desk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import { addObjectStoreOptions } from '../object-store-options.ts';
import { openBrowser } from '../open-browser.ts';
import type { Answer } from '../output.ts';
import { counted } from '../text.ts';
import { examples } from './examples.ts';
import { addMetricsOptions, anyPort, serveMetrics, type MetricsOptions } from './metrics-options.ts';

interface ServeOptions extends MetricsOptions {
  readonly port?: number;
  readonly root?: readonly string[];
  readonly open: boolean;
  readonly renderer?: string;
}

export const addServe: AddCommand = (parent, act: Act) => {
  const command = parent
    .command('serve')
    .description('show the window in a browser on this machine')
    .option('--port <n>', 'the port to listen on, of 127.0.0.1 alone (any that is free)', anyPort)
    .option(
      '--root <dir>',
      'a folder to choose files from in the browser, or s3://BUCKET/PREFIX to publish to; may be repeated (your home folder and this one)',
      (dir: string, before: readonly string[] | undefined) => [...(before ?? []), dir],
    )
    .option('--no-open', 'open no browser')
    .addOption(new Option('--renderer <dir>', 'a built window').hideHelp());
  addObjectStoreOptions(addMetricsOptions(command))
    .addHelpText(
      'after',
      examples(
        'serve',
        'serve --workspace ./desk --root ./incoming --root ./bronze --port 8642',
        'serve --workspace ./desk --no-open --metrics --metrics-port 8000',
      ),
    )
    .action(act<ServeOptions>('made', serve));
};

async function serve(desk: Desk, options: ServeOptions): Promise<Answer> {
  const { io } = desk;
  const rendererFolder = options.renderer === undefined ? builtRenderer() : desk.path(options.renderer);
  if (!existsSync(join(rendererFolder, 'index.html'))) {
    throw new DeskError('NOT_FOUND', 'The window has not been built: npm run build. Then serve again.');
  }
  const engine = await desk.open();
  const metrics = await serveMetrics(desk, options);
  const host = await startWebHost({
    engine,
    offered: desk.offered,
    roots: rootsOf(options.root ?? [], desk),
    rendererFolder,
    sample: findSample(),
    user: personName(desk.settings.namedActor ?? io.userName),
    onLastPageClosed: (running, { url }) =>
      void desk.printer.note(`The last page was closed; ${goingOn(running)}. Open ${url} to see how far it is.`),
    ...(options.port === undefined ? {} : { port: options.port }),
  });
  return {
    json: () => ({
      url: host.url,
      port: host.port,
      workspace: host.workspace,
      roots: host.roots,
      ...(metrics === undefined ? {} : { metrics: metrics.url }),
    }),
    words: () =>
      [
        'Bronze Desk is open in this address, for you alone; whoever has it can see and change what is in the workspace:',
        `  ${host.url}`,
        `Workspace: ${host.workspace}`,
        `Files are chosen from: ${host.roots.join(', ')}`,
        ...(metrics === undefined ? [] : [`Metrics for Prometheus: ${metrics.url}`]),
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
      await metrics?.close();
    },
    exit: exitCodes.fine,
  };
}

/** Folders that were named; where only addresses were, the usual folders beside them. */
function rootsOf(named: readonly string[], desk: Desk): string[] {
  const folders = named.filter((root) => !isObjectUrl(root));
  const usual = [homedir(), desk.io.cwd].filter((folder) => existsSync(folder));
  return [...(folders.length > 0 ? folders : usual), ...named.filter(isObjectUrl)].map((root) => desk.path(root));
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

function untilInterrupted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
