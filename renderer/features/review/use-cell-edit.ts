/** A cell on its way to a new value: opened with the whole value and the version it was read at, handed on with a reason. */
import { useState } from 'react';
import type { DeskRecord } from '../../../electron/contract/record.ts';
import { useEngine } from '../../engine/engine-context.tsx';

export interface CellEdit {
  readonly recordId: string;
  readonly version: number;
  readonly columnId: string;
  readonly column: string;
  readonly value: string | null;
}

interface CellEditing {
  readonly edit: CellEdit | null;
  readonly error: unknown;
  readonly open: (record: DeskRecord, at: Pick<CellEdit, 'columnId' | 'column'>) => Promise<void>;
  readonly close: () => void;
}

export function useCellEdit(): CellEditing {
  const link = useEngine();
  const [edit, setEdit] = useState<CellEdit | null>(null);
  const [error, setError] = useState<unknown>(null);
  return {
    edit,
    error,
    open: async (record, at) => {
      setError(null);
      try {
        const whole =
          record.shortened?.includes(at.column) === true
            ? (await link.call('record.get', { record_id: record.record_id })).record
            : record;
        setEdit({
          ...at,
          recordId: whole.record_id,
          version: whole.version,
          value: whole.values[at.column] ?? null,
        });
      } catch (problem) {
        setError(problem);
      }
    },
    close: () => setEdit(null),
  };
}
