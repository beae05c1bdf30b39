/**
 * One life of the engine's process: forked, asked to open a workspace, handed ports and paths, and ended. Whatever was
 * asked of it is settled when it dies; ending it takes a bounded time.
 */
import type { MessagePortMain, UtilityProcess } from 'electron';
import { fromEngineSchema, type EngineObjectStore, type FromEngine, type ToEngine } from './engine-control.ts';
import type { Failure } from '../../contract/errors.ts';

export interface ChildEvents {
  readonly opened: () => void;
  /** The workspace cannot be opened; the process is well and waits to be closed. */
  readonly refused: (failure: Failure) => void;
  readonly tasks: (running: number) => void;
  readonly exited: (code: number) => void;
}

/** How long it may take to end what it does, and then how long to obey the system. */
const closeMs = 10_000;
const killMs = 2_000;

export class EngineChild {
  readonly #process: UtilityProcess;
  readonly #events: ChildEvents;
  readonly #killHard: (pid: number) => void;
  readonly #asked = new Map<number, (yes: boolean) => void>();
  readonly #exit: Promise<void>;
  #lastId = 0;
  #alive = true;

  constructor(process: UtilityProcess, events: ChildEvents, killHard: (pid: number) => void) {
    this.#process = process;
    this.#events = events;
    this.#killHard = killHard;
    process.on('message', (message: unknown) => {
      const parsed = fromEngineSchema.safeParse(message);
      if (parsed.success) this.#hear(parsed.data);
    });
    this.#exit = new Promise((resolve) => {
      process.once('exit', (code) => {
        this.#alive = false;
        for (const settle of this.#asked.values()) settle(false);
        this.#asked.clear();
        resolve();
        events.exited(code);
      });
    });
  }

  open(workspace: string, offered: readonly string[], objectStore: EngineObjectStore | null): void {
    this.#say({ kind: 'open', workspace, offered: [...offered], object_store: objectStore });
  }

  serve(port: MessagePortMain): void {
    this.#say({ kind: 'serve' }, [port]);
  }

  /** False when the process died before it could answer. */
  offer(paths: readonly string[]): Promise<boolean> {
    return this.#ask((id) => ({ kind: 'offer', id, paths: [...paths] }));
  }

  mayShow(path: string): Promise<boolean> {
    return this.#ask((id) => ({ kind: 'may-show', id, path }));
  }

  /** Asks it to end, then makes it. */
  async close(): Promise<void> {
    if (!this.#alive) return;
    const { pid } = this.#process;
    this.#say({ kind: 'close' });
    if (await this.#exitsWithin(closeMs)) return;
    this.#process.kill();
    if (await this.#exitsWithin(killMs)) return;
    if (pid !== undefined) this.#killHard(pid);
    await this.#exitsWithin(killMs);
  }

  async #exitsWithin(ms: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), ms);
    });
    const exited = await Promise.race([this.#exit.then(() => true), late]);
    clearTimeout(timer);
    return exited;
  }

  #ask(message: (id: number) => ToEngine): Promise<boolean> {
    if (!this.#alive) return Promise.resolve(false);
    const id = ++this.#lastId;
    const answered = new Promise<boolean>((resolve) => this.#asked.set(id, resolve));
    this.#say(message(id));
    return answered;
  }

  #say(message: ToEngine, ports: MessagePortMain[] = []): void {
    if (this.#alive) this.#process.postMessage(message, ports);
  }

  #hear(message: FromEngine): void {
    switch (message.kind) {
      case 'opened': {
        this.#events.opened();
        return;
      }
      case 'refused': {
        this.#events.refused(message.failure);
        return;
      }
      case 'tasks': {
        this.#events.tasks(message.running);
        return;
      }
      case 'answered':
        this.#asked.get(message.id)?.(message.yes);
        this.#asked.delete(message.id);
    }
  }
}
