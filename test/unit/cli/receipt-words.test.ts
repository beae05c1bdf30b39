import pico from 'picocolors';
import { describe, expect, it } from 'vitest';
import type { Receipt } from '../../../electron/contract/load.ts';
import { equation, receiptWords } from '../../../electron/hosts/cli/receipt-words.ts';
import { receipt } from './shapes.ts';

const paint = pico.createColors(false);

describe('the receipt as an equation', () => {
  it.each<[string, Partial<Receipt>]>([
    ['4,999 records = 3,380 clean + 1,619 quarantined ✓', { records: 4999, clean: 3380, quarantined: 1619 }],
    ['1 record = 1 clean ✓', { records: 1, clean: 1 }],
    ['10 records + 2 rejects = 9 clean + 3 quarantined ✓', { records: 10, rejects: 2, clean: 9, quarantined: 3 }],
    [
      '10 records + 2 rejects + 1 repaired record − 1 repaired reject = 8 clean + 1 corrected + 1 waived + 1 excluded + 1 quarantined ✓',
      {
        records: 10,
        rejects: 2,
        repaired_records: 1,
        repaired_rejects: 1,
        clean: 8,
        corrected: 1,
        waived: 1,
        excluded: 1,
        quarantined: 1,
      },
    ],
    ['5 records = 4 clean ✗', { records: 5, clean: 4 }],
    ['4 records = 4 clean ✗', { records: 4, clean: 4, balanced: false }],
  ])('%s', (words, counts) => {
    expect(equation({ ...receipt, ...counts }, paint)).toBe(words);
  });

  it('counts rows where the source has no lines', () => {
    expect(receiptWords(receipt, 'csv', paint)).toContain('5 lines in the source');
    expect(receiptWords(receipt, 'parquet', paint)).toContain('5 rows in the source');
  });

  it('names the lines where it does not balance', () => {
    const problem = { message: 'two records fewer.', file: 'a.csv', first_line: 1001, last_line: 2000 };
    expect(receiptWords({ ...receipt, balanced: false, problem }, 'csv', paint)).toContain(
      'a.csv, lines 1,001 to 2,000',
    );
  });
});
