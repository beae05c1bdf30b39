/** Windows, value counts and families of random tables, held against the same done in plain JavaScript. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Condition } from '../../../electron/contract/record.ts';
import { makeDesk, type Desk } from '../../support/open-desk.ts';
import { encodeCsv } from '../../support/encode-tables.ts';
import { matches, notNull, suite } from '../../support/suites.ts';

type Row = Record<'a' | 'b' | 'c', string | null>;
const columns = ['a', 'b', 'c'] as const;

// Few values, so that many are alike; the odd ones are what an injection, a pattern or a collation could trip over.
const cell = fc.constantFrom(
  null,
  '',
  'x',
  'X',
  'xy',
  'é',
  'É',
  "o'b",
  '%',
  '_',
  '"',
  '\uFEFFx',
  '10',
  '9',
  '😀',
  "'; DROP TABLE load; --",
);
const tables = fc.array(fc.record<Row>({ a: cell, b: cell, c: cell }), { minLength: 1, maxLength: 14 });
const conditions: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    column: fc.constantFrom(...columns),
    operator: fc.constantFrom('=' as const, '!=' as const, 'contains' as const),
    value: cell.map((value) => value ?? 'x'),
  }),
  fc.record({
    column: fc.constantFrom(...columns),
    operator: fc.constant('matches' as const),
    value: fc.constantFrom('^x', 'y$', '[0-9]+', '.', '^$'),
  }),
  fc.record({
    column: fc.constantFrom(...columns),
    operator: fc.constantFrom('is null' as const, 'is not null' as const),
  }),
);
const asked = fc.record({
  where: fc.array(conditions, { maxLength: 2 }),
  search: fc.option(fc.constantFrom('X', 'é', "'", '%'), { nil: undefined }),
  sort: fc.array(
    fc.record({ column: fc.constantFrom(...columns), direction: fc.constantFrom('asc' as const, 'desc' as const) }),
    { maxLength: 2 },
  ),
  offset: fc.nat(6),
  limit: fc.integer({ min: 1, max: 8 }),
});
type Asked = typeof asked extends fc.Arbitrary<infer T> ? T : never;

const holds = (row: Row, { column, operator, value = '' }: Condition): boolean => {
  const is = row[column as keyof Row];
  switch (operator) {
    case '=':
      return is === value;
    case '!=':
      return is !== value;
    case 'contains':
      return is?.includes(value) === true;
    case 'matches':
      return is !== null && new RegExp(value, 'u').test(is);
    case 'has pattern':
      return is !== null && patternOf(is) === value;
    case 'is null':
      return is === null;
    case 'is not null':
      return is !== null;
  }
};

const patternOf = (value: string): string => value.replace(/\p{L}+/gu, 'a').replace(/\p{N}+/gu, '9');

const byBytes = (left: string, right: string): number => Buffer.compare(Buffer.from(left), Buffer.from(right));

function windowOf(rows: readonly Row[], { where, search, sort, offset, limit }: Asked): { total: number; rows: Row[] } {
  const found = rows.filter(
    (row) =>
      where.every((condition) => holds(row, condition)) &&
      (search === undefined || columns.some((column) => row[column]?.toLowerCase().includes(search.toLowerCase()))),
  );
  const sorted = found.toSorted((left, right) => {
    for (const { column, direction } of sort) {
      const [l, r] = [left[column], right[column]];
      if (l === r) continue;
      if (l === null) return 1;
      if (r === null) return -1;
      return direction === 'asc' ? byBytes(l, r) : byBytes(r, l);
    }
    return 0;
  });
  return { total: found.length, rows: sorted.slice(offset, offset + limit) };
}

function tally(values: (string | null)[]): Map<string | null, number> {
  const counts = new Map<string | null, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

describe('windows of random tables', () => {
  let desk: Desk;
  let close: () => Promise<void>;
  beforeAll(async () => ({ desk, close } = await makeDesk()));
  afterAll(() => close());

  const dialect = { delimiter: ',', quote: '"', escape: '"', header: true, skip_lines: 0 };
  let files = 0;
  // Every row fails the first rule, so that all of them are under review.
  const quarantine = async (rows: readonly Row[]): Promise<string> => {
    const cells = rows.map((row) => [...columns.map((column) => row[column]), 'fails']);
    const text = encodeCsv(cells, { dialect, lineEnd: '\n', quoteAll: true, lastLineEnd: true }).replace(
      /^.*\n/,
      'a,b,c,d\n',
    );
    files += 1;
    const path = desk.write(`${files}.csv`, text);
    const { load } = await desk.engine.call('load.start', {
      source: { paths: [path], dialect, format: 'csv' },
      actor: 'Ada',
      again: true,
    });
    await desk.check(load.id, suite(matches('d', '^ok$'), notNull('a'), matches('b', '^[a-z]+$')));
    return load.id;
  };

  it('are what filtering, sorting and cutting by hand gives', async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.array(asked, { minLength: 8, maxLength: 8 }), async (rows, questions) => {
        const load = await quarantine(rows);
        for (const { where, search, ...rest } of questions) {
          const filter = { load, where, ...(search === undefined ? {} : { search }) };
          const window = await desk.engine.call('quarantine.window', { filter, ...rest });
          const shown = window.rows.map(({ values: { a, b, c } }) => ({ a, b, c }));
          expect({ total: window.total, rows: shown }).toEqual(windowOf(rows, { where, search, ...rest }));
        }
      }),
      { numRuns: 8 },
    );
  });

  it('show only the columns asked for, cut to so many characters and saying so', async () => {
    await fc.assert(
      fc.asyncProperty(
        tables,
        fc.uniqueArray(fc.constantFrom(...columns)),
        fc.integer({ min: 1, max: 4 }),
        async (rows, wanted, characters) => {
          const load = await quarantine(rows);
          const ask = { filter: { load }, limit: 100, columns: wanted, characters };
          const window = await desk.engine.call('quarantine.window', ask);
          const start = (text: string | null): string | null =>
            text === null ? null : Array.from(text).slice(0, characters).join('');
          expect(window.rows.map(({ values, shortened }) => ({ values, shortened: new Set(shortened) }))).toEqual(
            rows.map((row) => ({
              values: Object.fromEntries(wanted.map((column) => [column, start(row[column])])),
              shortened: new Set(wanted.filter((column) => row[column] !== null && start(row[column]) !== row[column])),
            })),
          );
        },
      ),
      { numRuns: 6 },
    );
  });

  it('count values, and group findings into families, as a count by hand does', async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.array(conditions, { maxLength: 1 }), async (rows, where) => {
        const load = await quarantine(rows);
        const meant = rows.filter((row) => where.every((condition) => holds(row, condition)));
        const values = await desk.engine.call('quarantine.values', { filter: { load, where }, column: 'b' });
        expect(new Map(values.map(({ value, records }) => [value, records]))).toEqual(tally(meant.map(({ b }) => b)));
        expect(values.map(({ records }) => records)).toEqual(
          values.map(({ records }) => records).toSorted((l, r) => r - l),
        );

        const { total, families } = await desk.engine.call('quarantine.families', { filter: { load, where } });
        const failing = meant.map(({ b }) => b).filter((b) => b !== null && !/^[a-z]+$/.test(b));
        const ofB = families.filter(({ column }) => column === 'b');
        expect(new Map(ofB.map(({ value, records }) => [value, records]))).toEqual(tally(failing));
        const without = meant.filter(({ a }) => a === null).length;
        expect(families.filter(({ column }) => column === 'a').map(({ records }) => records)).toEqual(
          without > 0 ? [without] : [],
        );
        expect(total).toBe(families.length);
        for (const { family, records } of families) {
          const window = await desk.engine.call('quarantine.window', { filter: { load, where, family } });
          expect(window.total).toBe(records);
        }
      }),
      { numRuns: 6 },
    );
  });
});
