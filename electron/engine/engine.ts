/**
 * The engine: owns a workspace and answers the contract's calls, whichever host it lives in. Input is always parsed;
 * output is parsed too where `checkOutputs` is set, as tests and development do.
 */
import { z } from 'zod';
import type { Caller, CallOptions } from '../contract/caller.ts';
import { DeskError, isDeskError } from '../contract/errors.ts';
import type { DeskEvent } from '../contract/events.ts';
import { isMethod, methods, type Input, type Method, type Output, type ParsedInput } from '../contract/methods.ts';
import { removePartials } from './audit/partial-export.ts';
import type { CallContext, EngineContext, Handler } from './context.ts';
import { openStore } from './db/store.ts';
import { handlers } from './handlers.ts';
import { dropAllFetched } from './intake/fetch-objects.ts';
import { loadIds } from './intake/load-store.ts';
import { Metrics } from './metrics/metrics.ts';
import { ObjectStores } from './object-store/object-stores.ts';
import type { ObjectStoreSettings } from './object-store/settings.ts';
import type { OfferedPaths } from './offered-paths.ts';
import { settleUnfinishedPublishes, unfinishedPublishes } from './publish/recover.ts';
import { Rechecks } from './checks/recheck.ts';
import { withReviewTables } from './review/make-review-table.ts';
import { expireWaivers } from './review/waivers.ts';
import type { KafkaClient } from './stream/kafka/kafka-client.ts';
import { RunningStreams } from './stream/running-streams.ts';
import { TaskRegistry } from './tasks.ts';
import {
  clearInUse,
  explainInUse,
  noteInUse,
  prepareWorkspace,
  refuseIfGone,
  sweep,
  type Workspace,
} from './workspace.ts';
import type { Database } from './db/database.ts';

export interface EngineOptions {
  /** The workspace folder; created where it is missing. */
  readonly workspace: string;
  readonly offered: OfferedPaths;
  readonly appVersion: string;
  /** Who has the workspace open, in words for others: "bronze-desk ingest". */
  readonly host: string;
  readonly checkOutputs?: boolean;
  /** In DuckDB's notation. */
  readonly memoryLimit?: string;
  /** Left out: what the environment says. */
  readonly objectStore?: ObjectStoreSettings;
  /** Speaks Kafka's protocol; our own unless given. */
  readonly kafka?: KafkaClient;
}

export interface Engine extends Caller {
  /** Waits until no check is running behind. */
  idle(): Promise<void>;
  /** Cancels what runs, waits for it, and closes the store. */
  close(): Promise<void>;
}

const defaultMemoryLimit = '2GB';

/** The workspaces this process has open: DuckDB's lock keeps other processes out, but not ourselves. */
const openHere = new Set<string>();

