import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comma, scanCsv } from './scan-helpers.ts';

const reasons = (text: string | Buffer) => scanCsv(text).rejects.map(({ reason, line }) => `${line} ${reason}`);

/** Hostile text: every byte that means something, in any order. */
const hostile = fc
  .array(
    fc.constantFrom('a', '1', ',', '"', '""', '\n', '\r\n', '\r', ' ', ';', '\\', 'é', '\0', '\uFEFF', 'a,b\n', '"x",'),
    { maxLength: 40 },
  )
  .map((parts) => Buffer.from(parts.join('')));
const withBadBytes = fc.tuple(hostile, fc.array(fc.nat(), { maxLength: 2 })).map(([bytes, places]) => {
  const copy = Buffer.from(bytes);
  for (const place of places) if (copy.length > 0) copy[place % copy.length] = 0xe9;
  return copy;
});
const dialects = fc.record({
  delimiter: fc.constantFrom(',', ';'),
  quote: fc.constantFrom('"', '"', null),
  escape: fc.constantFrom('"', '\\'),
  header: fc.boolean(),
  skipLines: fc.constantFrom(0, 0, 1),
});

describe('what is a record', () => {
  it('counts a quoted line break as one record of two lines', () => {
    const { tally } = scanCsv('a,b\n1,"x\ny"\n');
    expect(tally).toMatchObject({ records: 1, physicalLines: 3, recordLines: 2, quotedNewlines: 1, headerLines: 1 });
  });
  it('counts CRLF inside quotes once', () => {
    expect(scanCsv('a,b\r\n1,"x\r\ny"\r\n').tally.physicalLines).toBe(3);
  });
  it('counts the last line without a line end', () => {
    expect(scanCsv('a\n1\n2').tally).toMatchObject({ records: 2, physicalLines: 3 });
  });
  it('passes by blank lines', () => {
    expect(scanCsv('a,b\n\n1,2\n\n').tally).toMatchObject({ records: 1, blankLines: 2, nonRecordLines: 3 });
  });
  it('reads a blank line of a one-column file as a null', () => {
    expect(scanCsv('a\nx\n\n""\n').records).toEqual([['x'], [null], ['']]);
  });
  it('reads a header of several lines', () => {
    expect(scanCsv('"a\nx",b\n1,2\n')).toMatchObject({ names: ['a\nx', 'b'], tally: { headerLines: 2, records: 1 } });
  });
  it('skips a byte order mark', () => {
    expect(scanCsv('\uFEFFa,b\n1,2\n').names).toEqual(['a', 'b']);
  });
  it('keeps a quote inside an unquoted field', () => {
    expect(scanCsv('a,b\nx"y,2\n').records).toEqual([['x"y', '2']]);
  });
  it('keeps a NUL byte', () => {
    expect(scanCsv('a,b\nx\0y,2\n').records).toEqual([['x\0y', '2']]);
  });
  it('takes a lone CR as data in a file of LF lines', () => {
    expect(scanCsv('a,b\nx\ry,2\n').records).toEqual([['x\ry', '2']]);
  });
  it('takes a lone CR as a line end when the first line ends so', () => {
    expect(scanCsv('a,b\r1,2\r3,4').tally).toMatchObject({ records: 2, physicalLines: 3, lineEnds: { cr: 2 } });
  });
  it('skips lines before the header', () => {
    expect(scanCsv('report "x\na,b\n1,2\n', { ...comma, skipLines: 1 }).names).toEqual(['a', 'b']);
  });
});

