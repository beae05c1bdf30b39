/**
 * What a command works with: the engine, opened at its first call and closed after its last, the paths typed on the
 * command line offered to it, its progress drawn, Ctrl-C passed on.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { DeskError } from '../../contract/errors.ts';
import type { Input, Method, Output } from '../../contract/methods.ts';
import { isObjectUrl } from '../../contract/object-url.ts';
import type { Progress } from '../../contract/words.ts';
import { OfferedPaths } from '../../engine/offered-paths.ts';
import type { Io, OpenEngine } from './io.ts';
import type { Output as Printer } from './output.ts';
import { ProgressLine } from './progress.ts';
import type { Settings } from './settings.ts';
import { absolutePath, offeredPart } from './typed-path.ts';

/**
 * `existing`: there must be one already. `made`: created when missing. `scratch`: a passing one, removed afterwards.
 * `existing-or-scratch`: the one that is there, or a passing one in its place.
 */
export type WorkspaceNeed = 'existing' | 'made' | 'scratch' | 'existing-or-scratch';

export class Desk {
  readonly settings: Settings;
  readonly printer: Printer;
  readonly io: Omit<Io, 'stdout' | 'stderr'>;
  /** What the engine may read and write. */
  readonly offered = new OfferedPaths();
  readonly #command: string;
  readonly #need: WorkspaceNeed;
  readonly #progress: ProgressLine;
  #engine: OpenEngine | undefined;
  #fresh: string | undefined;
  readonly #atEnd: (() => Promise<void>)[] = [];

  constructor(io: Io, printer: Printer, settings: Settings, command: string, need: WorkspaceNeed) {
    this.settings = settings;
    this.printer = printer;
    this.io = io;
    this.#command = command;
    this.#need = need;
    this.#progress = new ProgressLine(io.stderr, printer.format);
  }

  /** A path as typed, made absolute. */
  path(typed: string): string {
    return absolutePath(typed, this.io.cwd);
  }

  /** Makes a typed path absolute and lets the engine at it. */
  offer(typed: string): string {
    const path = this.path(typed);
    this.offered.offer(offeredPart(path));
    return path;
  }

  /** `watch` is told of all progress, whatever is drawn of it. */
  async call<M extends Method>(method: M, input: Input<M>, watch?: (progress: Progress) => void): Promise<Output<M>> {
    this.#throwIfInterrupted();
    const engine = await this.open();
    try {
      return await engine.call(method, input, {
        signal: this.io.signal,
        onProgress: (progress) => {
          watch?.(progress);
          this.#report(progress);
        },
      });
    } finally {
      this.#progress.clear();
    }
  }

  /** Draws the progress of work that is not the engine's. */
  async follow<T>(work: (report: (progress: Progress) => void) => Promise<T>): Promise<T> {
    try {
      return await work((progress) => this.#report(progress));
    } finally {
      this.#progress.clear();
    }
  }

  /** The engine itself, for a command that hands it on. */
  async open(): Promise<OpenEngine> {
    return (this.#engine ??= await this.#open());
  }

  /** Lets others at the workspace while work goes on that is not the engine's; the next call opens it again. */
  async release(): Promise<void> {
    await this.#engine?.close();
    this.#engine = undefined;
  }

  /** Done when the command is over, before the engine is closed. */
  atEnd(work: () => Promise<void>): void {
    this.#atEnd.push(work);
  }

  /** Works in a new workspace beside `target`, or here where that is in an object store, which is removed again unless `keepWorkspace` is called. */
  async useFreshWorkspace(target: string): Promise<string> {
    const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
    const beside = isObjectUrl(target) ? join(this.io.cwd, basename(target)) : target;
    await makeFolder(dirname(beside), true);
    for (let attempt = 1; ; attempt += 1) {
      const path = `${beside}.workspace-${stamp}${attempt === 1 ? '' : `-${attempt}`}`;
      if (!existsSync(path) && (await makeFolder(path, false))) return (this.#fresh = path);
    }
  }

  keepWorkspace(): void {
    this.#fresh = undefined;
  }

  /** Waits for the checks that a change has set going behind, so that the load is not left stale. */
  async settle(): Promise<void> {
    const { signal } = this.io;
    const interrupted = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await Promise.race([this.#engine?.idle(), interrupted]);
    this.#throwIfInterrupted();
  }

  async close(): Promise<void> {
    this.#progress.clear();
    for (const work of this.#atEnd.splice(0)) await work();
    await this.#engine?.close();
    this.#engine = undefined;
    if (this.#fresh !== undefined) await rm(this.#fresh, { recursive: true, force: true });
  }

  async #open(): Promise<OpenEngine> {
    const { createEngine, appVersion, env } = this.io;
    const memoryLimit = env['BRONZE_DESK_MEMORY'];
    return await createEngine({
      workspace: this.#fresh ?? (await this.#workspace()),
      offered: this.offered,
      appVersion,
      host: `bronze-desk ${this.#command}`,
      objectStore: this.settings.objectStore,
      ...(memoryLimit === undefined || memoryLimit === '' ? {} : { memoryLimit }),
    });
  }

  async #workspace(): Promise<string> {
    const { workspace } = this.settings;
    const missing = !existsSync(workspace);
    if (this.#need === 'scratch' || (this.#need === 'existing-or-scratch' && missing))
      return (this.#fresh = await mkdtemp(join(tmpdir(), 'bronze-desk-')));
    if (this.#need === 'existing' && missing) {
      throw new DeskError(
        'NOT_FOUND',
        `There is no workspace at ${workspace}. Name one with --workspace DIR, or load something first: bronze-desk load FILE.`,
      );
    }
    return workspace;
  }

  #report(progress: Progress): void {
    if (!this.settings.quiet) this.#progress.report(progress);
  }

  #throwIfInterrupted(): void {
    if (this.io.signal.aborted) throw new DeskError('CANCELLED', 'Interrupted. What was finished before is kept.');
  }
}

/** False when `exclusive` creation found that somebody else had just made it. */
async function makeFolder(path: string, recursive: boolean): Promise<boolean> {
  try {
    await mkdir(path, { recursive });
    return true;
  } catch (error) {
    if (!recursive && error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw new DeskError(
      'TARGET_NOT_WRITABLE',
      `The folder ${path} cannot be created. Choose another target, or mend the permissions of the folder above it.`,
      undefined,
      { cause: error },
    );
  }
}
