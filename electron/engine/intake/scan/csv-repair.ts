import type { CsvDialect } from './csv-dialect.ts';
import { recordFields } from './csv-fields.ts';
import { CsvScanner } from './csv-scanner.ts';
import type { RejectReason } from './records.ts';

export type ParsedRecords =
  | { records: (string | null)[][] }
  | { problem: RejectReason; line: number; column: number | null; fields: number | null };

/** Reads text somebody repaired, under the scanner's own rules; the first problem wins (1-based line and field). No header. */
export function parseRecords(text: string, dialect: CsvDialect, columns: number): ParsedRecords {
  const body: CsvDialect = { ...dialect, header: false, skipLines: 0 };
  if (/\p{Surrogate}/u.test(text)) return { problem: 'lone_surrogate', line: 1, column: null, fields: null };
  const records: (string | null)[][] = [];
  const found: Extract<ParsedRecords, { problem: RejectReason }>[] = [];
  const scanner = new CsvScanner(
    body,
    {
      anchor: () => undefined,
      reject: ({ reason, line, column, fields }) => found.push({ problem: reason, line, column, fields }),
      record: (bytes, start, end) => records.push(recordFields(bytes.subarray(start, end), body)),
    },
    { expectedColumns: columns },
  );
  scanner.push(Buffer.from(text));
  scanner.end();
  return found[0] ?? { records };
}
