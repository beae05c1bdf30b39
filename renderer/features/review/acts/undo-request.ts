/** An undo asked for somewhere else than at the undo button, such as in a notice: the button's dialog answers it. */
import { useSyncExternalStore } from 'react';

let requested: string | null = null;
const listeners = new Set<() => void>();

/** Null withdraws the request. */
export function requestUndo(operation: string | null): void {
  requested = operation;
  for (const listener of listeners) listener();
}

export const useRequestedUndo = (): string | null => useSyncExternalStore(subscribe, () => requested);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
