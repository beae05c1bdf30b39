/** The receipt as a person checks it: an equation. */
import type { Load, Receipt } from '../../contract/load.ts';
import type { Paint } from './output.ts';
import { counted, number } from './text.ts';

/** For example `4,999 records = 3,380 clean + 1,619 quarantined ✓`. */
export function equation(receipt: Receipt, paint: Paint): string {
  const came = [
    counted(receipt.records, 'record'),
    ...some(receipt.rejects, 'reject'),
    ...some(receipt.repaired_records, 'repaired record'),
  ].join(' + ');
  const repaired = receipt.repaired_rejects === 0 ? '' : ` − ${counted(receipt.repaired_rejects, 'repaired reject')}`;
  const became = [
    `${number(receipt.clean)} clean`,
    ...named(receipt.corrected, 'corrected'),
    ...named(receipt.waived, 'waived'),
    ...named(receipt.excluded, 'excluded'),
    ...named(receipt.quarantined, 'quarantined'),
  ].join(' + ');
  const mark = receipt.balanced && addsUp(receipt) ? paint.green('✓') : paint.red('✗');
  return `${came}${repaired} = ${became} ${mark}`;
}

/** The equation, the lines behind it, and what a reader should know. */
export function receiptWords(receipt: Receipt, format: Load['format'], paint: Paint): string {
  const unit = format === 'parquet' ? 'row' : 'line';
  const lines = [
    equation(receipt, paint),
    `${counted(receipt.physical_lines, unit)} in the source = ${number(receipt.record_lines)} of records and rejects + ${number(receipt.non_record_lines)} of neither`,
    ...receipt.notes.map((note) => `Note: ${note}`),
  ];
  if (receipt.problem !== null) {
    const { message, file, first_line, last_line } = receipt.problem;
    lines.push(
      paint.red(
        `The receipt does not balance: ${message} (${file}, ${unit}s ${number(first_line)} to ${number(last_line)})`,
      ),
    );
  }
  return lines.join('\n');
}

export function addsUp(receipt: Receipt): boolean {
  const came = receipt.records + receipt.rejects + receipt.repaired_records - receipt.repaired_rejects;
  const became = receipt.clean + receipt.corrected + receipt.waived + receipt.excluded + receipt.quarantined;
  return came === became;
}

function some(count: number, what: string): string[] {
  return count === 0 ? [] : [counted(count, what)];
}

function named(count: number, what: string): string[] {
  return count === 0 ? [] : [`${number(count)} ${what}`];
}
