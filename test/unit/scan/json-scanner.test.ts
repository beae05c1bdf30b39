import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonScanner } from '../../../electron/engine/intake/scan/json-scanner.ts';
import type { Anchor, Reject } from '../../../electron/engine/intake/scan/records.ts';
import { cut } from './scan-helpers.ts';

type Shape = 'lines' | 'array';

function scan(shape: Shape, input: string | Buffer, cuts: readonly number[] = [], maxRecordBytes = 8 << 20) {
  const bytes = typeof input === 'string' ? Buffer.from(input) : input;
  const rows: Record<string, string | null>[] = [];
  const rejects: Reject[] = [];
  const anchors: Anchor[] = [];
  const covered: [number, number][] = [];
  const scanner = new JsonScanner(
    shape,
    {
      anchor: (anchor) => anchors.push(anchor),
      reject: (reject) => {
        rejects.push(reject);
        covered.push([reject.offset, reject.offset + reject.length]);
      },
      row: (keys, values, start, end) => {
        rows.push(Object.fromEntries(keys.map((key, i) => [key, values[i] ?? null])));
        covered.push([start, end]);
      },
    },
    { maxRecordBytes },
  );
  for (const part of cut(bytes, cuts)) scanner.push(part);
  return { tally: scanner.end(), rows, rejects, anchors, covered };
}
const reasons = (shape: Shape, text: string | Buffer) =>
  scan(shape, text).rejects.map(({ line, reason }) => `${line} ${reason}`);

