/** Suites the workspace knows, and the checks of a load one after the other. */
import { describe, expect, it } from 'vitest';
import { actor } from '../../support/open-desk.ts';
import { notNull, suite } from '../../support/suites.ts';
import { useWards } from '../review/wards.ts';

const wards = useWards();

describe('the suites', () => {
  it('are those that loads were checked with, with how many use them still', async () => {
    const { desk, review } = await wards();
    const other = await wards();
    const { load } = await desk.check(other.review.load, suite(notNull('id')));
    const suites = await desk.engine.call('suite.list', {});
    const ofWards = suites.find(({ expectations }) => expectations === 3)!;
    const loads = await desk.engine.call('load.list', {});
    expect(ofWards).toMatchObject({
      name: 'test',
      loads: loads.filter(({ suite: used }) => used?.hash === ofWards.hash).length,
    });
    expect(suites.find(({ hash }) => hash === load.suite?.hash)).toMatchObject({ expectations: 1, loads: 1 });
    expect(loads.find(({ id }) => id === review.load)?.suite?.hash).toBe(ofWards.hash);
  });

  it('come back as Great Expectations writes them, and parse to the same suite', async () => {
    const { desk, review } = await wards();
    const { load } = await desk.engine.call('load.get', { load: review.load });
    const shown = await desk.engine.call('suite.get', { hash: load.suite!.hash });
    expect(JSON.parse(shown.text)).toMatchObject({ name: 'test', expectations: { length: 3 } });
    const parsed = await desk.engine.call('suite.parse', { text: shown.text });
    expect([parsed.hash, parsed.suite, parsed.sentences]).toEqual([load.suite!.hash, shown.suite, shown.sentences]);
    expect(shown.sentences[0]).toBe('note must not be empty');
    await expect(desk.engine.call('suite.get', { hash: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the history of checks', () => {
  it('is the newest first, each with what it said of every expectation', async () => {
    const { desk, review } = await wards();
    await review.correct(review.ids(4), { ward: 'Surgery' });
    const { validation, load } = await desk.engine.call('check.run', {
      load: review.load,
      suite: JSON.stringify(suite(notNull('ward'), notNull('none'), ['expect_table_row_count_to_equal', { value: 5 }])),
      result_format: 'COMPLETE',
      actor,
      reason: 'the wards have other rules',
    });
    const [latest, first, ...others] = await desk.engine.call('check.history', { load: review.load });
    expect(others).toEqual([]);
    expect(latest).toMatchObject({ actor, at: load.checked_at, suite: load.suite, success: false, could_not_run: 1 });
    expect(latest?.results).toEqual([
      { expectation_key: validation.results[0]!.meta.expectation_key, success: true, unexpected: 0 },
      { expectation_key: validation.results[1]!.meta.expectation_key, success: false, unexpected: null },
      { expectation_key: validation.results[2]!.meta.expectation_key, success: true, unexpected: null },
    ]);
    expect(first?.results.map(({ unexpected }) => unexpected)).toEqual([1, 1, 2]);
    expect(await desk.engine.call('check.history', { load: review.load, limit: 1 })).toEqual([latest]);
    await expect(desk.engine.call('check.history', { load: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is empty before the first check', async () => {
    const { desk } = await wards();
    const { load } = await desk.loadText('unchecked.csv', 'id\n1\n');
    expect(await desk.engine.call('check.history', { load: load.id })).toEqual([]);
  });
});
