/** The receipt's terms, and the receipt on one line: `502 records + 12 rejects = 361 releasable + 153 quarantined ✓`. */
import type { Load, Receipt } from '../../../electron/contract/load.ts';
import { formatCount } from '../../ui/format.ts';
import { receiptTerms } from '../../ui/receipt.tsx';

type Terms = ReturnType<typeof receiptTerms>;

export const termsOf = (load: Load, receipt: Receipt): Terms => receiptTerms(receipt, load.checked_at !== null);

export function receiptWords(load: Load, receipt: Receipt): string {
  const { left, right } = termsOf(load, receipt);
  const side = (terms: Terms['left']): string =>
    terms.map(({ count, word }) => `${formatCount(count)} ${word}`).join(' + ');
  return `${side(left)} ${receipt.balanced ? '=' : '≠'} ${side(right)} ${receipt.balanced ? '✓' : '✕'}`;
}
