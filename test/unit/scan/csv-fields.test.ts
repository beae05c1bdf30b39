import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCsvField, encodeCsvRecord, recordFields } from '../../../electron/engine/intake/scan/csv-fields.ts';
import { parseRecords } from '../../../electron/engine/intake/scan/csv-repair.ts';
import { comma, scanCsv } from './scan-helpers.ts';

const cell = fc.option(
  fc.oneof(
    fc.string(),
    fc
      .array(fc.constantFrom('a', ',', '"', '\n', '\r', '\r\n', ' ', '\\', 'é', '#', '\0'), { maxLength: 6 })
      .map((x) => x.join('')),
  ),
);

describe('recordFields', () => {
  it.each([
    ['a,,""', comma, ['a', null, '']],
    ['"x""y",z', comma, ['x"y', 'z']],
    ['1, "a,b" ,2', comma, ['1', 'a,b', '2']],
    ['1,', comma, ['1', null]],
    ['', comma, [null]],
    ['"x\\"y\\\\";b\\', { ...comma, delimiter: ';', escape: '\\' }, ['x"y\\', 'b\\']],
    ['"a;b', { ...comma, delimiter: ';', quote: null, escape: null }, ['"a', 'b']],
  ])('%s', (text, dialect, fields) => {
    expect(recordFields(Buffer.from(text), dialect)).toEqual(fields);
  });
});

describe('encoding', () => {
  it('tells null from empty', () => {
    expect([encodeCsvField(null), encodeCsvField('')]).toEqual(['', '""']);
  });
  it('comes back equal through the scanner', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 4 })
          .chain((n) => fc.array(fc.array(cell, { minLength: n, maxLength: n }), { minLength: 1, maxLength: 8 })),
        (rows) => {
          const header = rows[0]!.map((_, i) => `c${i}`);
          const scanned = scanCsv([header, ...rows].map(encodeCsvRecord).join(''));
          expect(scanned).toMatchObject({ records: rows, rejects: [], tally: { needsCleanCopy: false } });
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('parseRecords', () => {
  it('reads several repaired records', () => {
    expect(parseRecords('1,2\n3,"4"', comma, 2)).toEqual({
      records: [
        ['1', '2'],
        ['3', '4'],
      ],
    });
  });
  it('names what is wrong and where', () => {
    expect(parseRecords('1,2\n3,"4"x', comma, 2)).toEqual({
      problem: 'text_after_quote',
      line: 2,
      column: 2,
      fields: null,
    });
  });
  it('refuses half a surrogate pair', () => {
    expect(parseRecords('1,\ud800', comma, 2)).toMatchObject({ problem: 'lone_surrogate' });
  });
});
