import { describe, expect, it } from 'vitest';
import { author } from '../../support/review.ts';
import { useWards } from './wards.ts';

const openWards = useWards();

describe('correcting', () => {
  it('one cell makes its record corrected, leaves one event, and keeps the value it came with', async () => {
    const { desk, review } = await openWards();
    const done = await review.correct(review.ids(2), { ward: 'Surgery' });
    expect(done).toMatchObject({
      kind: 'correct',
      records: 1,
      cells: 1,
      cleared: 1,
      still_failing: 0,
      newly_failing: 0,
    });
    expect(done.sample).toEqual([
      { record_id: `${review.load}:2`, column: 'ward', old: 'surg ery!', new: 'Surgery', state: 'corrected' },
    ]);
    const detail = await desk.engine.call('record.get', { record_id: `${review.load}:2` });
    expect(detail).toMatchObject({
      record: { state: 'corrected', version: 2, findings: [], values: { ward: 'Surgery' } },
      source_values: { ward: 'surg ery!' },
      source_text: { text: '2,surg ery!,fine' },
      history: [{ action: 'correct', column: 'ward', old: 'surg ery!', new: 'Surgery', ...author }],
    });
    expect(await review.receipt()).toMatchObject({ corrected: 1, quarantined: 4, balanced: true });
  });

  it('what another has changed meanwhile is a conflict, and overwrites nothing', async () => {
    const { review } = await openWards();
    await review.correct(review.ids(2), { ward: 'Surgery' }, { expected_version: 1 });
    const late = review.correct(review.ids(2), { ward: 'Mine' }, { expected_version: 1 });
    await expect(late).rejects.toMatchObject({ code: 'CONFLICT', details: { expected_version: 1, version: 2 } });
    expect(await review.value(2, 'ward')).toBe('Surgery');
  });

  it('conflicts too with a decision that was taken meanwhile', async () => {
    const { review } = await openWards();
    await review.waive(review.ids(2));
    const late = review.correct(review.ids(2), { ward: 'Mine' }, { expected_version: 1 });
    await expect(late).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('many at once by ids, family, condition or state is one operation with an event a cell', async () => {
    const { desk, review } = await openWards();
    const { load } = review;
    const { families } = await desk.engine.call('quarantine.families', { filter: { load } });
    const family = families.find(({ value }) => value === 'surg ery!')?.family ?? '';
    const byFamily = await review.correct({ load, family }, { ward: 'Surgery', note: 'seen' });
    expect(byFamily).toMatchObject({ records: 2, cells: 4, cleared: 2 });
    const events = await review.events(byFamily);
    expect(events.map(({ record, column, old, new: now }) => [record?.split(':')[1], column, old, now])).toEqual([
      ['2', 'note', 'fine', 'seen'],
      ['2', 'ward', 'surg ery!', 'Surgery'],
      ['3', 'note', null, 'seen'],
      ['3', 'ward', 'surg ery!', 'Surgery'],
    ]);
    for (const event of events) expect(event).toMatchObject({ ...author, action: 'correct', load });

    const byWhere = await review.correct(
      { load, where: [{ column: 'ward', operator: 'is null' }] },
      { ward: 'Kitchen' },
    );
    expect(byWhere).toMatchObject({ records: 1, cleared: 1 });
    const byState = await review.correct({ load, states: ['corrected'] }, { note: 'again' });
    expect(byState.records).toBe(3);
    const byId = await review.correct(review.ids(2, 3), { note: 'once more' });
    expect(byId.records).toBe(2);
    const history = await desk.engine.call('review.history', { load });
    expect(history.map(({ operation }) => operation)).toEqual(
      [byId, byState, byWhere, byFamily].map(({ operation }) => operation),
    );
  });

  it('a clean record takes it under review, by id or by state', async () => {
    const { desk, review } = await openWards();
    expect(await review.correct(review.ids(1), { note: 'better' })).toMatchObject({ records: 1, cleared: 0 });
    expect(await review.states()).toMatchObject({ 1: 'corrected' });
    const where = [{ column: 'ward', operator: '=' as const, value: 'Medicine' }];
    expect(await review.correct({ load: review.load, states: ['clean'], where }, { ward: '' })).toMatchObject({
      records: 1,
      newly_failing: 1,
    });
    expect(await review.states()).toMatchObject({ 1: 'corrected', 5: 'quarantined' });
    expect((await desk.engine.call('record.get', { record_id: `${review.load}:5` })).record).toMatchObject({
      source_line: 6,
    });
    expect(await review.receipt()).toMatchObject({ clean: 0, corrected: 1, quarantined: 6, balanced: true });
  });

  it('back to the value it came with leaves the record as clean as it was', async () => {
    const { review } = await openWards();
    await review.correct(review.ids(1), { note: 'better' });
    await review.correct(review.ids(1), { note: 'fine' });
    expect(await review.states()).toMatchObject({ 1: 'clean' });
  });

  it('to the same value is no operation, and leaves nothing behind', async () => {
    const { desk, review } = await openWards();
    const done = await review.correct(review.ids(1, 2), { note: 'fine' });
    expect(done).toMatchObject({ operation: null, records: 0, cells: 0, stale: [] });
    expect(await review.states()).not.toHaveProperty('1');
    expect(await desk.engine.call('review.history', { load: review.load })).toEqual([]);
  });

  it('null, empty text, a byte order mark and half a surrogate pair are each what they are', async () => {
    const { review } = await openWards();
    for (const [given, kept] of [
      [null, null],
      ['', ''],
      ['\uFEFFmarked', '\uFEFFmarked'],
      ['\uFEFF\uFEFFtwice', '\uFEFF\uFEFFtwice'],
      [' 007 ', ' 007 '],
      ['half \uD83D', 'half \uFFFD'],
    ] as const) {
      const done = await review.correct(review.ids(2), { note: given });
      expect(await review.value(2, 'note')).toBe(kept);
      const [event] = await review.events(done);
      expect(event?.new).toBe(kept);
      await review.undo(done);
      expect(await review.value(2, 'note')).toBe('fine');
    }
  });

  it.each([
    ['no reason', { reason: ' ' }],
    ['a reason of two letters', { reason: 'ok' }],
    ['no actor', { actor: '' }],
  ])('with %s is refused', async (_, more) => {
    const { review } = await openWards();
    await expect(review.correct(review.ids(2), { ward: 'Surgery' }, more)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(review.waive(review.ids(2), more)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(review.exclude(review.ids(2), more)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(review.repair(1, 'x', more)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('nothing in particular, a reject, a stranger or what is not there is refused', async () => {
    const { review } = await openWards();
    const set = { ward: 'Surgery' };
    await expect(review.correct({ load: review.load }, set)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(review.correct(review.ids('r1'), set)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(review.correct({ load: review.load, record_ids: ['other:1'] }, set)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(review.correct(review.ids(99), set)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(review.correct(review.ids(2), { nowhere: 'x' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(review.correct(review.ids(2), {})).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
