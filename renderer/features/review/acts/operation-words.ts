/** Operations in a few words: `372 corrected`. */
import type { OperationKind } from '../../../../electron/contract/record.ts';
import { formatCount } from '../../../ui/format.ts';

const done: Readonly<Record<OperationKind, string>> = {
  correct: 'corrected',
  waive: 'waived',
  exclude: 'excluded',
  reinstate: 'reinstated',
  repair: 'repaired',
  undo: 'put back',
  redrive: 'redriven',
};

export function describeOperation({ kind, records }: { readonly kind: string; readonly records: number }): string {
  const word = isKind(kind) ? done[kind] : kind;
  return `${formatCount(records)} ${word}`;
}

const isKind = (kind: string): kind is OperationKind => Object.hasOwn(done, kind);
