/** Where the web shell's question "which files?" meets the picker that answers it. */
import { useSyncExternalStore, type ReactNode } from 'react';
import type { PickRequest } from '../../electron/contract/shell.ts';
import { FolderPicker } from './folder-picker.tsx';

interface Pending {
  readonly request: PickRequest;
  readonly answer: (paths: string[]) => void;
}

/** One question at a time: a second one ends the first without an answer. */
export class Picking {
  #pending: Pending | null = null;
  readonly #listeners = new Set<() => void>();

  readonly choose = (request: PickRequest): Promise<string[]> =>
    new Promise((resolve) => {
      this.#pending?.answer([]);
      this.#become({
        request,
        answer: (paths) => {
          this.#become(null);
          resolve(paths);
        },
      });
    });

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly pending = (): Pending | null => this.#pending;

  #become(pending: Pending | null): void {
    this.#pending = pending;
    for (const listener of this.#listeners) listener();
  }
}

export function PickingDialog({ picking }: { picking: Picking }): ReactNode {
  const pending = useSyncExternalStore(picking.subscribe, picking.pending);
  return pending === null ? null : <FolderPicker request={pending.request} onDone={pending.answer} />;
}
