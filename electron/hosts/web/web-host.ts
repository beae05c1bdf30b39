/**
 * The web host: the window's page and the engine behind it, for a browser on this machine. Everything that may be asked
 * of it comes through one guard; see guard.ts for what it keeps out, and session.ts for who is let in.
 */
import { createServer, type IncomingMessage } from 'node:http';
import { dirname } from 'node:path';
import type { Caller } from '../../contract/caller.ts';
import { isObjectUrl } from '../../contract/object-url.ts';
import type { Load } from '../../contract/load.ts';
import type { ShellInfo } from '../../contract/shell.ts';
import type { Task } from '../../contract/task.ts';
import type { OfferedPaths } from '../../engine/offered-paths.ts';
import { knownTargets } from '../known-targets.ts';
import { listen, loopback } from '../listen.ts';
import { answerRequest } from './answer-request.ts';
import { EngineSockets, enginePath, refuseUpgrade } from './engine-sockets.ts';
import { refuseForeign, refuseStranger, type Refusal } from './guard.ts';
import { OpenPages } from './last-page.ts';
import { Roots } from './roots.ts';
import { Session } from './session.ts';
import { Uploads } from './uploads.ts';

export interface WebHostOptions {
  readonly engine: Caller;
  /** What the engine has been given to decide by: what is chosen in the page is offered here. */
  readonly offered: OfferedPaths;
  /** The folders, and the addresses in an object store, that may be chosen from. */
  readonly roots: readonly string[];
  /** The built window. */
  readonly rendererFolder: string;
  /** Left out or 0: any free one. */
  readonly port?: number;
  readonly sample?: string | undefined;
  /** The name the machine knows the person by; may be empty. */
  readonly user: string;
  /** The last page was closed while these go on. */
  readonly onLastPageClosed?: (running: readonly Task[], host: WebHost) => void;
}

export interface WebHost {
  readonly port: number;
  /** With the token: whoever opens it is let in. */
  readonly url: string;
  readonly workspace: string;
  readonly roots: readonly string[];
  /** An address for the command line of a browser: it lets in once, within a minute. */
  ticketUrl(): string;
  /** Breaks every connection and stops listening; the engine stays open. */
  close(): Promise<void>;
}

/** Throws INVALID_INPUT when the port is taken or may not be used, NOT_FOUND for a root that is not there. */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const { engine, offered, sample } = options;
  const roots = await Roots.open(options.roots.filter((root) => !isObjectUrl(root)));
  const objects = options.roots.filter(isObjectUrl);
  for (const address of objects) offered.offer(address);
  const { path: workspace, app_version } = await engine.call('workspace.get', {});
  const uploads = new Uploads(workspace);
  const loaded = async (): Promise<ReadonlySet<string>> => loadedPaths(await engine.call('load.list', {}));
  await uploads.sweep(await loaded());
  // So that what was loaded before this start, and the sample, can be loaded again.
  offered.offer(uploads.folder);
  if (sample !== undefined) offered.offer(dirname(sample));
  for (const target of await knownTargets(engine)) if (roots.has(target)) offered.offer(target);

  const server = createServer();
  // A large file over a slow tunnel takes longer than Node's five minutes; heads are still waited for no longer than one.
  server.requestTimeout = 0;
  const port = await listen(server, {
    host: loopback,
    port: options.port ?? 0,
    wayOn: 'Name another with --port, or leave it out to get any that is free.',
  });
  const session = new Session(port);
  const address = `http://${loopback}:${port}/`;
  const info: ShellInfo = {
    host: 'web',
    platform: platformName(),
    app_version,
    workspace,
    sample: sample ?? null,
    user: options.user,
    objects,
  };

  const pages = new OpenPages(engine, (running) => options.onLastPageClosed?.(running, host));
  const sockets = new EngineSockets(engine, pages);
  const served = {
    port,
    session,
    places: { info, roots, offered, uploads, loaded },
    rendererFolder: options.rendererFolder,
  };
  server.on('request', (request, response) => void answerRequest(request, response, served));
  server.on('upgrade', (request: IncomingMessage, socket, head) => {
    socket.on('error', () => socket.destroy());
    const refused = refuseForeign(request, port) ?? refuseStranger(request, session) ?? refuseElsewhere(request);
    if (refused === undefined) sockets.accept(request, socket, head);
    else refuseUpgrade(socket, refused);
  });

  const host: WebHost = {
    port,
    url: `${address}?token=${session.token}`,
    workspace,
    roots: [...roots.paths, ...objects],
    ticketUrl: () => `${address}?token=${session.issueTicket()}`,
    async close() {
      pages.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      sockets.closeAll();
      server.closeAllConnections();
      await closed;
      pages.stop();
    },
  };
  return host;
}

const loadedPaths = (loads: readonly Load[]): ReadonlySet<string> =>
  new Set(loads.flatMap(({ files }) => files.map(({ path }) => path)));

function refuseElsewhere(request: IncomingMessage): Refusal | undefined {
  if (request.url === enginePath) return undefined;
  return { status: 404, message: 'There is no engine at this address.' };
}

function platformName(): ShellInfo['platform'] {
  if (process.platform === 'darwin') return 'mac';
  return process.platform === 'win32' ? 'windows' : 'linux';
}
