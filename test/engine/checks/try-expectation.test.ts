/** An expectation tried: what a check would find, with nothing kept and nothing hidden. */
import { describe, expect, it } from 'vitest';
import type { Trial } from '../../../electron/contract/check.ts';
import { haveMtsamples, mtsamples, whyNoMtsamples } from '../../support/mtsamples.ts';
import { openDesk, type Desk } from '../../support/open-desk.ts';
import { LastingDesk } from '../../support/lasting-desk.ts';
import { dumpStore } from '../../support/store.ts';
import { matches, notNull, suite, unique } from '../../support/suites.ts';
import { useWards, wardRules, wardsText } from '../review/wards.ts';

type Rule = [type: string, kwargs: Record<string, unknown>];

const tryOn = ({ engine }: Desk, load: string, [type, kwargs]: Rule): Promise<Trial> =>
  engine.call('check.try', {
    load,
    expectation: { type, kwargs: JSON.parse(JSON.stringify(kwargs)) as object as Record<string, string> },
  });

describe('an expectation tried', () => {
  const wards = useWards();

  const rules: Rule[] = [
    notNull('ward'),
    matches('ward', '^S'),
    unique('ward'),
    ['expect_column_values_to_match_regex', { column: 'ward', regex: '^S', mostly: 0.5 }],
    ['expect_column_pair_values_to_be_equal', { column_A: 'ward', column_B: 'note' }],
    ['expect_table_row_count_to_equal', { value: 7 }],
    ['expect_column_unique_value_count_to_be_between', { column: 'ward', max_value: 2 }],
    ['expect_column_to_exist', { column: 'none' }],
    ['expect_column_values_to_not_be_null', { column: 'none' }],
    ['expect_column_values_to_match_regex', { column: 'ward', regex: '(?=x)' }],
  ];

  it.each(rules)('%s %j says what a check of it says', async (...rule) => {
    const { desk, review } = await wards();
    await review.correct(review.ids(2), { ward: 'Surgery' });
    await review.exclude(review.ids(3));
    const trial = await tryOn(desk, review.load, rule);
    const { validation } = await desk.check(review.load, suite(rule));
    const [checked] = validation.results;
    const { element_count: elements, missing_count: missing = 0, unexpected_count: unexpected } = checked!.result;
    expect(trial).toMatchObject({
      sentence: checked!.meta.sentence,
      success: checked!.success,
      evaluated: elements === undefined ? null : Number(elements) - Number(missing),
      unexpected: unexpected ?? null,
      observed: checked!.result['observed_value'] ?? null,
    });
    expect(trial.could_not_run?.why ?? null).toBe(checked!.exception_info.exception_message);
  });

  it('shows at most five different values that fail, the most frequent first', async () => {
    const desk = await openDesk();
    const rows = [1, 1, 2, 3, 3, 3, 4, 5, 6, 7].map((value) => `x${value}`);
    const { load } = await desk.loadText(
      'many.csv',
      `id,v\n${rows.map((value, index) => `${index},${value}\n`).join('')}`,
    );
    const trial = await tryOn(desk, load.id, matches('v', '^y'));
    expect(trial).toMatchObject({ evaluated: 10, unexpected: 10, examples: ['x3', 'x1', 'x2', 'x4', 'x5'] });
    expect((await tryOn(desk, load.id, ['expect_column_values_to_be_null', { column: 'id' }])).examples).toHaveLength(
      5,
    );
  });

  it('does not take a result format for an argument', async () => {
    const { desk, review } = await wards();
    const trial = await tryOn(desk, review.load, [
      'expect_column_values_to_match_regex',
      { column: 'ward', regex: '^S', result_format: 'BOOLEAN_ONLY' },
    ]);
    expect(trial).toMatchObject({ evaluated: 4, unexpected: 3 });
  });

  it.each<[string, Rule, RegExp]>([
    ['a missing argument', ['expect_column_values_to_match_regex', { column: 'ward' }], /"regex" is missing/],
    ['a wrong one', ['expect_column_values_to_not_be_null', { column: 'ward', mostly: 2 }], /from 0 to 1/],
    [
      'bounds the wrong way round',
      ['expect_column_values_to_be_between', { column: 'id', min_value: 2, max_value: 1 }],
      /greater than/,
    ],
    ['a name that is not known', ['expect_magic', {}], /not known/],
  ])('refuses %s with the reason', async (_, rule, why) => {
    const { desk, review } = await wards();
    await expect(tryOn(desk, review.load, rule)).rejects.toMatchObject({
      code: 'SUITE_INVALID',
      message: expect.stringMatching(why) as string,
    });
  });

  it('keeps nothing', async () => {
    const lasting = await LastingDesk.open();
    const { load } = await lasting.now.loadText('wards.csv', wardsText);
    await lasting.now.check(load.id, wardRules);
    await lasting.close();
    const before = await dumpStore(`${lasting.root}/workspace`);
    const desk = await lasting.reopen();
    await tryOn(desk, load.id, unique('ward'));
    await lasting.close();
    expect(await dumpStore(`${lasting.root}/workspace`)).toEqual(before);
  });

  it('is a task that can be cancelled, and leaves the load as it was', async () => {
    const { desk, review } = await wards();
    const leave = desk.engine.subscribe((event) => {
      if (event.event !== 'task.changed' || event.task.state !== 'running') return;
      void desk.engine.call('task.cancel', { task: event.task.task });
    });
    const expectation = { type: 'expect_column_values_to_be_unique', kwargs: { column: 'ward' } };
    const call = desk.engine.call('check.try', { load: review.load, expectation });
    await expect(call).rejects.toMatchObject({ code: 'CANCELLED' });
    leave();
    const tasks = await desk.engine.call('task.list', {});
    expect(tasks.at(-1)).toMatchObject({ method: 'check.try', state: 'cancelled' });
    expect(await tryOn(desk, review.load, unique('ward'))).toMatchObject({ unexpected: 2 });
  });

  it('of a load that is not there is not found', async () => {
    const { desk } = await wards();
    await expect(tryOn(desk, 'nowhere', notNull('ward'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe.skipIf(!haveMtsamples)(`on MTSamples${whyNoMtsamples}`, () => {
  it('finds the 1,619', async () => {
    const desk = await openDesk();
    const { load } = await desk.loadText('mtsamples.csv', mtsamples('mtsamples.csv'));
    const trial = await tryOn(desk, load.id, matches('medical_specialty', '^[A-Za-z\\s]+$'));
    expect(trial).toMatchObject({ evaluated: 4_999, unexpected: 1_619, success: false });
    expect(trial.examples.slice(0, 2)).toEqual([' Consult - History and Phy.', ' Cardiovascular / Pulmonary']);
  });
});
