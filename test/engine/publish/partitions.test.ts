/** Partition values survive the trip through folder names: what DuckDB's hive reader gives back is what the source had. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { manifestSchema } from '../../../electron/contract/publish.ts';
import { encodeCsv, type Row } from '../../support/encode-tables.ts';
import { actor, makeDesk, type Desk } from '../../support/open-desk.ts';
import { literally, query } from '../../support/parquet.ts';

let desk: Desk;
let close: () => Promise<void>;
let files = 0;
beforeAll(async () => {
  ({ desk, close } = await makeDesk());
});
afterAll(() => close());

const spelling = {
  dialect: { delimiter: ',', quote: '"', escape: '"', header: true, skip_lines: 0 },
  lineEnd: '\n',
  quoteAll: false,
  lastLineEnd: true,
};

async function publish(rows: readonly Row[], partitionBy: string[]): Promise<string> {
  const path = desk.write(`${(files += 1)}.csv`, encodeCsv(rows, spelling));
  const source = { paths: [path], format: 'csv' as const, encoding: 'utf-8' as const, dialect: spelling.dialect };
  const { load } = await desk.engine.call('load.start', { source, actor, again: true });
  await desk.check(load.id);
  const result = await desk.publish(load.id, { partition_by: partitionBy });
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(result.publish.manifest, 'utf8')));
  expect(manifest.files.reduce((sum, file) => sum + file.rows, 0)).toBe(rows.length);
  return result.publish.path;
}

/** As a reader sees it: partition values out of the paths, nothing guessed about their types. */
async function readBack(path: string, columns: readonly string[]): Promise<Row[]> {
  const list = columns.map((name) => `'.' || "${name}" AS "${name}"`).join(', ');
  const rows = await query<Record<string, string | null>>(
    `SELECT ${list} FROM read_parquet(${literally(path).slice(0, -1)}/**/*.parquet', hive_partitioning = true, hive_types_autocast = false)
     ORDER BY _source_line, _record_id`,
  );
  return rows.map((row) => columns.map((name) => row[name]?.slice(1) ?? null));
}

const odd = [
  null,
  '',
  '/',
  '=',
  '%2F',
  '%',
  'é',
  '日本',
  ' leading',
  'trailing ',
  '..',
  '.',
  '../up',
  'a=b/c',
  '__HIVE_DEFAULT_PARTITION__',
  '%5F_HIVE_DEFAULT_PARTITION__',
  'null',
  'NULL',
  '007',
  '[x]*?',
  'line\nbreak',
  '\uFEFFmark',
  "it's",
  '"',
  'A',
  'a',
];

it.each([{ value: odd }])('odd values, null and the name of null among them', async ({ value }) => {
  const rows = value.map((each, index): Row => [String(index), each]);
  expect(await readBack(await publish(rows, ['c1']), ['c0', 'c1'])).toEqual(rows);
});

it('two columns', async () => {
  const rows = [null, '', '/', '..', '__HIVE_DEFAULT_PARTITION__', '%2F'].flatMap((one, index) =>
    ['x', null, '=', '__HIVE_DEFAULT_PARTITION__'].map((other, place): Row => [`${index}-${place}`, one, other]),
  );
  expect(await readBack(await publish(rows, ['c1', 'c2']), ['c0', 'c1', 'c2'])).toEqual(rows);
});

it('ingest_date and a column', async () => {
  const rows: Row[] = [
    ['1', 'a/b'],
    ['2', null],
  ];
  const path = await publish(rows, ['ingest_date', 'c1']);
  expect(await readBack(path, ['c0', 'c1'])).toEqual(rows);
  const date = new Date().toISOString().slice(0, 10);
  const dates = await query(
    `SELECT DISTINCT ingest_date FROM read_parquet('${join(path, '**/*.parquet')}', hive_partitioning = true, hive_types_autocast = false)`,
  );
  expect(dates).toEqual([{ ingest_date: date }]);
});

it('any values', async () => {
  const cell = fc.option(fc.string({ unit: 'binary', maxLength: 8 }).filter((text) => !/\p{Surrogate}/u.test(text)));
  await fc.assert(
    fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 20 }), async (values) => {
      const rows = values.map((value, index): Row => [String(index), value]);
      expect(await readBack(await publish(rows, ['c1']), ['c0', 'c1'])).toEqual(rows);
    }),
    { numRuns: 4 },
  );
});

it('a plan counts the rows of each', async () => {
  const { load } = await desk.loadText('plan.csv', 'c0,c1\n1,a\n2,a\n3,\n');
  const plan = await desk.engine.call('publish.plan', {
    load: load.id,
    target: desk.target,
    partition_by: ['c1'],
    actor,
  });
  expect(plan.partitions).toEqual([
    { values: { c1: 'a' }, rows: 2, rows_before: null },
    { values: { c1: null }, rows: 1, rows_before: null },
  ]);
});

it('a value too long for a folder is refused, by its column and not by its value', async () => {
  const long = 'secret'.repeat(60);
  const failure = await publish([['1', long]], ['c1']).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'INVALID_INPUT', details: { columns: ['c1'] } });
  expect(JSON.stringify(failure)).not.toContain('secret');
});
