/** What a person fixed is never overruled, and the load says how it was read. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Source } from '../../../electron/contract/load.ts';
import { makeDesk, type Desk } from '../../support/open-desk.ts';

let desk: Desk;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ desk, close } = await makeDesk());
});
afterAll(() => close());

/** Tables that speak for another dialect than the one that will be said. */
const contents = fc.constantFrom(
  'a,b\n1,2\n3,4\n',
  "a;b\n'x;y';2\n",
  'a|b\n"x\\"y"|2\n',
  'plain\ntext\n',
  'a\tb\n1\t2\n',
);

const overrides: fc.Arbitrary<NonNullable<Source['dialect']>> = fc
  .record(
    {
      delimiter: fc.constantFrom(',', ';', '\t', '|', '^', ':'),
      quote: fc.constantFrom('"', "'", null),
      escape: fc.constantFrom('"', "'", '\\', null),
      header: fc.boolean(),
      skip_lines: fc.constantFrom(0, 1),
    },
    { requiredKeys: [] },
  )
  .map((record) => record as NonNullable<Source['dialect']>);

it('a dialect that is said is the dialect of the preview', async () => {
  let files = 0;
  await fc.assert(
    fc.asyncProperty(contents, overrides, async (content, dialect) => {
      const path = desk.write(`${(files += 1)}.csv`, content);
      const source = { paths: [path], format: 'csv' as const, dialect };
      const preview = await desk.engine.call('source.preview', { source });
      expect(preview.files[0]?.dialect).toMatchObject(dialect);
    }),
    { numRuns: 100 },
  );
});

it('and of the load', async () => {
  let files = 0;
  await fc.assert(
    fc.asyncProperty(contents, overrides, async (content, dialect) => {
      // A header that the wrong dialect cannot read is refused, as is a file with nothing but a header.
      const said = { ...dialect, header: false, skip_lines: 0 };
      const path = desk.write(`load-${(files += 1)}.csv`, content);
      const source = { paths: [path], format: 'csv' as const, dialect: said };
      const { load, receipt } = await desk.engine.call('load.start', { source, actor: 'property', again: true });
      expect(load.files[0]?.dialect).toMatchObject(said);
      expect(receipt.balanced).toBe(true);
    }),
    { numRuns: 6 },
  );
});

it('a format that is said is kept', async () => {
  const { load } = await desk.loadText('objects.csv', '{"a":1}\n{"a":2}\n', {
    format: 'csv',
    dialect: { header: false },
  });
  expect(load).toMatchObject({ format: 'csv', records: 2 });
  expect(load.files[0]?.evidence).toContain('read as csv because you said so');
});

it('an encoding that is said is kept', async () => {
  const { load } = await desk.loadText('utf8.csv', 'a,b\né,2\n', { encoding: 'windows-1252' });
  expect(load.files[0]).toMatchObject({ encoding: 'windows-1252' });
  await desk.check(load.id, {
    expectation_suite_name: 'as_said',
    expectations: [{ expectation_type: 'expect_column_values_to_be_null', kwargs: { column: 'a' } }],
  });
  const window = await desk.engine.call('quarantine.window', { filter: { load: load.id } });
  expect(window.rows[0]?.values['a']).toBe('Ã©');
});

it('UTF-16 that nothing gives away is read when it is said', async () => {
  const bytes = Buffer.from('姓名,年齢\n山田太郎,四十\n', 'utf16le');
  const { load } = await desk.loadText('kanji.csv', bytes, { format: 'csv', encoding: 'utf-16le' });
  expect(load.columns.map((column) => column.name)).toEqual(['姓名', '年齢']);
});

it('a dialect that cannot be followed is refused in words', async () => {
  const dialect = { delimiter: ',', quote: ',' };
  await expect(desk.loadText('same.csv', 'a,b\n1,2\n', { dialect })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringMatching(/same\.csv.*delimiter must differ/) as string,
  });
});
