/** What cannot be a record is kept as it is: its bytes, its line, its offset. Good records around it are untouched. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Source } from '../../../electron/contract/load.ts';
import { makeDesk, openDesk, type Desk } from '../../support/open-desk.ts';

let desk: Desk;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ desk, close } = await makeDesk());
});
afterAll(() => close());

const megabytes = (count: number): string => 'x'.repeat(count * 1024 * 1024);

interface Case {
  readonly name: string;
  /** Source lines; the rejected ones are marked with the reason expected of them. */
  readonly lines: readonly (string | Buffer | { readonly reject: string | Buffer; readonly reason: RegExp })[];
  readonly source?: Partial<Source>;
}

const cases: Case[] = [
  {
    name: 'ragged.csv',
    lines: [
      'a,b',
      '1,2',
      { reject: '3', reason: /1 field where 2/ },
      { reject: '4,5,6', reason: /3 fields where 2/ },
      '7,8',
    ],
  },
  {
    name: 'junk.csv',
    lines: ['a,b', '1,2', { reject: '"ok"junk,2', reason: /after a closing quote/ }, '"3",4'],
  },
  {
    name: 'unclosed.csv',
    lines: ['a,b', '1,2', { reject: '3,"never closed', reason: /never closed/ }, '5,6', '7,8'],
  },
  {
    name: 'bytes.csv',
    lines: ['a,b', 'é,ü', { reject: Buffer.from([0x63, 0xe9, 0x2c, 0x33]), reason: /not valid UTF-8/ }, '5,6'],
    source: { encoding: 'utf-8' },
  },
  {
    name: 'long.csv',
    lines: ['a,b', '1,2', { reject: `${megabytes(8)}xx,y`, reason: /longer than a record may be \(8 MiB\)/ }, '3,4'],
  },
  {
    name: 'bad.jsonl',
    lines: [
      '{"a":1}',
      { reject: '{"a":', reason: /stops before/ },
      { reject: '[1]', reason: /not an object/ },
      { reject: '{"a":1,"a":2}', reason: /same key twice/ },
      { reject: Buffer.from([0x7b, 0xe9, 0x7d]), reason: /not valid UTF-8/ },
      '{"a":2}',
    ],
    source: { encoding: 'utf-8' },
  },
];

const bytesOf = (line: Case['lines'][number]): Buffer =>
  Buffer.from(typeof line === 'string' ? line : Buffer.isBuffer(line) ? line : line.reject);

it.each(cases)('$name', async ({ name, lines, source }) => {
  const text = Buffer.concat(lines.flatMap((line) => [bytesOf(line), Buffer.from('\n')]));
  const expected: object[] = [];
  let offset = 0;
  for (const [index, line] of lines.entries()) {
    const raw = bytesOf(line);
    if (typeof line === 'object' && 'reject' in line) {
      const reason = expect.stringMatching(line.reason) as string;
      // Of what is too long to hold only the beginning is kept.
      const kept = raw.subarray(0, 8 * 1024 * 1024);
      expected.push({ source_line: index + 1, last_line: index + 1, byte_offset: offset, raw: kept.length, reason });
      expect(kept.length).toBeGreaterThan(0);
    }
    offset += raw.length + 1;
  }
  const { load, receipt } = await desk.loadText(name, text, source);
  const { rows } = await desk.engine.call('quarantine.rejects', { load: load.id });
  const raws = lines.flatMap((line) => (typeof line === 'object' && 'reject' in line ? [bytesOf(line)] : []));
  expect(rows.map((row) => ({ ...row, raw: Buffer.from(row.raw_base64, 'base64').length }))).toMatchObject(expected);
  rows.forEach((row, index) => {
    const kept = raws[index]?.subarray(0, 8 * 1024 * 1024);
    expect(Buffer.from(row.raw_base64, 'base64').equals(kept ?? Buffer.alloc(0))).toBe(true);
  });
  const records = lines.length - expected.length - (load.format === 'csv' ? 1 : 0);
  expect(receipt).toMatchObject({
    physical_lines: lines.length,
    records,
    rejects: expected.length,
    reject_lines: expected.length,
    quarantined: expected.length,
    clean: records,
    balanced: true,
  });
});

it('the receipt notes blank lines, mixed line ends and line breaks in quotes', async () => {
  const { receipt } = await desk.loadText('mixed.csv', 'a,b\r\n1,2\n\n3,"x\ny"\r\n');
  expect(receipt).toMatchObject({ records: 2, rejects: 0, physical_lines: 5, non_record_lines: 2, balanced: true });
  expect(receipt.notes).toEqual([
    '1 blank line held no record.',
    'Line ends are mixed: 2 LF, 2 CRLF, 0 CR.',
    '1 line break stood inside quoted values and was kept.',
  ]);
});

it.each([
  [
    'x,y\nJohn,Smith\n',
    undefined,
    ['Line 1 was taken for the header by guess; say whether the first line names the columns if that is wrong.'],
  ],
  [
    'Smith John,Cardiology\nDoe Ann,Surgery\n',
    undefined,
    ['Line 1 was taken for data by guess; say whether the first line names the columns if that is wrong.'],
  ],
  ['x,y\nJohn,Smith\n', { header: true }, []],
  ['id,name\n1,x\n', undefined, []],
  ['sep=;\nid;name\n1;x\n', undefined, []],
  ['id,note\n1,"a\nb"\n', undefined, ['1 line break stood inside quoted values and was kept.']],
])('the receipt of %j (said: %j) notes %j', async (text, dialect, notes) => {
  const desk = await openDesk();
  const { receipt } = await desk.loadText('noted.csv', text, dialect === undefined ? {} : { dialect });
  expect(receipt).toMatchObject({ notes, balanced: true });
});

it('lines before the header are skipped and accounted for', async () => {
  const desk = await openDesk();
  const { load, receipt } = await desk.loadText('excel.csv', 'sep=;\nid;name\n1;a,b\n2;c\n');
  expect(load.dialect).toMatchObject({ delimiter: ';', header: true, skip_lines: 1 });
  expect(load.columns.map((column) => column.name)).toEqual(['id', 'name']);
  expect(receipt).toMatchObject({ records: 2, physical_lines: 4, non_record_lines: 2, balanced: true });
});

it('one field is expected, not are', async () => {
  const desk = await openDesk();
  const { load } = await desk.loadText('one.csv', 'name\nx\n1,2,3\n', { dialect: { delimiter: ',', header: true } });
  const { rows } = await desk.engine.call('quarantine.rejects', { load: load.id });
  expect(rows.map((row) => row.reason)).toEqual(['has 3 fields where 1 field is expected']);
});
