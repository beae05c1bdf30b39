/** Which bytes are a record, which a reject and which neither: the desk's reading and Spark's, byte for byte. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input } from '../../../electron/contract/methods.ts';
import { literally, query } from '../../support/parquet.ts';
import { makeDesk, passAll, type Desk } from '../../support/open-desk.ts';
import { differences, runInDesk, runInSpark, sharedColumns } from './both-engines.ts';
import { missingSpark } from './start-spark.ts';

const why = missingSpark();

const comma = [
  ',name,note',
  '1,"x, y",z',
  '2,"",',
  '3,"line\r\nbreak ""q""",w\r',
  '4,"ok"junk,v',
  '5,too,many,fields',
  '6,few',
  '7," lead",  sp  ',
  '   ',
  '',
  '8, "spaces around" ,q',
  '9,x"y,"\\"',
  '10,ab\rcd,e',
  '11,NULL,\\N',
  '12,naïve 😀,"a\n\n\nb"',
  '13,#x,-- ;${y}',
  "14,'s,\t",
  '15,__HIVE_DEFAULT_PARTITION__,null',
  '16,"open, and never closed',
  '17,after,it',
].join('\n');
const escaped = ["17;'it\\'s; here';a\\b", "18;'back\\\\slash\nnew';''", '19;plain;', "20;x'y;z", '21;last;one\r'].join(
  '\n',
);
const unquoted = ['a report', 'of two lines', 'p\tq\tr', '"1"\t"2\t3', '4\t\t5', '6\t7', ' \t \t '].join('\n');
const bom = Buffer.from('\ufeffk,l,m\r\n1,"a ""b""",c\r\n2,,""\r\n\r\n3,x"y,z\rz\r\n4,few\r\nk,l\r\n5,"a"b,c\r\n');
const lines = Buffer.concat([
  bom,
  // What says the same as the header, further down, is a record.
  Buffer.from('k,l,m\r\n6,bad \xff byte,y\r\nk,l,m\n', 'latin1'),
  Buffer.from('7,caf\u00e9,\ufffd\r\n8,end,no line end'),
]);

const json = [
  '{"a": 1.10, "b": "x", "c": null}',
  '{"b":"\\u00e9\\ud83d\\ude00\\n\\\\","a":true,"c":"{\\"k\\": 1}"}',
  '{"a":1,"a":2}',
  'not json',
  '',
  '   ',
  '{"a":12345678901234567890123,"b":""}\r',
  '["x"]',
  '{"a":1} junk',
  '{"b":NaN}',
  '{"a":-0.0e+10,"b":"null","c":"a\u2028b"}',
  '{}',
  '{"a":01}',
  '{"a":"tab\tinside"}',
  '{"\\u0061":"escaped key"}',
  '{"a":"half \\ud800"}',
].join('\n');

const byText = (a: string, b: string): number => (a < b ? -1 : 1);

describe.skipIf(why !== null)(`sources that readers part over${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let made: { desk: Desk; close: () => Promise<void> };
  beforeAll(async () => {
    made = await makeDesk();
  });
  afterAll(() => made.close());

  async function compare(source: Input<'load.start'>['source'], more: Partial<Input<'spark.plan'>> = {}) {
    const { desk } = made;
    const ours = await runInDesk(desk, source, passAll);
    const theirs = await runInSpark(desk, { source, suite: JSON.stringify(passAll), ...more });
    const rejects = await desk.engine.call('quarantine.rejects', { load: ours.load, limit: 100 });
    const theirRejects = await query<{ raw: string }>(
      `SELECT to_base64(raw) AS raw FROM read_parquet(${literally(theirs.plan.rejects)} || '/*.parquet')`,
    );
    expect(theirRejects.map(({ raw }) => raw).sort(byText)).toEqual(
      rejects.rows.map(({ raw_base64: raw }) => raw).sort(byText),
    );
    expect(theirs.counts).toEqual(ours.counts);
    const found = await differences(ours.publish, theirs.plan.publish, sharedColumns(theirs.plan));
    expect(found).toEqual({ onlyFirst: 0, onlySecond: 0, rows: ours.counts.records });
    return theirs.counts;
  }

  it('CSV read whole: line breaks, quotes, layout, broken lines', async () => {
    expect(await compare({ paths: [made.desk.write('[comma] {*}.csv', comma)] }, { multiline: true })).toMatchObject({
      records: 13,
      rejects: 5,
    });
  });

  it('CSV read whole with bytes that are no UTF-8: each reject to the byte', async () => {
    const mixed = Buffer.concat([
      bom,
      Buffer.from('6,"bad \xff\xfe\nbyte",y\r\n7,"\xe9"z,\xc3\r\n', 'latin1'),
      Buffer.from('8,"fine\né 😀",w\r\n'),
    ]);
    const source = { paths: [made.desk.write('bytes.csv', mixed)], format: 'csv' as const };
    const dialect = { delimiter: ',', quote: '"', escape: '"', header: true };
    await compare({ ...source, encoding: 'utf-8', dialect }, { multiline: true });
  });

  it('CSV with a backslash before its quotes and no header', async () => {
    const dialect = { delimiter: ';', quote: "'", escape: '\\', header: false };
    await compare({ paths: [made.desk.write('escaped.csv', escaped)], format: 'csv', dialect }, { multiline: true });
  });

  it('text between tabs without quotes, behind lines to leave out', async () => {
    const dialect = { delimiter: '\t', quote: null, escape: null, header: true, skip_lines: 2 };
    await compare({ paths: [made.desk.write('unquoted.tsv', unquoted)], format: 'csv', dialect });
  });

  it('CSV a line at a time: CRLF, byte order mark, bytes that are no UTF-8', async () => {
    const dialect = { delimiter: ',', quote: '"', escape: '"', header: true };
    await compare({ paths: [made.desk.write('lines.csv', lines)], format: 'csv', dialect }, { multiline: false });
  });

  it('JSON lines: numbers as they are written, escapes, equal keys, text behind an object', async () => {
    await compare({ paths: [made.desk.write('objects.jsonl', json)] });
  });

  it('stops before anything is written where a value goes on over a line that was to be a record', async () => {
    const { desk } = made;
    const source = { paths: [desk.write('broken.csv', 'a,b\n1,x\n2,"y\nz"\n')] };
    const target = desk.write('nothing/here', '').replace(/here$/, 'bronze');
    const ran = runInSpark(desk, { source, suite: JSON.stringify(passAll), target, multiline: false });
    await expect(ran).rejects.toMatchObject({
      code: 'COULD_NOT_RUN',
      message: expect.stringContaining('--multiline') as string,
    });
    expect(await query(`SELECT file FROM glob(${literally(target)} || '/**')`)).toEqual([]);
  });
});
