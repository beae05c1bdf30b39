/** What the streams of this engine said while this page was open: it outlives the place it is shown in. */
import type { DeskEvent } from '../../../../electron/contract/events.ts';
import { withReport, type Bin } from './stream-bins.ts';

export class StreamHistory {
  readonly #bins = new Map<string, readonly Bin[]>();
  readonly #listeners = new Set<() => void>();

  readonly hear = (event: DeskEvent): void => {
    if (event.event !== 'task.changed' || event.task.progress?.stream === undefined) return;
    const { stream: status, batches = [] } = event.task.progress;
    if (event.task.state !== 'running') return;
    this.#bins.set(status.stream, withReport(this.binsOf(status.stream), Date.now(), status, batches));
    for (const listener of this.#listeners) listener();
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly binsOf = (run: string): readonly Bin[] => this.#bins.get(run) ?? none;
}

const none: readonly Bin[] = [];
