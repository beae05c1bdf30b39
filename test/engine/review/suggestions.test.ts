/** Values offered for a finding: each clears what it promises, as a dry run of the correction itself says. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Suggestion } from '../../../electron/contract/record.ts';
import { haveMtsamples, mtsamples, whyNoMtsamples } from '../../support/mtsamples.ts';
import { actor, openDesk, type Desk } from '../../support/open-desk.ts';
import { quoted, run } from '../../support/parquet.ts';
import { author, Reviewer } from '../../support/review.ts';
import { matches, suite, unique, type SuiteFile } from '../../support/suites.ts';
import { useDesk } from '../../support/use-desk.ts';

const inSet = (column: string, value_set: (string | number)[]): [string, Record<string, unknown>] => [
  'expect_column_values_to_be_in_set',
  { column, value_set },
];

/** For the first finding of a record. */
async function suggest({ engine }: Desk, record: string, column?: string): Promise<Suggestion[]> {
  const { record: shown } = await engine.call('record.get', { record_id: record });
  const finding = shown.findings.find((each) => column === undefined || each.column === column);
  return engine.call('review.suggestions', { record_id: record, expectation_key: finding?.expectation_key ?? '' });
}

async function clearedBy({ engine }: Desk, load: string, { column, value }: Suggestion, family: string) {
  const selection = { load, family };
  const dry = await engine.call('review.correct', { selection, set: { [column]: value }, ...author, dry_run: true });
  return dry.cleared;
}

