/** How a person likes the columns of such a file: kept on this machine, under a number made of the columns' names. */
import type {
  ColumnOrderState,
  ColumnPinningState,
  ColumnSizingState,
  ColumnVisibilityState,
  Updater,
} from '@tanstack/react-table';
import { useLocalStorage } from '@mantine/hooks';
import type { Column } from '../../electron/contract/load.ts';
import { lineColumn, stateColumn } from './grid-columns.ts';

export interface ColumnLayout {
  /** Empty: the usual order. */
  readonly order: ColumnOrderState;
  readonly pinning: ColumnPinningState;
  readonly sizing: ColumnSizingState;
  readonly visibility: ColumnVisibilityState;
}

const usualLayout: ColumnLayout = {
  order: [],
  pinning: { start: [lineColumn, stateColumn], end: [] },
  sizing: {},
  visibility: {},
};

export interface LayoutKeeping {
  readonly layout: ColumnLayout;
  readonly change: <Part extends keyof ColumnLayout>(part: Part, updater: Updater<ColumnLayout[Part]>) => void;
  readonly reset: () => void;
}

export function useColumnLayout(columns: readonly Column[]): LayoutKeeping {
  const [layout, setLayout, forget] = useLocalStorage<ColumnLayout>({
    key: `bronze-desk.columns.${hashOf(columns.map(({ name }) => name).join('\u0000'))}`,
    defaultValue: usualLayout,
    getInitialValueInEffect: false,
  });
  return {
    layout,
    change: (part, updater) =>
      setLayout((before) => ({
        ...before,
        [part]: typeof updater === 'function' ? updater(before[part]) : updater,
      })),
    reset: forget,
  };
}

/** FNV-1a: short, and does not give the names away. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}
