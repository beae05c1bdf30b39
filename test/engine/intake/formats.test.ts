/** Every way a table may lie on a disk is read as the same table. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDesk, type Desk } from '../../support/open-desk.ts';
import { query, run, quoted, textRows } from '../../support/parquet.ts';

let desk: Desk;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ desk, close } = await makeDesk());
});
afterAll(() => close());

const landingOf = (load: string, file = 0): string => join(desk.workspace, 'landing', load, `records-${file}.parquet`);

/** id, note: two records of text. */
const rows = [
  ['007', 'said "é", left; x|y'],
  ['008', "it's  fine"],
];
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const csv = 'id,note\n007,"said ""é"", left; x|y"\n008,it\'s  fine\n';
const latin = Buffer.from(csv.replace('é', '\u00e9'), 'latin1');

const texts: [string, string | Buffer, object][] = [
  ['comma.csv', csv, { delimiter: ',', quote: '"', escape: '"', header: true }],
  ['crlf.csv', csv.replaceAll('\n', '\r\n'), { delimiter: ',' }],
  ['old-mac.csv', csv.replaceAll('\n', '\r'), { delimiter: ',' }],
  ['tab.tsv', 'id\tnote\n007\t"said ""é"", left; x|y"\n008\tit\'s  fine\n', { delimiter: '\t' }],
  ['semicolon.csv', 'id;note\n007;"said ""é"", left; x|y"\n008;it\'s  fine\n', { delimiter: ';' }],
  ['bar.psv', 'id|note\n007|"said ""é"", left; x|y"\n008|it\'s  fine\n', { delimiter: '|' }],
  ['single.csv', "id,note\n'007','said \"é\", left; x|y'\n'008','it''s  fine'\n", { quote: "'", escape: "'" }],
  ['backslash.csv', 'id,note\n"007","said \\"é\\", left; x|y"\n"008","it\'s  fine"\n', { quote: '"', escape: '\\' }],
  ['marked.csv', `\uFEFF${csv}`, { header: true }],
  ['utf16le.csv', utf16(`\uFEFF${csv}`), {}],
  ['utf16be.csv', utf16(`\uFEFF${csv}`).swap16(), {}],
  ['utf16le-bare.csv', utf16(csv), {}],
  ['windows.csv', latin, {}],
];

describe('CSV', () => {
  it.each(texts)('%s', async (name, content, dialect) => {
    const { load, receipt } = await desk.loadText(name, content);
    expect(receipt).toMatchObject({ records: 2, rejects: 0, balanced: true });
    expect(load.files[0]?.dialect).toMatchObject(dialect);
    expect(await textRows(landingOf(load.id), ['id', 'note'])).toEqual(rows);
  });

  const packed = texts.filter(([name]) => ['comma.csv', 'old-mac.csv', 'utf16be.csv', 'windows.csv'].includes(name));
  it.each(packed)('%s, gzipped', async (name, content) => {
    const { load } = await desk.loadText(`${name}.gz`, gzipSync(content));
    expect(load.files[0]?.compression).toBe('gzip');
    expect(await textRows(landingOf(load.id), ['id', 'note'])).toEqual(rows);
  });

  it('without a header has columns that are counted', async () => {
    const { load } = await desk.loadText('headless.csv', '1,2\n3,4\n');
    expect(load.columns.map((column) => column.name)).toEqual(['column_1', 'column_2']);
    expect(load.records).toBe(2);
  });

  it('in gzip of several members is read to its end', async () => {
    const half = csv.indexOf('008');
    const bytes = Buffer.concat([gzipSync(csv.slice(0, half)), gzipSync(csv.slice(half))]);
    const { load } = await desk.loadText('members.csv.gz', bytes);
    expect(await textRows(landingOf(load.id), ['id', 'note'])).toEqual(rows);
  });

  it('in gzip that unpacks to a thousand times its size is recognised', async () => {
    const line = `${'x'.repeat(200)},1\n`;
    const { load } = await desk.loadText('dense.csv.gz', gzipSync(`a,b\n${line.repeat(100_000)}`, { level: 9 }));
    expect(load.records).toBe(100_000);
  });
});

describe('JSON', () => {
  const objects = rows.map(([id, note]) => JSON.stringify({ id, note }));
  const shapes: [string, string, string][] = [
    ['lines.jsonl', `${objects.join('\n')}\n`, 'jsonl'],
    ['lines.json', objects.join('\r\n'), 'jsonl'],
    ['array.json', `[${objects.join(',')}]`, 'json'],
    ['pretty.json', JSON.stringify(JSON.parse(`[${objects.join(',')}]`), null, 2), 'json'],
  ];
  it.each(shapes)('%s', async (name, content, format) => {
    const { load, receipt } = await desk.loadText(name, content);
    expect(load.format).toBe(format);
    expect(receipt).toMatchObject({ records: 2, balanced: true });
    expect(await textRows(landingOf(load.id), ['id', 'note'])).toEqual(rows);
  });

  it.each(shapes)('%s, gzipped', async (name, content) => {
    const { load } = await desk.loadText(`${name}.gz`, gzipSync(content));
    expect(await textRows(landingOf(load.id), ['id', 'note'])).toEqual(rows);
  });

  it('lines in UTF-16', async () => {
    const { load } = await desk.loadText('wide.jsonl', utf16(`\uFEFF${objects.join('\n')}`));
    expect(load.files[0]?.encoding).toBe('utf-16le');
    expect(await textRows(landingOf(load.id), ['id', 'note'])).toEqual(rows);
  });
});

describe('Parquet', () => {
  const table = `SELECT i AS id, ('2024-01-01'::DATE + i::INTEGER) AS day, (i / 4)::DECIMAL(9,2) AS amount,
    CASE WHEN i > 1 THEN {'name': 'n' || i, 'codes': [i, i + 1]} END AS nested, map {'k': i} AS pairs,
    'AB'::BLOB AS raw, i % 2 = 0 AS even FROM range(5) t(i)`;

  async function parquet(name: string): Promise<string> {
    const path = join(desk.files, name);
    await run(`COPY (${table}) TO ${quoted(path)} (FORMAT parquet)`);
    return path;
  }

  it('keeps its own types and values, nested ones too', async () => {
    const path = await parquet('own.parquet');
    const { load, receipt } = await desk.load({ paths: [path] });
    const types = await query<{ column_name: string; column_type: string }>(`DESCRIBE ${table}`);
    expect(load.columns).toEqual(types.map((row) => ({ name: row.column_name, type: row.column_type })));
    expect(receipt).toMatchObject({ records: 5, physical_lines: 5, balanced: true });
    const same = `SELECT * FROM read_parquet(${quoted(landingOf(load.id))})`;
    expect(await query(same)).toEqual(await query(`SELECT * FROM read_parquet(${quoted(path)})`));
  });

  it('in gzip can be previewed and loaded', async () => {
    const packed = desk.write('packed.parquet.gz', gzipSync(readFileSync(await parquet('plain.parquet'))));
    const preview = await desk.engine.call('source.preview', { source: { paths: [packed] } });
    expect(preview.rows).toHaveLength(5);
    expect(preview.files[0]).toMatchObject({ format: 'parquet', compression: 'gzip' });
    const { load } = await desk.load({ paths: [packed] });
    expect(load).toMatchObject({ format: 'parquet', records: 5 });
  });
});