describe('a suggestion', () => {
  const shared = useDesk();
  const quarantine = async (text: string, rules: SuiteFile): Promise<{ desk: Desk; load: string }> => {
    const { desk, loadAgain } = shared();
    const { load } = await loadAgain('suggest.csv', text);
    await desk.check(load.id, rules);
    return { desk, load: load.id };
  };

  it('trims and spaces singly where that is all that is wrong', async () => {
    const { desk, load } = await quarantine('id,ward\n1,"  East  Wing "\n', suite(matches('ward', '^\\S+( \\S+)*$')));
    expect(await suggest(desk, `${load}:1`)).toEqual([
      { column: 'ward', value: 'East Wing', origin: 'trimmed', words: 'with single spaces', clears: 1, of: 1 },
    ]);
  });

  it('leaves out the characters that fail, and writes “and” out', async () => {
    const { desk, load } = await quarantine(
      'id,ward\n1, Heart & Lung / Chest\n2, Heart & Lung / Chest\n',
      suite(matches('ward', '^[A-Za-z\\s]+$')),
    );
    const found = await suggest(desk, `${load}:1`);
    expect(found.map(({ value, origin, clears, of }) => [value, origin, clears, of])).toEqual([
      ['Heart and Lung and Chest', 'stripped', 2, 2],
      ['Heart Lung Chest', 'stripped', 2, 2],
    ]);
  });

  it('is the nearest of the allowed values, whatever the case and the spaces', async () => {
    const { desk, load } = await quarantine(
      'id,ward\n1,  suregry\n2,xyzzyx\n',
      suite(inSet('ward', ['Surgery', 'Medicine', 'Radiology', 7])),
    );
    expect(await suggest(desk, `${load}:1`)).toEqual([
      { column: 'ward', value: 'Surgery', origin: 'allowed', words: 'nearest allowed value', clears: 1, of: 1 },
    ]);
    expect(await suggest(desk, `${load}:2`)).toEqual([]);
  });

  it('is what was chosen for this very value before, also in another load, and says by whom', async () => {
    const rules = suite(inSet('kind', ['Consult', 'Discharge']));
    const first = await quarantine('id,kind\n1,DX-7\n2,DX-8\n', rules);
    const review = new Reviewer(first.desk.engine, first.load);
    await review.correct(review.ids(1), { kind: 'Discharge' }, { actor: 'MK' });
    const undone = await review.correct(review.ids(2), { kind: 'Consult' }, { actor: 'MK' });
    await review.undo(undone);
    const { desk, load } = await quarantine('id,kind\n1,DX-7\n2,DX-8\n3,DX-7\n', rules);
    const [found, ...others] = await suggest(desk, `${load}:1`);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ value: 'Discharge', origin: 'earlier', clears: 2, of: 2 });
    expect(found?.words).toMatch(/^chosen by MK on \d{1,2} [A-Z][a-z]{2} \d{4} in suggest\.csv$/);
    expect(await suggest(desk, `${load}:2`)).toEqual([]);
  });

  it('does not come back when the rule would refuse it now', async () => {
    const first = await quarantine('id,code\n1,A-1\n', suite(matches('code', '^[A-Z]+$')));
    const review = new Reviewer(first.desk.engine, first.load);
    await review.correct(review.ids(1), { code: 'LATER' });
    const { desk, load } = await quarantine('id,code\n1,A-1\n', suite(matches('code', '^[0-9]+$')));
    expect((await suggest(desk, `${load}:1`)).map(({ value }) => value)).toEqual(['1']);
  });

  it('counts only the records it would clear of everything, as a dry run does', async () => {
    const { desk, load } = await quarantine(
      'id,ward,note\n1,east!,x\n2,east!,\n3,east!,x\n4,east!,x\n',
      suite(
        matches('ward', '^[a-z]+$'),
        ['expect_column_values_to_not_be_null', { column: 'note' }],
        ['expect_column_value_lengths_to_be_between', { column: 'ward', max_value: 5 }],
      ),
    );
    const review = new Reviewer(desk.engine, load);
    await review.exclude(review.ids(4));
    const { families } = await desk.engine.call('quarantine.families', { filter: { load } });
    const { family } = families.find(({ value, records }) => value === 'east!' && records === 3)!;
    const [found] = await suggest(desk, `${load}:1`, 'ward');
    expect(found).toMatchObject({ value: 'east', clears: 2, of: 3 });
    expect(await clearedBy(desk, load, found!, family)).toBe(2);
  });

  it('heeds waivers: a finding that was accepted does not stand in the way', async () => {
    const { desk, load } = await quarantine(
      'id,ward,note\n1,east!,\n2,east!,\n',
      suite(matches('ward', '^[a-z]+$'), ['expect_column_values_to_not_be_null', { column: 'note' }]),
    );
    const review = new Reviewer(desk.engine, load);
    await review.waive(review.ids(1));
    await review.correct(review.ids(1), { ward: 'west!' });
    const [found] = await suggest(desk, `${load}:1`, 'ward');
    expect(found).toMatchObject({ value: 'west', clears: 1, of: 1 });
  });

  it('obeys the row condition of the rule, on the record asked about', async () => {
    const conditional: [string, Record<string, unknown>] = [
      'expect_column_values_to_match_regex',
      {
        column: 'ward',
        regex: '^[a-z]+$',
        row_condition: 'col("kind") == "in"',
        condition_parser: 'great_expectations',
      },
    ];
    const { desk, load } = await quarantine('id,kind,ward\n1,in,a b\n2,out,a b\n', suite(conditional));
    expect((await suggest(desk, `${load}:1`)).map(({ value, of }) => [value, of])).toEqual([['ab', 1]]);
  });

  it.each([
    ['a rule over the whole table', 'id,ward\n1, x\n2, x\n', suite(unique('ward'))],
    ['a value that is missing', 'id,ward\n1,\n', suite(['expect_column_values_to_not_be_null', { column: 'ward' }])],
    [
      'a rule about several columns',
      'id,ward,note\n1,a, a\n',
      suite(['expect_column_pair_values_to_be_equal', { column_A: 'ward', column_B: 'note' }]),
    ],
  ])('is not made for %s', async (_, text, rules) => {
    const { desk, load } = await quarantine(text, rules);
    expect(await suggest(desk, `${load}:1`)).toEqual([]);
  });

  it('is not made for a finding that is no more, and a reject or an unknown load is named', async () => {
    const { desk, load } = await quarantine('id,ward\n1,a b\nx,y,z\n', suite(matches('ward', '^[a-z]+$')));
    const ask = (record_id: string) => desk.engine.call('review.suggestions', { record_id, expectation_key: 'none' });
    expect(await ask(`${load}:1`)).toEqual([]);
    await expect(ask(`${load}:r1`)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(ask('nowhere:1')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is of the type of its column', async () => {
    const { desk } = shared();
    const path = join(desk.files, 'typed.parquet');
    await run(`COPY (SELECT 99::BIGINT AS n) TO ${quoted(path)} (FORMAT parquet)`);
    const { load } = await desk.load({ paths: [path] });
    await desk.check(load.id, suite(inSet('n', [11, 'x9', 13])));
    const found = await suggest(desk, `${load.id}:1`);
    expect(found.map(({ value, clears }) => [value, clears])).toEqual([
      ['11', 1],
      ['13', 1],
    ]);
  });
});

describe.skipIf(!haveMtsamples)(`for MTSamples${whyNoMtsamples}`, () => {
  it('the 372 become one decision', async () => {
    const desk = await openDesk();
    const { load } = await desk.loadText('mtsamples.csv', mtsamples('mtsamples.csv'));
    await desk.engine.call('check.run', { load: load.id, actor });
    const { families } = await desk.engine.call('quarantine.families', { filter: { load: load.id } });
    const cardio = families.find(({ value }) => value === ' Cardiovascular / Pulmonary')!;
    expect([families.length, cardio.records]).toEqual([15, 372]);
    const filter = { load: load.id, family: cardio.family };
    const { rows } = await desk.engine.call('quarantine.window', { filter, limit: 1, columns: [] });
    const found = await suggest(desk, rows[0]!.record_id);
    expect(found.map(({ value, clears, of }) => [value, clears, of])).toEqual([
      ['Cardiovascular and Pulmonary', 372, 372],
      ['Cardiovascular Pulmonary', 372, 372],
    ]);
    expect(await clearedBy(desk, load.id, found[0]!, cardio.family)).toBe(372);
  });
});