/** Throws WORKSPACE_IN_USE, WORKSPACE_UNUSABLE, STORE_TOO_NEW, STORE_DAMAGED. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const workspace = await prepareWorkspace(options.workspace);
  if (openHere.has(workspace.path)) {
    throw new DeskError('WORKSPACE_IN_USE', `The workspace ${workspace.path} is already open in this program.`);
  }
  openHere.add(workspace.path);
  try {
    const db = await openWorkspaceStore(workspace, options);
    return await startEngine(workspace, db, options);
  } catch (error) {
    openHere.delete(workspace.path);
    throw error;
  }
}

async function openWorkspaceStore(workspace: Workspace, options: EngineOptions): Promise<Database> {
  try {
    return await openStore(workspace.store, {
      spillDirectory: workspace.spill,
      memoryLimit: options.memoryLimit ?? defaultMemoryLimit,
    });
  } catch (error) {
    throw await explainInUse(error, workspace);
  }
}

async function startEngine(workspace: Workspace, db: Database, options: EngineOptions): Promise<Engine> {
  const listeners = new Set<(event: DeskEvent) => void>();
  const emit = (event: DeskEvent): void => {
    for (const listener of listeners) {
      try {
        listener(event);
      } catch {
        // A listener's fault is its own: what the event tells of is done, and the caller who did it must hear so.
      }
    }
  };
  const metrics = new Metrics(options.appVersion);
  listeners.add((event) => metrics.heard(event));
  const tasks = new TaskRegistry((task) => emit({ event: 'task.changed', task }));
  const rechecks = new Rechecks();
  const context: EngineContext = {
    db,
    workspace,
    offered: options.offered,
    objectStores: new ObjectStores(options.objectStore),
    tasks,
    metrics,
    kafka: () => (options.kafka === undefined ? loadKafka() : Promise.resolve(options.kafka)),
    streams: new RunningStreams(),
    appVersion: options.appVersion,
    emit,
    recheckBehind: (load) => rechecks.schedule(load, context),
  };
  try {
    await noteInUse(workspace, options.host);
    await removePartials(workspace);
    await sweep(workspace, await db.read(loadIds), await db.read(unfinishedPublishes));
    await settleUnfinishedPublishes(context);
    await expireWaivers(context);
  } catch (error) {
    await db.close();
    throw error;
  }

  const running = new Set<Promise<unknown>>();
  let closing = false;

  async function call<M extends Method>(method: M, input: Input<M>, callOptions: CallOptions = {}): Promise<Output<M>> {
    if (closing) throw new DeskError('ENGINE_GONE', 'The engine has been closed.');
    const work = answer(context, method, input, callOptions, options.checkOutputs === true);
    running.add(work);
    try {
      return await work;
    } finally {
      running.delete(work);
    }
  }

  return {
    call,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    idle: () => rechecks.idle(),
    async close() {
      closing = true;
      tasks.cancelAll();
      await rechecks.stop();
      await Promise.allSettled(running);
      await context.objectStores.close();
      await dropAllFetched(context);
      await db.close();
      await clearInUse(workspace);
      openHere.delete(workspace.path);
    },
  };
}

/** Only once it is needed: no other work must wait for it. */
async function loadKafka(): Promise<KafkaClient> {
  return (await import('./stream/kafka/platformatic-client.ts')).platformaticClient;
}

async function answer<M extends Method>(
  context: EngineContext,
  method: M,
  input: Input<M>,
  options: CallOptions,
  checkOutputs: boolean,
): Promise<Output<M>> {
  try {
    const parsed = parseInput(method, input);
    refuseIfGone(context.workspace);
    const handler: Handler<M> = handlers[method];
    const invoke = (signal: AbortSignal | undefined, report: CallContext['report']): Promise<Output<M>> =>
      withReviewTables(context, () => handler(parsed, { ...context, signal, report }));
    const ignoreProgress = (): void => undefined;
    const output =
      methods[method].kind === 'task'
        ? await context.tasks.run(method, options.signal, options.onProgress, invoke)
        : await invoke(options.signal, options.onProgress ?? ignoreProgress);
    return checkOutputs ? (methods[method].output.parse(output) as Output<M>) : output;
  } catch (error) {
    // Whatever failed, failed for want of the folder where that went meanwhile.
    if (!isDeskError(error, 'CANCELLED')) refuseIfGone(context.workspace);
    if (isDeskError(error)) throw error;
    throw new DeskError(
      'INTERNAL',
      `Bronze Desk failed at ${method} in a way it should not. Nothing was half done; the workspace can be opened again.`,
      { method },
      { cause: error },
    );
  }
}

function parseInput<M extends Method>(method: M, input: Input<M>): ParsedInput<M> {
  if (!isMethod(method)) throw new DeskError('INVALID_INPUT', 'The engine has no such method.');
  const parsed = methods[method].input.safeParse(input);
  if (parsed.success) return parsed.data as ParsedInput<M>;
  const issues = parsed.error.issues.map((issue) => ({
    path: z.core.toDotPath(issue.path),
    message: issue.message,
  }));
  const first = issues[0];
  throw new DeskError(
    'INVALID_INPUT',
    `${method} was asked for wrongly${first === undefined ? '' : `: ${first.path === '' ? '' : `${first.path}: `}${first.message}`}.`,
    { issues },
  );
}
