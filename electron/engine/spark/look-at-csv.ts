/** What a CSV file's first bytes tell a reader that will never see it in order. */
import type { CsvDialect } from '../intake/scan/csv-dialect.ts';
import { CsvScanner } from '../intake/scan/csv-scanner.ts';
import { lineModeOf } from '../intake/scan/line-mode.ts';
import type { LineMode } from '../intake/scan/csv-record.ts';

export interface CsvLook {
  /** The header as it stands in the file, without its line end; null where there is none. */
  readonly headerText: string | null;
  readonly columns: number;
  /** Line breaks inside quotes, as far as the head goes. */
  readonly quotedNewlines: number;
  readonly lineMode: LineMode;
}

export function lookAtCsv(head: Buffer, dialect: CsvDialect): CsvLook {
  let headerText: string | null = null;
  const scanner = new CsvScanner(dialect, {
    anchor: () => undefined,
    reject: () => undefined,
    nonRecord: (kind, bytes, start, next) => {
      if (kind === 'header') headerText = bytes.toString('utf8', start, next).replace(/\r?\n$/, '');
    },
  });
  scanner.push(head);
  const tally = scanner.end();
  return {
    headerText,
    columns: tally.columns,
    quotedNewlines: tally.quotedNewlines,
    lineMode: lineModeOf(head, dialect),
  };
}
