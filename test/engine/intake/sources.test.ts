/** From what a person named to the files that are read: several, folders, globs, odd names, and what must not be read. */
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { openDesk, type Desk } from '../../support/open-desk.ts';
import { byRecord, query, quoted, run, textRows } from '../../support/parquet.ts';

const landing = (desk: Desk, load: string, file = 0): string =>
  join(desk.workspace, 'landing', load, `records-${file}.parquet`);

async function published(desk: Desk, load: string): Promise<Record<string, unknown>[]> {
  await desk.check(load);
  const { publish } = await desk.publish(load, { partition_by: [] });
  return query(
    `SELECT * EXCLUDE (ingest_timestamp, _load_id, _record_id, _review_state) FROM read_parquet(${quoted(`${publish.path}/*.parquet`)}) ORDER BY ${byRecord}`,
  );
}

it('files with different columns become one load with all of them, each file in its place', async () => {
  const desk = await openDesk();
  const first = desk.write('one.csv', 'id,name\n1,a\n2,b\n');
  const second = desk.write('two.csv', 'NAME,age\nc,30\n');
  const { load, receipt } = await desk.load({ paths: [first, second] });
  expect(load.columns.map((column) => column.name)).toEqual(['id', 'name', 'age']);
  expect(receipt).toMatchObject({ records: 3, physical_lines: 5, balanced: true });
  expect(await published(desk, load.id)).toEqual([
    { id: '1', name: 'a', age: null, _source_file: first, _source_line: '2' },
    { id: '2', name: 'b', age: null, _source_file: first, _source_line: '3' },
    { id: null, name: 'c', age: '30', _source_file: second, _source_line: '2' },
  ]);
});

it('a folder gives its data files, sorted, deep ones too, and nothing hidden', async () => {
  const desk = await openDesk();
  for (const name of ['in/b.csv', 'in/a.csv', 'in/sub/c.csv.gz.csv', 'in/.hidden.csv', 'in/_tmp/x.csv', 'in/notes.md'])
    desk.write(name, `x\n${name}\n`);
  const { load } = await desk.load({ paths: [join(desk.files, 'in')] });
  expect(load.files.map((file) => basename(file.path))).toEqual(['a.csv', 'b.csv', 'c.csv.gz.csv']);
});

it('a glob gives what it matches', async () => {
  const desk = await openDesk();
  for (const name of ['day-1.csv', 'day-2.csv', 'other.csv']) desk.write(name, `x\n${name}\n`);
  const { load } = await desk.load({ paths: [join(desk.files, 'day-*.csv')] });
  expect(load.files.map((file) => basename(file.path))).toEqual(['day-1.csv', 'day-2.csv']);
});

it('a folder leaves alone what does not end as data does, and says so; named or globbed it is read', async () => {
  const desk = await openDesk();
  for (const name of ['in/a.csv', 'in/README.txt', 'in/b.tab', 'in/sub/notes.md']) desk.write(name, `x\n${name}\n`);
  const folder = await desk.load({ paths: [join(desk.files, 'in')] });
  expect(folder.load.files.map((file) => basename(file.path))).toEqual(['a.csv']);
  expect(folder.receipt.notes).toContain('3 other files in the folder in were left alone.');
  const glob = await desk.load({ paths: [join(desk.files, 'in/*.t*')] });
  expect(glob.load.files.map((file) => basename(file.path))).toEqual(['README.txt', 'b.tab']);
});

it.each(['', '**/*.parquet', '**/*'])(
  'what we wrote ourselves is no source, whatever is named around it: %j',
  async (named) => {
    const desk = await openDesk();
    const inner = await openDesk({ root: desk.files });
    mkdirSync(join(desk.files, 'sub'));
    await run(`COPY (SELECT '1' AS x) TO ${quoted(join(desk.files, 'sub', 'own.parquet'))}`);
    const { load } = await inner.loadText('own.csv', 'x,y\n1,2\n3,4\n');
    await inner.check(load.id, {
      expectation_suite_name: 'one',
      expectations: [
        { expectation_type: 'expect_column_values_to_be_in_set', kwargs: { column: 'x', value_set: ['1'] } },
      ],
    });
    await inner.publish(load.id, { partition_by: [], with_quarantine: true });
    expect(readdirSync(join(desk.files, 'bronze')).sort()).toEqual([
      expect.stringMatching(/^ingest_/) as string,
      'quarantine',
    ]);
    rmSync(join(desk.files, 'files'), { recursive: true });
    desk.write('.hidden.parquet', 'no Parquet');
    const taken = await desk.load({ paths: [join(desk.files, named)] });
    expect(taken).toMatchObject({ load: { files: [{ path: join(desk.files, 'sub', 'own.parquet') }] } });
  },
);

it('a folder inside a workspace or a publish is no source either', async () => {
  const desk = await openDesk();
  const inner = await openDesk({ root: desk.files });
  await inner.loadText('own.csv', 'x,y\n1,2\n');
  await expect(desk.load({ paths: [join(inner.workspace, 'landing')] })).rejects.toMatchObject({
    code: 'SOURCE_EMPTY',
    message: expect.stringContaining('Bronze Desk itself') as string,
  });
  await expect(desk.load({ paths: [join(inner.workspace, '*/*/*.parquet')] })).rejects.toMatchObject({
    code: 'SOURCE_MISSING',
  });
});

it('a glob under a folder called d[1] looks in that folder', async () => {
  const desk = await openDesk();
  for (const name of ['d[1]/a.csv', 'd1/b.csv']) desk.write(name, `x\n${name}\n`);
  const { load } = await desk.load({ paths: [join(desk.files, 'd[1]', '*.csv')] });
  expect(load.files.map((file) => file.path)).toEqual([join(desk.files, 'd[1]', 'a.csv')]);
});

it('a glob that matches nothing says so', async () => {
  const desk = await openDesk();
  const pattern = join(desk.files, 'none-*.csv');
  await expect(desk.load({ paths: [pattern] })).rejects.toMatchObject({
    code: 'SOURCE_MISSING',
    message: expect.stringContaining(pattern) as string,
  });
});

it('files of different formats are refused, and the formats are named', async () => {
  const desk = await openDesk();
  const paths = [desk.write('a.csv', 'x\n1\n'), desk.write('b.jsonl', '{"x":1}\n')];
  await expect(desk.load({ paths })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringMatching(/csv: a\.csv.*jsonl: b\.jsonl/) as string,
  });
});

it('Parquet files whose types differ are refused, with the column and both files', async () => {
  const desk = await openDesk();
  const [first, second] = ['a.parquet', 'b.parquet'].map((name) => join(desk.files, name)) as [string, string];
  await run(`COPY (SELECT 1 AS id) TO ${quoted(first)}`);
  await run(`COPY (SELECT '01' AS id) TO ${quoted(second)}`);
  const failure = desk.load({ paths: [first, second] });
  await expect(failure).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    details: { column: 'id', paths: [first, second] },
  });
});

it.each(['report[1].csv', 'what?.csv', 'all*.csv', 'a [b] {c}.csv', "it's.csv"])(
  'a file called %s is read itself, not what its name would match',
  async (name) => {
    const desk = await openDesk();
    for (const decoy of ['report1.csv', 'whatx.csv', 'all of it.csv', 'a b {c}.csv']) desk.write(decoy, 'x\nwrong\n');
    const { load } = await desk.loadText(name, 'x\nright\n');
    expect(await textRows(landing(desk, load.id), ['x'])).toEqual([['right']]);
  },
);

it('a Parquet file of such a name is read itself too', async () => {
  const desk = await openDesk();
  const path = join(desk.files, 'p[1].parquet');
  await run(`COPY (SELECT 'right' AS x) TO ${quoted(path)}`);
  await run(`COPY (SELECT 'wrong' AS x) TO ${quoted(join(desk.files, 'p1.parquet'))}`);
  const { load } = await desk.load({ paths: [path] });
  expect(await textRows(landing(desk, load.id), ['x'])).toEqual([['right']]);
});

it('a workspace and a target of such names work from load to publish', async () => {
  const root = (await openDesk()).files;
  for (const decoy of ['w1', 't1']) mkdirSync(join(root, decoy));
  const desk = await openDesk({ workspace: join(root, 'w[1]'), target: join(root, 't[1]*') });
  const { load } = await desk.loadText('a.csv', 'x,y\n1,2\n3,4,5\n');
  await desk.check(load.id);
  const { publish } = await desk.publish(load.id, { partition_by: ['x'] });
  expect(publish).toMatchObject({ rows: 1, files: 1 });
});

it('a folder called year=2024 does not overrule a column called year', async () => {
  const desk = await openDesk();
  const { load } = await desk.loadText('year=2024/a.csv', 'year,b\n1999,2\n');
  expect(await textRows(landing(desk, load.id), ['year', 'b'])).toEqual([['1999', '2']]);
});

it('a path nobody offered is refused', async () => {
  const desk = await openDesk();
  const elsewhere = (await openDesk()).write('secret.csv', 'x\n1\n');
  await expect(desk.load({ paths: [elsewhere] })).rejects.toMatchObject({ code: 'PATH_NOT_OFFERED' });
});

it.each(['link.csv', '.', '*.csv'])('a link out of the offered folder is refused when %s is named', async (named) => {
  const desk = await openDesk();
  const outside = (await openDesk()).write('secret.csv', 'x\n1\n');
  symlinkSync(outside, join(desk.files, 'link.csv'));
  writeFileSync(join(desk.files, 'own.csv'), 'x\n2\n');
  await expect(desk.load({ paths: [join(desk.files, named)] })).rejects.toMatchObject({ code: 'PATH_NOT_OFFERED' });
  expect(await desk.engine.call('load.list', {})).toEqual([]);
});
