/** What the grid asks the engine: windows of whole rows, and of ids alone. The same functions while the question is the same. */
import type { SortingState } from '@tanstack/react-table';
import { useMemo } from 'react';
import type { Column } from '../../../electron/contract/load.ts';
import type { Input } from '../../../electron/contract/methods.ts';
import type { DeskRecord } from '../../../electron/contract/record.ts';
import { useEngine } from '../../engine/engine-context.tsx';
import { sourceColumn } from '../../grid/grid-columns.ts';
import type { AskForRows } from '../../grid/row-windows.ts';
import type { ReviewFilter } from './review-filter.ts';

/** More of a value than any column shows; the inspector and the editor have all of it. */
const characters = 300;

interface RecordQuestions {
  readonly ask: AskForRows<DeskRecord>;
  readonly askIds: AskForRows<DeskRecord>;
  /** The same for the same records in the same order. */
  readonly question: string;
}

export function useRecordQuestions(
  load: string,
  columns: readonly Column[],
  { filter, sorting, visible }: { filter: ReviewFilter; sorting: SortingState; visible: readonly string[] },
): RecordQuestions {
  const link = useEngine();
  const sort = sorting.flatMap(({ id, desc }) => {
    const column = sourceColumn(columns, id)?.name;
    return column === undefined ? [] : [{ column, direction: desc ? ('desc' as const) : ('asc' as const) }];
  });
  const question = JSON.stringify({ filter: { ...filter, load }, sort });
  // Shown in another order they are the same columns.
  const shown = JSON.stringify(visible.toSorted());
  const ask = useMemo(
    (): AskForRows<DeskRecord> => (offset, limit, signal) =>
      link.call(
        'quarantine.window',
        { ...parse(question), columns: JSON.parse(shown) as string[], characters, offset, limit },
        { signal },
      ),
    [link, question, shown],
  );
  const askIds = useMemo(
    (): AskForRows<DeskRecord> => (offset, limit, signal) =>
      link.call('quarantine.window', { ...parse(question), columns: [], offset, limit }, { signal }),
    [link, question],
  );
  return { ask, askIds, question };
}

const parse = (question: string): Pick<Input<'quarantine.window'>, 'filter' | 'sort'> =>
  JSON.parse(question) as Pick<Input<'quarantine.window'>, 'filter' | 'sort'>;
