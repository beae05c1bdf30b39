import { expect, it } from 'vitest';
import type { Decided } from '../../../electron/contract/record.ts';
import { useWards } from './wards.ts';

const openWards = useWards();

it('tells what was decided alike, in as many words as a list needs, and forgets what was undone', async () => {
  const { desk, review } = await openWards();
  const decided = (): Promise<Decided[]> => desk.engine.call('review.decided', { load: review.load });
  expect(await decided()).toEqual([]);

  const corrected = await review.correct(review.ids(2, 3), { ward: 'Surgery', note: 'seen' });
  await review.waive(review.ids(4), { until: '2999-12-31' });
  await review.exclude(review.ids(5));
  const list = await decided();
  expect(list).toContainEqual({
    state: 'corrected',
    family: null,
    column: 'ward',
    value: 'surg ery!',
    new_value: 'Surgery',
    until: null,
    records: 2,
    operations: 1,
  });
  // Two values of the note were replaced by one.
  expect(list.filter(({ column }) => column === 'note')).toMatchObject([
    { value: 'fine', new_value: 'seen', records: 1 },
    { value: null, new_value: 'seen', records: 1 },
  ]);
  const [waived] = list.filter(({ state }) => state === 'waived');
  expect(waived).toMatchObject({ column: 'ward', value: null, until: '2999-12-31', records: 1, operations: 1 });
  // The family of a waived row is what the grid can be narrowed by.
  const filter = { load: review.load, states: ['waived' as const], family: waived?.family ?? '' };
  expect((await desk.engine.call('quarantine.window', { filter })).total).toBe(1);
  expect(list).toContainEqual({
    state: 'excluded',
    family: null,
    column: null,
    value: null,
    new_value: null,
    until: null,
    records: 1,
    operations: 1,
  });

  await review.undo(corrected);
  expect((await decided()).map(({ state }) => state).sort()).toEqual(['excluded', 'waived']);
});

it('counts an excluded record once, however often it was excluded', async () => {
  const { desk, review } = await openWards();
  await review.exclude(review.ids(2));
  await review.reinstate(review.ids(2));
  await review.exclude(review.ids(2, 3));
  const decided = await desk.engine.call('review.decided', { load: review.load });
  const wards = decided.filter(({ column }) => column === 'ward');
  expect(wards).toMatchObject([{ state: 'excluded', value: 'surg ery!', records: 2 }]);
});