describe('what is a reject', () => {
  it('has too many fields', () => {
    expect(scanCsv('a,b\n1,2,3\n').rejects).toMatchObject([
      {
        reason: 'too_many_fields',
        line: 2,
        offset: 4,
        length: 6,
        fields: 3,
        expected: 2,
        column: 3,
        raw: Buffer.from('1,2,3'),
      },
    ]);
  });
  it('has too few fields', () => {
    expect(reasons('a,b\n1\n')).toEqual(['2 too_few_fields']);
  });
  it('has text after a closing quote, in its first line alone', () => {
    expect(scanCsv('a,b\n1,"ok"junk\n3,4\n')).toMatchObject({
      records: [['3', '4']],
      rejects: [{ reason: 'text_after_quote', column: 2 }],
    });
  });
  it('opens a quote it never closes, and the next records are kept', () => {
    expect(scanCsv('a,b\n1,"x\n3,4\n5,6\n')).toMatchObject({
      records: [
        ['3', '4'],
        ['5', '6'],
      ],
      rejects: [{ reason: 'unclosed_quote', line: 2, lastLine: 2 }],
    });
  });
  it('has bytes that are not UTF-8', () => {
    expect(reasons(Buffer.from('a,b\n1,caf\xe9\n1,2\n', 'latin1'))).toEqual(['2 invalid_encoding']);
  });
  it('is refused whole when its count is wrong over several lines', () => {
    expect(scanCsv('a,b\n1,"x\ny",3\n5,6\n').rejects).toMatchObject([{ line: 2, lastLine: 3 }]);
  });
  it('is longer than allowed: the start is kept and the length told', () => {
    const { rejects, records } = scanCsv('a,b\n123456789,1\n3,4\n', comma, { maxRecordBytes: 5 });
    expect({ rejects, records }).toMatchObject({
      records: [['3', '4']],
      rejects: [{ reason: 'record_too_long', length: 12, raw: Buffer.from('12345') }],
    });
  });
  it('carries the ordinal the next good record gets', () => {
    expect(scanCsv('a,b\n1,2\n3\n4,5\n').rejects[0]?.before).toBe(1);
  });
  it('leaves a header with a broken quote to count the columns', () => {
    expect(scanCsv('a,"b,c\n1,2,3\n').tally).toMatchObject({ headerProblem: 'unclosed_quote', columns: 3, records: 1 });
  });
});

describe('needs a clean copy', () => {
  it.each([
    ['rejects', 'a,b\n1\n'],
    ['mixed line ends', 'a,b\r\n1,2\n'],
    ['a lone CR', 'a,b\n1\r,2\n'],
    ['spaces around quotes', 'a,b\n1, "2"\n'],
    ['another line end inside the first quotes', '"a\r\nx",b\n1,2\n'],
    ['blank lines before the header', '\na,b\n1,2\n'],
  ])('%s', (_name, text) => {
    expect(scanCsv(text).tally.needsCleanCopy).toBe(true);
  });
  it('not for plain files with quoted line breaks and blank lines', () => {
    expect(scanCsv('\uFEFFa,b\n1,"x\r\n"\n\n').tally.needsCleanCopy).toBe(false);
  });
});

it('does not learn the line ends from a record too long to take, wherever the chunks are cut', () => {
  const bytes = Buffer.from('"a,b\n\uFEFFa?"\r\u00E9aa');
  const whole = scanCsv(bytes, undefined, { maxRecordBytes: 3 });
  expect(scanCsv(bytes, undefined, { cuts: [5], maxRecordBytes: 3 })).toEqual(whole);
});

describe('properties', () => {
  it('chunk boundaries change nothing', () => {
    fc.assert(
      fc.property(
        withBadBytes,
        dialects,
        fc.array(fc.nat(60), { maxLength: 12 }),
        fc.constantFrom(3, 8, 8 << 20),
        (bytes, dialect, cuts, maxRecordBytes) => {
          expect(scanCsv(bytes, dialect, { cuts, maxRecordBytes })).toEqual(
            scanCsv(bytes, dialect, { maxRecordBytes }),
          );
        },
      ),
      { numRuns: 3000 },
    );
  });
  it('every byte is one record, reject or other line', () => {
    fc.assert(
      fc.property(withBadBytes, dialects, fc.constantFrom(3, 8 << 20), (bytes, dialect, maxRecordBytes) => {
        expect(scanCsv(bytes, dialect, { maxRecordBytes }).emitted.equals(bytes)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
  it('physical lines are what an editor counts', () => {
    fc.assert(
      fc.property(
        hostile.filter((bytes) => !/\r(?!\n)/.test(bytes.toString())),
        (bytes) => {
          const text = bytes.toString().replace(/^\uFEFF/, '');
          const lines = text.split('\n').length - Number(text === '' || text.endsWith('\n'));
          expect(scanCsv(bytes).tally.physicalLines).toBe(lines);
        },
      ),
    );
  });
});
