import type { CsvDialect } from '../../../electron/engine/intake/scan/csv-dialect.ts';
import { recordFields } from '../../../electron/engine/intake/scan/csv-fields.ts';
import type { CsvScannerOptions, ScanTally } from '../../../electron/engine/intake/scan/csv-report.ts';
import { CsvScanner } from '../../../electron/engine/intake/scan/csv-scanner.ts';
import type { Anchor, Reject } from '../../../electron/engine/intake/scan/records.ts';

export const comma: CsvDialect = { delimiter: ',', quote: '"', escape: '"', header: true };

export interface Scanned {
  tally: ScanTally;
  anchors: Anchor[];
  rejects: Reject[];
  records: (string | null)[][];
  names: (string | null)[];
  /** Every emitted byte, in the order it was emitted. */
  emitted: Buffer;
}

/** Cuts at the given places (modulo the length), so that a random list of numbers is a random split. */
export function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...at, bytes.length].map((end, i) => bytes.subarray(at[i - 1] ?? 0, end));
}

export function scanCsv(
  input: string | Buffer,
  dialect: CsvDialect = comma,
  options: CsvScannerOptions & { cuts?: readonly number[] } = {},
): Scanned {
  const bytes = typeof input === 'string' ? Buffer.from(input) : input;
  const parts: Buffer[] = [];
  const seen: Omit<Scanned, 'tally' | 'emitted'> = { anchors: [], rejects: [], records: [], names: [] };
  const { cuts = [], ...rest } = options;
  const scanner = new CsvScanner(
    dialect,
    {
      anchor: (anchor) => seen.anchors.push(anchor),
      header: (names) => (seen.names = names),
      reject: (reject) => {
        seen.rejects.push(reject);
        parts.push(bytes.subarray(reject.offset, reject.offset + reject.length));
      },
      nonRecord: (_kind, buf, start, next) => parts.push(Buffer.from(buf.subarray(start, next))),
      record: (buf, start, end, next) => {
        seen.records.push(recordFields(buf.subarray(start, end), dialect));
        parts.push(Buffer.from(buf.subarray(start, next)));
      },
    },
    rest,
  );
  for (const part of cut(bytes, cuts)) scanner.push(part);
  return { tally: scanner.end(), ...seen, emitted: Buffer.concat(parts) };
}
