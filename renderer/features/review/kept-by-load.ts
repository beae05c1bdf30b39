/** What is remembered of a load while the window is open, and never stands in the address or the browser's storage. */
import { useSyncExternalStore } from 'react';

interface Kept<Value> {
  readonly set: (loadId: string, value: Value) => void;
  readonly use: (loadId: string) => [Value, (value: Value) => void];
}

export function keptByLoad<Value>(atFirst: Value): Kept<Value> {
  const values = new Map<string, Value>();
  const listeners = new Set<() => void>();
  const set = (loadId: string, value: Value): void => {
    values.set(loadId, value);
    for (const listener of listeners) listener();
  };
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    set,
    use: (loadId) => {
      const value = useSyncExternalStore(subscribe, () => values.get(loadId) ?? atFirst);
      return [value, (next) => set(loadId, next)];
    },
  };
}
