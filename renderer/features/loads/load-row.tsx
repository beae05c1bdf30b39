/** One load in the list: what it is, where it stands, its receipt, who loaded it and when. */
import type { ReactNode } from 'react';
import type { Load } from '../../../electron/contract/load.ts';
import { useQuestion } from '../../engine/engine-context.tsx';
import { formatBytes, formatTime } from '../../ui/format.ts';
import { ListRow, RowStanding, type RowProps } from './list-row.tsx';
import { sourceName, stateOf } from './load-words.ts';
import { receiptWords } from './receipt-words.ts';

export function LoadRow({ load, ...row }: RowProps & { load: Load }): ReactNode {
  // A receipt is drawn afresh, never stored: asked only for the rows that are seen.
  const receipt = useQuestion('load.get', { load: load.id }, { keepLast: true }).data?.receipt;
  return (
    <ListRow
      {...row}
      name={sourceName(load)}
      standing={<RowStanding {...stateOf(load, receipt)} />}
      receipt={receipt === undefined ? '' : receiptWords(load, receipt)}
      facts={`${formatTime(load.loaded_at)} · ${load.loaded_by} · ${formatBytes(load.bytes)}`}
    />
  );
}
