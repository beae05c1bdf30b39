/**
 * The engine over the lives of its processes: when one dies it is started again in a fresh one, a little later each
 * time; after three deaths within a few minutes it stays down until a person decides.
 */
import type { MessageChannelMain, MessagePortMain, UtilityProcess } from 'electron';
import type { Failure } from '../../contract/errors.ts';
import { CrashCount } from './crash-count.ts';
import { EngineChild } from './engine-child.ts';
import type { EngineObjectStore } from './engine-control.ts';

/** Why the work cannot go on until a person decides. */
export type Stopped =
  | { readonly why: 'engine-crashed' | 'page-crashed'; readonly times: number }
  | { readonly why: 'refused'; readonly failure: Failure };

export interface EngineParts {
  readonly fork: () => UtilityProcess;
  readonly createChannel: () => MessageChannelMain;
  readonly killHard: (pid: number) => void;
  /** The one a person has chosen, with its keys; asked for each process. */
  readonly objectStore: () => EngineObjectStore | null;
  /** The page's end of a channel to an engine that is open. */
  readonly deliver: (port: MessagePortMain) => void;
  readonly stopped: (stopped: Stopped) => void;
}

const waitsMs = [250, 1_000] as const;

export class EngineLife {
  readonly #parts: EngineParts;
  /** Everything a person has chosen since the program started; a fresh process knows of none of it. */
  readonly #offered = new Set<string>();
  #child: EngineChild | undefined;
  #state: 'down' | 'opening' | 'open' | 'waiting' | 'closing' = 'down';
  #workspace = '';
  readonly #crashes = new CrashCount();
  #pageReady = false;
  #running = 0;
  #restart: NodeJS.Timeout | undefined;

  constructor(parts: EngineParts) {
    this.#parts = parts;
  }

  get running(): number {
    return this.#running;
  }

  /** Opens a workspace, or the same one again after a person has decided so. The one before must be closed. */
  start(workspace: string): void {
    this.#workspace = workspace;
    this.#crashes.forget();
    this.#spawn();
  }

  /** From now on the page is given a port whenever the engine is open: at once, and after each restart. */
  pageReady(): void {
    this.#pageReady = true;
    if (this.#state === 'open') this.#deliverPort();
  }

  pageLeft(): void {
    this.#pageReady = false;
  }

  /** Resolves when the engine knows of them, or will know when it has started again. */
  async offer(paths: readonly string[]): Promise<void> {
    for (const path of paths) this.#offered.add(path);
    await this.#child?.offer(paths);
  }

  async mayShow(path: string): Promise<boolean> {
    return (await this.#child?.mayShow(path)) === true;
  }

  /** Ends the process within a bounded time. */
  async close(): Promise<void> {
    clearTimeout(this.#restart);
    this.#state = 'closing';
    await this.#child?.close();
    this.#rest();
  }

  #spawn(): void {
    this.#state = 'opening';
    const child: EngineChild = new EngineChild(
      this.#parts.fork(),
      {
        opened: () => {
          this.#state = 'open';
          if (this.#pageReady) this.#deliverPort();
        },
        refused: (failure) => void this.#refused(failure),
        tasks: (running) => {
          this.#running = running;
        },
        exited: () => {
          if (this.#child === child) this.#exited();
        },
      },
      this.#parts.killHard,
    );
    this.#child = child;
    child.open(this.#workspace, [...this.#offered], this.#parts.objectStore());
  }

  async #refused(failure: Failure): Promise<void> {
    await this.close();
    this.#parts.stopped({ why: 'refused', failure });
  }

  /** Whatever its code: a process that was not asked to end has crashed. */
  #exited(): void {
    this.#running = 0;
    this.#child = undefined;
    if (this.#state === 'closing') return;
    const times = this.#crashes.add();
    if (this.#crashes.enough) {
      this.#rest();
      this.#parts.stopped({ why: 'engine-crashed', times });
      return;
    }
    this.#state = 'waiting';
    this.#restart = setTimeout(() => this.#spawn(), waitsMs[times - 1]);
  }

  #rest(): void {
    this.#state = 'down';
    this.#child = undefined;
    this.#running = 0;
  }

  #deliverPort(): void {
    const { port1, port2 } = this.#parts.createChannel();
    this.#child?.serve(port1);
    this.#parts.deliver(port2);
  }
}