describe('values', () => {
  it.each([
    ['1.10', '1.10'],
    ['1e3', '1e3'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
    ['-0', '-0'],
    ['true', 'true'],
    ['null', null],
    ['"a\\n\\u00e9\\"\\\\"', 'a\né"\\'],
    ['"\\ud83d\\ude00"', '😀'],
    ['{"b": [1, {"c":2}]}', '{"b": [1, {"c":2}]}'],
    ['[ ]', '[ ]'],
    ['""', ''],
  ])('%s', (source, value) => {
    expect(scan('lines', `{"a": ${source} }`).rows).toEqual([{ a: value }]);
  });
  it('keeps the same key array while the keys do not change', () => {
    const seen: (readonly string[])[] = [];
    const scanner = new JsonScanner('lines', {
      anchor: () => undefined,
      reject: () => undefined,
      row: (keys) => seen.push(keys),
    });
    scanner.push(Buffer.from('{"a":1,"b":2}\n{"a":3,"b":4}\n{"b":1}\n'));
    expect(scanner.end().keys).toEqual(['a', 'b']);
    expect([seen[0] === seen[1], seen[2]]).toEqual([true, ['b']]);
  });
});

describe('lines', () => {
  it.each([
    ['{"a":1', 'truncated'],
    ['{"a":01}', 'not_json'],
    ["{'a':1}", 'not_json'],
    ['{"a":NaN}', 'not_json'],
    ['{"a":1,}', 'not_json'],
    ['{"a":"\t"}', 'not_json'],
    ['{"a":"\\x"}', 'not_json'],
    ['{"a":[1,{"b":2]}', 'not_json'],
    ['[1]', 'not_an_object'],
    ['7', 'not_an_object'],
    ['{"a":1,"a":2}', 'duplicate_key'],
    ['{"a":1,"\\u0061":2}', 'duplicate_key'],
    ['{"a":"\\ud800"}', 'lone_surrogate'],
    ['{"a":1} x', 'trailing_text'],
    ['hello', 'not_json'],
  ])('%s is a reject: %s', (line, reason) => {
    expect(scan('lines', `{"a":0}\n${line}\n{"a":9}\n`)).toMatchObject({
      rows: [{ a: '0' }, { a: '9' }],
      rejects: [{ reason, line: 2, offset: 8, length: line.length + 1, raw: Buffer.from(line), before: 1 }],
    });
  });
  it('passes by blank lines and takes CRLF', () => {
    expect(scan('lines', '\r\n{"a":1}\r\n  \n{"a":2}').tally).toMatchObject({
      records: 2,
      physicalLines: 4,
      blankLines: 2,
      nonRecordLines: 2,
    });
  });
  it('refuses bytes that are not UTF-8', () => {
    expect(reasons('lines', Buffer.from('{"a":"\xe9"}\n{"a":1}', 'latin1'))).toEqual(['1 invalid_encoding']);
  });
  it('refuses a line that is too long and goes on', () => {
    const { rows, rejects } = scan('lines', '{"a":"xxxxxxxxxxxx"}\n{"a":1}\n', [], 10);
    expect({ rows, rejects }).toMatchObject({
      rows: [{ a: '1' }],
      rejects: [{ reason: 'record_too_long', length: 21 }],
    });
  });
});

describe('an array', () => {
  const pretty = '[\n  {\n    "a": 1\n  },\n  {\n    "a": 2\n  }\n]\n';
  it('pretty-printed: records of several lines', () => {
    expect(scan('array', pretty)).toMatchObject({
      rows: [{ a: '1' }, { a: '2' }],
      anchors: [
        { line: 2, span: 3 },
        { line: 5, span: 3 },
      ],
      tally: { physicalLines: 8, recordLines: 6, nonRecordLines: 2, complete: true },
    });
  });
  it('on one line', () => {
    expect(scan('array', '[{"a":1},{"a":2}]').tally).toMatchObject({ records: 2, physicalLines: 1, recordLines: 1 });
  });
  it('refuses a malformed element whose brackets balance', () => {
    expect(scan('array', '[{"a":1},{"a":NaN},{"a":3}]')).toMatchObject({
      rows: [{ a: '1' }, { a: '3' }],
      rejects: [{ raw: Buffer.from('{"a":NaN}') }],
    });
  });
  it('finds the next element after one that never closes', () => {
    const { rows, rejects } = scan('array', '[\n  {"a": "x\n  },\n  {"a": 2}\n]');
    expect({ rows, rejects }).toMatchObject({ rows: [{ a: '2' }], rejects: [{ line: 2, lastLine: 3 }] });
  });
  it('refuses the rest of the file when it cannot go on', () => {
    expect(scan('array', '[{"a":1},{"a":"x},{"a":2}]')).toMatchObject({
      rows: [{ a: '1' }],
      rejects: [{ raw: Buffer.from('{"a":"x},{"a":2}]') }],
    });
  });
  it('keeps what a truncated array holds', () => {
    expect(scan('array', '[{"a":1},{"a":')).toMatchObject({
      rows: [{ a: '1' }],
      rejects: [{ reason: 'truncated' }],
      tally: { complete: false },
    });
  });
  it.each([
    ['[1,{"a":1}]', ['1 not_an_object']],
    ['[{"a":1}]\nx', ['2 trailing_text']],
    ['hello', ['1 not_an_array']],
    ['[{"a":1},]', []],
    ['{"a":1}', []],
    ['[]', []],
  ])('%s', (text, found) => {
    expect(reasons('array', text)).toEqual(found);
  });
});

describe('properties', () => {
  const bits = fc.constantFrom(
    '{"a":1}',
    '{"a":"x\\n"}',
    '{"b":[{"c":"é"}]}',
    '{',
    '}',
    '[',
    ']',
    ',',
    ',\n',
    '\n',
    '\r\n',
    ' ',
    '"',
    '\\',
    '1',
    'tru',
    'null',
    '{"a":NaN}',
    '\n  {',
    '\\ud800',
  );
  const text = fc
    .tuple(fc.constantFrom('', '[', '[\n  {"a":0},\n'), fc.array(bits, { maxLength: 25 }), fc.boolean())
    .map(([start, parts, bad]) =>
      Buffer.concat([
        Buffer.from(start + parts.join('')),
        Buffer.from(bad ? [0xe9] : []),
        Buffer.from(bad ? parts.join('') : ''),
      ]),
    );
  const shape = fc.constantFrom<Shape>('lines', 'array');

  it('chunk boundaries change nothing', () => {
    fc.assert(
      fc.property(
        shape,
        text,
        fc.array(fc.nat(120), { maxLength: 12 }),
        fc.constantFrom(5, 12, 8 << 20),
        (kind, bytes, cuts, max) => {
          expect(scan(kind, bytes, cuts, max)).toEqual(scan(kind, bytes, [], max));
        },
      ),
      { numRuns: 4000 },
    );
  });
  it('outside records and rejects there is nothing but brackets, commas and space', () => {
    fc.assert(
      fc.property(shape, text, fc.constantFrom(5, 8 << 20), (kind, bytes, max) => {
        const { covered } = scan(kind, bytes, [], max);
        const gaps = [...covered, [bytes.length, 0] as const].map(([start], i) =>
          bytes.toString('latin1', covered[i - 1]?.[1] ?? 0, start),
        );
        expect(gaps.join('')).toMatch(kind === 'lines' ? /^\s*$/ : /^[\s[\],]*$/);
      }),
      { numRuns: 4000 },
    );
  });
  it('physical lines are what an editor counts', () => {
    fc.assert(
      fc.property(shape, text, (kind, bytes) => {
        const lines = bytes.toString('latin1').split('\n');
        expect(scan(kind, bytes).tally.physicalLines).toBe(lines.at(-1) === '' ? lines.length - 1 : lines.length);
      }),
    );
  });
  it('agrees with JSON.parse on strings and keys', () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.option(fc.string({ unit: 'grapheme' })))),
        fc.constantFrom(undefined, 2),
        (objects, indent) => {
          const rows = objects.map((object) => ({ ...object }));
          expect(scan('array', JSON.stringify(objects, null, indent)).rows).toEqual(rows);
        },
      ),
    );
  });
});
