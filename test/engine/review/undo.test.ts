import { describe, expect, it } from 'vitest';
import { author } from '../../support/review.ts';
import { useWards } from './wards.ts';

const openWards = useWards();

describe('undo', () => {
  it('of the last operation, and of the one before it, restores what was there before each', async () => {
    const { review } = await openWards();
    const first = await review.correct(review.ids(2), { ward: 'Kitchen' });
    const second = await review.correct(review.ids(2), { ward: 'Surgery' });
    await review.undo(second);
    expect(await review.value(2, 'ward')).toBe('Kitchen');
    await review.undo(first);
    expect(await review.value(2, 'ward')).toBe('surg ery!');
    expect(await review.states()).toMatchObject({ 2: 'quarantined' });
  });

  it('of an operation in the middle keeps later edits, and says which cells it left', async () => {
    const { review } = await openWards();
    const bulk = await review.correct(review.ids(2, 3, 4), { ward: 'Kitchen', note: 'seen' });
    await review.correct(review.ids(3), { ward: 'Surgery' });
    const undone = await review.undo(bulk);
    expect(undone).toMatchObject({ records: 3, cells: 5 });
    expect(undone.skipped).toEqual([{ record_id: `${review.load}:3`, why: 'ward was changed again later' }]);
    expect([await review.value(2, 'ward'), await review.value(3, 'ward'), await review.value(3, 'note')]).toEqual([
      'surg ery!',
      'Surgery',
      null,
    ]);
  });

  it('keeps a later edit even where it came to the same value again', async () => {
    const { review } = await openWards();
    const first = await review.correct(review.ids(2), { ward: 'Kitchen' });
    await review.correct(review.ids(2), { ward: 'Surgery' });
    await review.correct(review.ids(2), { ward: 'Kitchen' });
    await expect(review.undo(first)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await review.value(2, 'ward')).toBe('Kitchen');
  });

  it('twice is a conflict that names the undo; undoing that does it again, as often as one likes', async () => {
    const { desk, review } = await openWards();
    const done = await review.correct(review.ids(2), { ward: 'Surgery' });
    const undone = await review.undo(done);
    await expect(review.undo(done)).rejects.toMatchObject({
      code: 'CONFLICT',
      details: { undone_by: undone.operation },
    });
    let last = undone;
    for (const value of ['Surgery', 'surg ery!', 'Surgery']) {
      last = await review.undo(last);
      expect(await review.value(2, 'ward')).toBe(value);
    }
    await review.undo(done);
    expect(await review.value(2, 'ward')).toBe('surg ery!');
    const history = await desk.engine.call('review.history', { load: review.load });
    expect(history.map(({ kind }) => kind)).toEqual(['undo', 'undo', 'undo', 'undo', 'undo', 'correct']);
    expect(history.at(-1)?.undone_by).toBe(history[0]?.operation);
  });

  it('that cannot do anything leaves nothing: it works once what is in its way is undone', async () => {
    const { review } = await openWards();
    const first = await review.correct(review.ids(2), { ward: 'Kitchen' });
    const second = await review.correct(review.ids(2), { ward: 'Surgery' });
    await expect(review.undo(first)).rejects.toMatchObject({ code: 'CONFLICT' });
    await review.undo(second);
    await expect(review.undo(first)).resolves.toMatchObject({ cells: 1 });
  });

  it('of a waiver, an exclusion and a reinstatement brings the earlier state back, and each can be done again', async () => {
    const { review } = await openWards();
    const waived = await review.waive(review.ids(2, 3));
    const excluded = await review.exclude(review.ids(3, 'r1'));
    const reinstated = await review.reinstate(review.ids(2));
    expect(await review.states()).toMatchObject({ 2: 'quarantined', 3: 'excluded' });
    const again = await review.undo(reinstated);
    expect(await review.states()).toMatchObject({ 2: 'waived' });
    await review.undo(again);
    expect(await review.states()).toMatchObject({ 2: 'quarantined' });
    await review.undo(excluded);
    expect(await review.states()).toMatchObject({ 3: 'waived' });
    expect(await review.receipt()).toMatchObject({ excluded: 0, balanced: true });
    await review.undo(waived);
    expect(await review.states()).toMatchObject({ 2: 'quarantined', 3: 'quarantined' });
  });

  it('leaves a record that somebody else excluded since', async () => {
    const { review } = await openWards();
    const first = await review.exclude(review.ids(2, 3));
    await review.reinstate(review.ids(2));
    await review.exclude(review.ids(2));
    const undone = await review.undo(first);
    expect(undone).toMatchObject({
      records: 1,
      skipped: [{ record_id: `${review.load}:2`, why: 'it was decided on again later' }],
    });
    expect(await review.states()).toMatchObject({ 2: 'excluded', 3: 'quarantined' });
  });

  it('has its author, its reason, and events that turn the first ones round', async () => {
    const { review } = await openWards();
    const done = await review.correct(review.ids(2, 3), { ward: 'Surgery' });
    const undone = await review.undo(done, { reason: 'that was another ward' });
    expect(await review.events(undone)).toMatchObject([
      {
        action: 'undo',
        actor: author.actor,
        reason: 'that was another ward',
        column: 'ward',
        old: 'Surgery',
        new: 'surg ery!',
      },
      { record: `${review.load}:3` },
    ]);
  });

  it('of nothing known is refused, and so is one without a reason', async () => {
    const { review } = await openWards();
    await expect(review.undo('20260101-000000-none0')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const done = await review.correct(review.ids(2), { ward: 'Surgery' });
    await expect(review.undo(done, { reason: '' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
