/** Facets, patterns and what is asked with them, of random tables in several files, against the same in plain JavaScript. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordFilter } from '../../../electron/contract/record.ts';
import { recordStates, type RecordState } from '../../../electron/contract/words.ts';
import { encodeCsv } from '../../support/encode-tables.ts';
import { actor, makeDesk, type Desk } from '../../support/open-desk.ts';
import { author, Reviewer } from '../../support/review.ts';
import { matches, suite } from '../../support/suites.ts';

interface Row {
  readonly value: string | null;
  readonly state: RecordState;
  readonly file: number;
}

const piece = fc.constantFrom('a', 'Zé', 'ß', '7', '٣', '12', ' ', '-', '/', '.', '\uFEFF', '😀', '%', '\t', '中');
const value = fc.oneof(
  fc.constant(null),
  fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join('')),
);
const state = fc.constantFrom<RecordState>('quarantined', 'corrected', 'waived', 'excluded');
const rows = fc.array(fc.record<Row>({ value, state, file: fc.nat(2) }), { minLength: 3, maxLength: 15 });

const patternOf = (text: string): string => text.replace(/\p{L}+/gu, 'a').replace(/\p{N}+/gu, '9');
const tally = <T>(values: readonly T[]): Map<T, number> => {
  const counts = new Map<T, number>();
  for (const each of values) counts.set(each, (counts.get(each) ?? 0) + 1);
  return counts;
};

describe('facets of random tables', () => {
  let desk: Desk;
  let close: () => Promise<void>;
  beforeAll(async () => ({ desk, close } = await makeDesk()));
  afterAll(() => close());

  const dialect = { delimiter: ',', quote: '"', escape: '"', header: true, skip_lines: 0 };
  let made = 0;
  /** Three files; every record is brought into the state that its row names. */
  const quarantine = async (table: readonly Row[]): Promise<{ load: string; inOrder: readonly Row[] }> => {
    made += 1;
    const paths = [0, 1, 2].map((file) => {
      const cells = table.filter((row) => row.file === file).map((row) => [row.value, row.state, `${made}.${file}`]);
      const text = encodeCsv([['v', 'is', 'of'], ...cells], {
        dialect,
        lineEnd: '\n',
        quoteAll: true,
        lastLineEnd: true,
      });
      return desk.write(`${made}/${file}.csv`, text.replace(/^[^\n]*\n(?="v")/, ''));
    });
    const source = { paths, dialect, format: 'csv' as const };
    const { load } = await desk.engine.call('load.start', { source, actor, again: true });
    await desk.check(load.id, suite(matches('is', '^fine$')));
    const review = new Reviewer(desk.engine, load.id);
    const selected = (is: string): RecordFilter => ({
      load: load.id,
      where: [{ column: 'is', operator: '=', value: is }],
    });
    await review.waive(selected('waived'));
    await review.exclude(selected('excluded'));
    await review.correct(selected('corrected'), { is: 'fine' });
    return { load: load.id, inOrder: [0, 1, 2].flatMap((file) => table.filter((row) => row.file === file)) };
  };

  const asked = fc.record({
    states: fc.option(fc.uniqueArray(fc.constantFrom(...recordStates), { minLength: 1 }), { nil: undefined }),
    files: fc.option(fc.uniqueArray(fc.nat(2), { minLength: 1 }), { nil: undefined }),
    search: fc.option(fc.constantFrom('a', '7', '-'), { nil: undefined }),
  });
  type Asked = typeof asked extends fc.Arbitrary<infer T> ? T : never;

  const meant = (table: readonly Row[], { states, files, search }: Partial<Asked>, load: number): Row[] =>
    table.filter((row) => {
      const is = row.state === 'corrected' ? 'fine' : row.state;
      const cells = [row.value, is, `${load}.${row.file}`];
      return (
        (states === undefined || states.includes(row.state)) &&
        (files === undefined || files.includes(row.file)) &&
        (search === undefined || cells.some((cell) => cell?.toLowerCase().includes(search.toLowerCase())))
      );
    });

  it('each leave their own criterion out', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.array(asked, { minLength: 6, maxLength: 6 }), async (table, questions) => {
        const { load, inOrder } = await quarantine(table);
        for (const question of questions) {
          const { states, files, rejects } = await desk.engine.call('quarantine.facets', {
            filter: { load, ...question },
          });
          const byState = tally(meant(inOrder, { ...question, states: undefined }, made).map((row) => row.state));
          const byFile = tally(meant(inOrder, { ...question, files: undefined }, made).map((row) => row.file));
          expect(states).toEqual(recordStates.map((name) => ({ state: name, records: byState.get(name) ?? 0 })));
          expect(files.map(({ file, records }) => [file, records])).toEqual(
            [0, 1, 2].map((file) => [file, byFile.get(file) ?? 0]),
          );
          expect(rejects).toBe(0);
          const window = await desk.engine.call('quarantine.window', { filter: { load, ...question } });
          expect(window.total).toBe(meant(inOrder, question, made).length);
        }
      }),
      { numRuns: 6 },
    );
  });

  it('patterns are what replacing runs of letters and digits gives, and find just those records', async () => {
    await fc.assert(
      fc.asyncProperty(rows, asked, async (table, question) => {
        const { load, inOrder } = await quarantine(table);
        const patterns = await desk.engine.call('quarantine.patterns', { filter: { load, ...question }, column: 'v' });
        const expected = tally(
          meant(inOrder, question, made).map((row) => (row.value === null ? null : patternOf(row.value))),
        );
        expect(new Map(patterns.map(({ pattern, records }) => [pattern, records]))).toEqual(expected);
        const counts = patterns.map(({ records }) => records);
        expect(counts).toEqual(counts.toSorted((left, right) => right - left));
        for (const { pattern, records } of patterns) {
          if (pattern === null) continue;
          const where = [{ column: 'v', operator: 'has pattern' as const, value: pattern }];
          const window = await desk.engine.call('quarantine.window', { filter: { load, ...question, where } });
          expect(window.total).toBe(records);
        }
      }),
      { numRuns: 6 },
    );
  });

  it('a pattern or a file chooses records for a change, as it does for looking', async () => {
    const table: Row[] = ['a-1', 'b-22', 'c', 'd-3'].map((each, index) => ({
      value: each,
      state: 'quarantined',
      file: index === 3 ? 1 : 0,
    }));
    const { load } = await quarantine(table);
    const where = [{ column: 'v', operator: 'has pattern' as const, value: 'a-9' }];
    const dry = { set: { v: 'x' }, ...author, dry_run: true };
    const changed = async (selection: RecordFilter): Promise<number> =>
      (await desk.engine.call('review.correct', { selection, ...dry })).records;
    expect(await changed({ load, where })).toBe(3);
    expect(await changed({ load, where, files: [0] })).toBe(2);
    expect(await changed({ load, files: [1] })).toBe(1);
    expect(await changed({ load, files: [7] })).toBe(0);
    await expect(changed({ load, files: [] })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('a long value has the pattern of its beginning, and says that there is more', async () => {
    const long = `${'ab '.repeat(100)}1`;
    const { load } = await quarantine([{ value: long, state: 'quarantined', file: 0 }]);
    const filter = { load };
    const [found] = await desk.engine.call('quarantine.patterns', { filter, column: 'v' });
    expect(found).toEqual({ pattern: `${patternOf(long.slice(0, 200))}…`, records: 1 });
    const where = [{ column: 'v', operator: 'has pattern' as const, value: found!.pattern! }];
    expect((await desk.engine.call('quarantine.window', { filter: { load, where } })).total).toBe(1);
    await expect(desk.engine.call('quarantine.patterns', { filter, column: 'none' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});

describe('clean records', () => {
  it('of one file alone are taken under review when that file is asked for', async () => {
    const { desk, close } = await makeDesk();
    try {
      const paths = [desk.write('1.csv', 'id\n1\n2\n'), desk.write('2.csv', 'id\n3\n')];
      const { load } = await desk.load({ paths });
      await desk.check(load.id);
      const review = new Reviewer(desk.engine, load.id);
      const done = await review.exclude({ load: load.id, states: ['clean'], files: [1] });
      expect([done.records, await review.states()]).toEqual([1, { '3': 'excluded' }]);
    } finally {
      await close();
    }
  });
});
