import { expect, it } from 'vitest';
import { useWards } from './wards.ts';

const openWards = useWards();

it('a waived finding says its last day, and none when one waiver holds for good', async () => {
  const { desk, review } = await openWards();
  const finding = async (): Promise<unknown> => {
    const { record } = await desk.engine.call('record.get', { record_id: `${review.load}:2` });
    return record.findings[0];
  };
  expect(await finding()).not.toHaveProperty('waived_until');
  const ending = await review.waive(review.ids(2), { until: '2999-12-31' });
  expect(await finding()).toMatchObject({ waived: true, waived_until: '2999-12-31' });
  expect(await review.events(ending)).toMatchObject([{ old: 'quarantined', new: 'waived until 2999-12-31' }]);
  await review.undo(ending);
  await review.waive(review.ids(2));
  expect(await finding()).toMatchObject({ waived: true });
  expect(await finding()).not.toHaveProperty('waived_until');
});

it('a repair says what the text becomes, before it is done', async () => {
  const { desk, review } = await openWards();
  const { columns } = (await desk.engine.call('load.get', { load: review.load })).load;
  const text = columns.map((_, place) => `value ${place}`).join(',');
  const result = await review.repair(1, text, { dry_run: true });
  expect(result.becomes).toEqual([Object.fromEntries(columns.map(({ name }, place) => [name, `value ${place}`]))]);
  expect(result.operation).toBeNull();
});
