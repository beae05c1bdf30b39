import { describe, expect, it } from 'vitest';
import { author } from '../../support/review.ts';
import { useWards } from './wards.ts';

const openWards = useWards();

describe('waiving', () => {
  it('accepts the findings of now: another value is another finding', async () => {
    const { desk, review } = await openWards();
    const done = await review.waive(review.ids(2));
    expect(done).toMatchObject({ records: 1, cells: 0, cleared: 1, stale: [] });
    expect(await review.states()).toMatchObject({ 2: 'waived' });
    const { record } = await desk.engine.call('record.get', { record_id: `${review.load}:2` });
    expect(record.findings).toMatchObject([{ value: 'surg ery!', waived: true }]);
    expect(await review.events(done)).toMatchObject([
      { ...author, action: 'waive', old: 'quarantined', new: 'waived' },
    ]);

    await review.correct(review.ids(2), { ward: 'an other!' });
    expect(await review.states()).toMatchObject({ 2: 'quarantined' });
    await review.correct(review.ids(2), { ward: 'surg ery!' });
    expect(await review.states()).toMatchObject({ 2: 'waived' });
  });

  it('does nothing to what is clean or excluded', async () => {
    const { review } = await openWards();
    await review.exclude(review.ids(2));
    expect(await review.waive(review.ids(1, 2))).toMatchObject({ operation: null, records: 0 });
    expect(await review.states()).toEqual({ 2: 'excluded', 3: 'quarantined', 4: 'quarantined' });
  });

  it('a reject is refused, and so is a last day that is over', async () => {
    const { review } = await openWards();
    await expect(review.waive(review.ids(2, 'r1'))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(review.waive(review.ids(2), { until: '2020-01-01' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await review.states()).toMatchObject({ 2: 'quarantined' });
  });

  it('is taken back by reinstating', async () => {
    const { review } = await openWards();
    await review.waive(review.ids(2, 3));
    expect(await review.reinstate(review.ids(2))).toMatchObject({ records: 1, newly_failing: 1 });
    expect(await review.states()).toMatchObject({ 2: 'quarantined', 3: 'waived' });
  });
});

describe('excluding', () => {
  it('keeps records out, clean ones too, and reinstating brings each back as it was', async () => {
    const { review } = await openWards();
    await review.waive(review.ids(3));
    await review.correct(review.ids(4), { ward: 'Kitchen' });
    const done = await review.exclude(review.ids(1, 2, 3, 4));
    expect(done).toMatchObject({ records: 4 });
    expect(await review.states()).toEqual({ 1: 'excluded', 2: 'excluded', 3: 'excluded', 4: 'excluded' });
    expect(await review.receipt()).toMatchObject({ clean: 1, excluded: 4, quarantined: 2, balanced: true });
    await review.reinstate({ load: review.load, states: ['excluded'] });
    expect(await review.states()).toEqual({ 1: 'clean', 2: 'quarantined', 3: 'waived', 4: 'corrected' });
  });

  it('takes rejects as well, beside records or alone, and brings them back', async () => {
    const { desk, review } = await openWards();
    const both = await review.exclude(review.ids(2, 'r1'));
    expect(both).toMatchObject({ records: 2, cells: 0 });
    const recordsOf = (await review.events(both)).map(({ record, old, new: now }) => [record?.split(':')[1], old, now]);
    expect(recordsOf).toEqual([
      ['2', 'quarantined', 'excluded'],
      ['r1', 'quarantined', 'excluded'],
    ]);
    await review.exclude(review.ids('r2'));
    expect(await review.receipt()).toMatchObject({ excluded: 3, quarantined: 2, balanced: true });
    const { rows } = await desk.engine.call('quarantine.rejects', { load: review.load, states: ['excluded'] });
    expect(rows.map(({ record_id: id }) => id.split(':')[1])).toEqual(['r1', 'r2']);
    expect(await review.reinstate(review.ids('r1', 'r2'))).toMatchObject({ records: 2 });
    expect(await review.receipt()).toMatchObject({ excluded: 1, quarantined: 4, balanced: true });
  });

  it('what is not there is an error, not a silence', async () => {
    const { review } = await openWards();
    await expect(review.exclude(review.ids(2, 'r9'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(review.exclude({ load: review.load, record_ids: ['other:r1'] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    expect(await review.states()).toMatchObject({ 2: 'quarantined' });
  });

  it('what is excluded already is no operation', async () => {
    const { review } = await openWards();
    await review.exclude(review.ids(2, 'r1'));
    expect(await review.exclude(review.ids(2, 'r1'))).toMatchObject({ operation: null, records: 0 });
  });
});
