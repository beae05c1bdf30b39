/** The ways a call can travel to the real engine, each in a workspace of its own that is removed afterwards. */
import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { Caller } from '../../electron/contract/caller.ts';
import { createEngine } from '../../electron/engine/engine.ts';
import { OfferedPaths } from '../../electron/engine/offered-paths.ts';
import { createClient } from '../../electron/transport/client.ts';
import { overEventTarget } from '../../electron/transport/message-port.ts';
import { overWebSocket } from '../../electron/transport/web-socket.ts';
import { startWebHost } from '../../electron/hosts/web/web-host.ts';
import { letIn } from '../support/web-page.ts';
import { serve } from '../../electron/transport/server.ts';

export interface Carried {
  readonly caller: Caller;
  /** A folder that has been offered to the engine. */
  readonly folder: string;
  readonly close: () => Promise<void>;
  /** Breaks the carrier while the engine lives; a carrier that cannot break has none. */
  readonly cut?: () => void;
}

export async function inProcess(): Promise<Carried> {
  return await openDesk();
}

async function openDesk(): Promise<Carried & { readonly offered: OfferedPaths }> {
  const root = await mkdtemp(join(tmpdir(), 'bronze-desk-contract-'));
  const folder = join(root, 'files');
  await mkdir(folder);
  const offered = new OfferedPaths();
  offered.offer(folder);
  const engine = await createEngine({
    workspace: join(root, 'workspace'),
    offered,
    appVersion: '0.0.0-test',
    host: 'the contract suite',
    checkOutputs: true,
  });
  return {
    caller: engine,
    folder,
    offered,
    close: async () => {
      await engine.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

export async function overMessageChannel(): Promise<Carried> {
  const { caller: engine, folder, close } = await inProcess();
  const { port1, port2 } = new MessageChannel();
  const near = overEventTarget(port1);
  const far = overEventTarget(port2);
  serve(engine, far);
  return {
    caller: createClient(near),
    folder,
    cut: () => far.close(),
    close: async () => {
      near.close();
      await close();
    },
  };
}

/** Through the web host, its guard and a real web socket. */
export async function overWebHost(): Promise<Carried> {
  const { caller: engine, folder, offered, close } = await openDesk();
  const host = await startWebHost({ engine, offered, roots: [folder], rendererFolder: folder, user: 'reviewer' });
  const socket = await (await letIn(host.url)).openEngine();
  return {
    caller: createClient(overWebSocket(socket)),
    folder,
    cut: () => socket.terminate(),
    close: async () => {
      await host.close();
      await close();
    },
  };
}
