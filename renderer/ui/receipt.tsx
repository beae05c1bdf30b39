/** The receipt as an equation: what came in is what is accounted for. When it does not balance it looks like it. */
import { Tooltip } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import type { Receipt } from '../../electron/contract/load.ts';
import classes from './receipt.module.css';
import { formatCount } from './format.ts';

interface Term {
  readonly count: number;
  readonly word: string;
  readonly meaning?: 'bad' | 'good';
}

/** Records and rejects on the left, what became of them on the right. Unchecked, nothing is known to be releasable. */
export function receiptTerms(receipt: Receipt, checked: boolean): { left: Term[]; right: Term[] } {
  const left: Term[] = [{ count: receipt.records, word: receipt.records === 1 ? 'record' : 'records' }];
  if (receipt.rejects > 0) left.push({ count: receipt.rejects, word: receipt.rejects === 1 ? 'reject' : 'rejects' });
  const added = receipt.repaired_records - receipt.repaired_rejects;
  if (added !== 0) left.push({ count: added, word: 'more from repairs' });
  const right: Term[] = [
    { count: receipt.clean + receipt.corrected + receipt.waived, word: checked ? 'releasable' : 'not checked' },
  ];
  right.push({
    count: receipt.quarantined,
    word: 'quarantined',
    ...(receipt.quarantined > 0 ? { meaning: 'bad' } : {}),
  });
  if (receipt.excluded > 0) right.push({ count: receipt.excluded, word: 'excluded' });
  return { left, right };
}

/** `checked`: whether anything can be said of what may be released. */
export function ReceiptEquation({ receipt, checked = true }: { receipt: Receipt; checked?: boolean }): ReactNode {
  const { left, right } = receiptTerms(receipt, checked);
  const verdict = receipt.balanced ? 'balanced' : 'does not balance';
  return (
    <Tooltip
      multiline
      maw={420}
      label={
        receipt.problem?.message ??
        `${formatCount(receipt.physical_lines)} physical lines: ${formatCount(receipt.record_lines)} of records and rejects, ${formatCount(receipt.non_record_lines)} others. Counted without the database’s parser.`
      }
    >
      <span
        className={classes['receipt']}
        data-balanced={receipt.balanced}
        tabIndex={0}
        aria-label={spoken(left, right, verdict)}
      >
        <Terms terms={left} />
        <span className={classes['sign']}>{receipt.balanced ? '=' : '≠'}</span>
        <Terms terms={right} />
        <span className={classes['verdict']}>
          {receipt.balanced ? '✓' : '✕'} {verdict}
        </span>
      </span>
    </Tooltip>
  );
}

function Terms({ terms }: { terms: readonly Term[] }): ReactNode {
  return terms.map(({ count, word, meaning }, index) => (
    <Fragment key={word}>
      {index > 0 && <span>+</span>}
      <span data-meaning={meaning}>
        <b>{formatCount(count)}</b> {word}
      </span>
    </Fragment>
  ));
}

function spoken(left: readonly Term[], right: readonly Term[], verdict: string): string {
  const side = (terms: readonly Term[]): string =>
    terms.map(({ count, word }) => `${formatCount(count)} ${word}`).join(' plus ');
  return `Receipt: ${side(left)} equals ${side(right)}, ${verdict}`;
}
