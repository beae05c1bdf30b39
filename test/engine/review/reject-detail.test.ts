/** One reject, with what was done to it. */
import { expect, it } from 'vitest';
import { useWards } from './wards.ts';

const wards = useWards();

it('a reject is shown whole, with its history', async () => {
  const { desk, review } = await wards();
  const id = `${review.load}:r1`;
  const get = () => desk.engine.call('reject.get', { record_id: id });
  const { rows } = await desk.engine.call('quarantine.rejects', { load: review.load });
  expect(await get()).toEqual({ reject: rows[0], history: [], message: null });
  const excluded = await review.exclude(review.ids('r1'));
  await review.reinstate(review.ids('r1'));
  await review.repair(1, '6,Surgery,fine');
  const { reject, history } = await get();
  expect([reject.state, reject.raw]).toEqual(['repaired', 'six,Surgery,fine,too many']);
  expect(history.map(({ action, operation }) => [action, operation === excluded.operation])).toEqual([
    ['exclude', true],
    ['reinstate', false],
    ['repair', false],
  ]);
});

it('what is no reject, or is not there, is named', async () => {
  const { desk, review } = await wards();
  const get = (record_id: string) => desk.engine.call('reject.get', { record_id });
  await expect(get(`${review.load}:1`)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await expect(get(`${review.load}:r9`)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(get('nowhere:r1')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
