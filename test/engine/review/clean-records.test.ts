import { expect, it } from 'vitest';
import type { RecordFilter } from '../../../electron/contract/record.ts';
import { useWards } from './wards.ts';

const openWards = useWards();

it('clean records are listed, narrowed, sorted and counted where they are asked for, and only there', async () => {
  const { desk, review } = await openWards();
  const { load } = review;
  const listed = async (filter: Omit<RecordFilter, 'load'>, more = {}): Promise<string[]> => {
    const { total, rows } = await desk.engine.call('quarantine.window', { filter: { load, ...filter }, ...more });
    expect(total).toBe(rows.length);
    return rows.map(({ record_id: id, state }) => `${id.split(':')[1] ?? ''} ${state}`);
  };
  expect(await listed({})).toEqual(['2 quarantined', '3 quarantined', '4 quarantined']);
  expect(await listed({ states: ['clean'] })).toEqual(['1 clean', '5 clean']);
  expect(await listed({ states: ['clean', 'quarantined'] }, { sort: [{ column: 'id', direction: 'desc' }] })).toEqual([
    '5 clean',
    '4 quarantined',
    '3 quarantined',
    '2 quarantined',
    '1 clean',
  ]);
  expect(await listed({ states: ['clean'], search: 'medi' })).toEqual(['5 clean']);
  expect(await listed({ states: ['clean'], where: [{ column: 'ward', operator: '=', value: 'Surgery' }] })).toEqual([
    '1 clean',
  ]);

  const { rows } = await desk.engine.call('quarantine.window', { filter: { load, states: ['clean'] }, characters: 3 });
  expect(rows[1]).toMatchObject({
    source_line: 6,
    last_line: 6,
    version: 1,
    findings: [],
    values: { id: '5', ward: 'Med', note: 'fin' },
    shortened: ['ward', 'note'],
  });
  const filter = { load, states: ['clean' as const] };
  const { states } = await desk.engine.call('quarantine.facets', { filter });
  expect(states).toContainEqual({ state: 'clean', records: 2 });
  expect(states).toContainEqual({ state: 'quarantined', records: 3 });
  expect(await desk.engine.call('quarantine.values', { filter, column: 'ward' })).toEqual([
    { value: 'Medicine', records: 1 },
    { value: 'Surgery', records: 1 },
  ]);
  expect(await desk.engine.call('quarantine.patterns', { filter, column: 'ward' })).toEqual([
    { pattern: 'a', records: 2 },
  ]);

  // One that came under review and is clean again is there once.
  await review.correct(review.ids(5), { ward: 'not a ward!' });
  expect(await listed({ states: ['clean'] })).toEqual(['1 clean']);
  await review.correct(review.ids(5), { ward: 'Paediatrics' });
  const after = await listed({ states: ['clean', 'corrected'] });
  expect(after).toHaveLength(2);
  expect(await listed({ states: ['clean', 'corrected'], search: 'paed' })).toHaveLength(1);
});
