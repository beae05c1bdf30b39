/**
 * The engine in a process of its own: opens the workspace main names, serves the page's ports, and ends when main says
 * so (Electron ends it when main is gone). Nothing of Electron but the shape of its ports is needed, so it runs under test with the real engine.
 */
import type { MessageEvent, MessagePortMain, ParentPort } from 'electron';
import { isDeskError, DeskError } from '../../contract/errors.ts';
import type { DeskEvent } from '../../contract/events.ts';
import type { Engine, EngineOptions } from '../../engine/engine.ts';
import type { ObjectStoreSettings } from '../../engine/object-store/settings.ts';
import { OfferedPaths } from '../../engine/offered-paths.ts';
import { knownTargets } from '../known-targets.ts';
import { overEmitter, type EmitterPort } from '../../transport/message-port.ts';
import { serve } from '../../transport/server.ts';
import { toEngineSchema, type EngineObjectStore, type FromEngine, type ToEngine } from './engine-control.ts';
import { mayShow } from './may-show.ts';

export interface EngineProcess {
  readonly parent: Pick<ParentPort, 'on' | 'postMessage'>;
  readonly createEngine: (options: EngineOptions) => Promise<Engine>;
  readonly appVersion: string;
  readonly memoryLimit: string | undefined;
  readonly exit: (code: number) => void;
}

export function runEngineProcess({ parent, createEngine, appVersion, memoryLimit, exit }: EngineProcess): void {
  const offered = new OfferedPaths();
  const tasks = new Set<string>();
  let engine: Engine | undefined;
  let workspace = '';
  const say = (message: FromEngine): void => parent.postMessage(message);

  const countTasks = (event: DeskEvent): void => {
    if (event.event !== 'task.changed') return;
    const before = tasks.size;
    if (event.task.state === 'running') tasks.add(event.task.task);
    else tasks.delete(event.task.task);
    if (tasks.size !== before) say({ kind: 'tasks', running: tasks.size });
  };

  const open = async (wish: Extract<ToEngine, { kind: 'open' }>): Promise<void> => {
    try {
      ({ workspace } = wish);
      for (const path of wish.offered) offered.offer(path);
      if (wish.object_store !== null) offered.offer(wish.object_store.address);
      engine = await createEngine({
        workspace,
        offered,
        appVersion,
        host: 'Bronze Desk',
        ...(wish.object_store === null ? {} : { objectStore: settingsOf(wish.object_store) }),
        ...(memoryLimit === undefined ? {} : { memoryLimit }),
      });
      engine.subscribe(countTasks);
      for (const target of await knownTargets(engine)) offered.offer(target);
      say({ kind: 'opened' });
    } catch (error) {
      const failure = isDeskError(error) ? error : unexpected(error);
      say({ kind: 'refused', failure: failure.toFailure() });
    }
  };

  const act = async (message: ToEngine, ports: readonly EmitterPort[]): Promise<void> => {
    switch (message.kind) {
      case 'open': {
        await open(message);
        return;
      }
      case 'serve':
        for (const port of ports) {
          if (engine === undefined) port.close();
          else serve(engine, overEmitter(port));
        }
        return;
      case 'offer':
        for (const path of message.paths) offered.offer(path);
        {
          say({ kind: 'answered', id: message.id, yes: true });
          return;
        }
      case 'may-show': {
        say({
          kind: 'answered',
          id: message.id,
          yes: mayShow(message.path, { workspace, offered }),
        });
        return;
      }
      case 'close':
        await engine?.close();
        exit(0);
    }
  };

  parent.on('message', ({ data, ports }: MessageEvent & { ports: MessagePortMain[] }) => {
    const parsed = toEngineSchema.safeParse(data);
    if (parsed.success) void act(parsed.data, ports);
  });
}

function settingsOf({ endpoint, region, credentials }: EngineObjectStore): ObjectStoreSettings {
  return {
    ...(endpoint === null ? {} : { endpoint }),
    ...(region === null ? {} : { region }),
    ...(credentials === null ? {} : { credentials: () => Promise.resolve(credentials) }),
  };
}

function unexpected(cause: unknown): DeskError {
  return new DeskError('INTERNAL', 'The workspace could not be opened, for a reason nobody foresaw.', undefined, {
    cause,
  });
}
