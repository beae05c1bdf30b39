/** Rules about the whole table after an edit: said to be stale at once, run again behind, true afterwards. */
import { describe, expect, it } from 'vitest';
import type { OperationResult } from '../../../electron/contract/record.ts';
import type { Desk } from '../../support/open-desk.ts';
import { matches, suite, unique, type SuiteFile } from '../../support/suites.ts';
import { useDesk } from '../../support/use-desk.ts';

const shared = useDesk();

const text = 'id,ward,note\n1,A,x\n1,A,y\n2,B,z\n1,A,w\n';

async function checked(rules: SuiteFile): Promise<{ desk: Desk; load: string }> {
  const { desk, loadAgain } = shared();
  const { load } = await loadAgain('wards.csv', text);
  await desk.check(load.id, rules);
  return { desk, load: load.id };
}

const correct = async (
  desk: Desk,
  load: string,
  ordinal: number,
  set: Record<string, string | null>,
): Promise<OperationResult> =>
  await desk.engine.call('review.correct', {
    selection: { load, record_ids: [`${load}:${ordinal}`] },
    set,
    actor: 'Ada',
    reason: 'mended by hand',
  });

const states = async (desk: Desk, load: string): Promise<Record<string, string>> => {
  const { rows } = await desk.engine.call('quarantine.window', { filter: { load } });
  return Object.fromEntries(rows.map((row) => [row.record_id.split(':')[1] ?? '', row.state]));
};

describe('after an edit', () => {
  it('a rule of the record alone is asked again at once, and nothing is stale', async () => {
    const { desk, load } = await checked(suite(matches('ward', '^B$')));
    const result = await correct(desk, load, 1, { ward: 'B' });
    expect(result).toMatchObject({ cleared: 1, stale: [] });
    expect((await desk.engine.call('load.get', { load })).load.stale).toBe(false);
  });

  it('uniqueness is stale, run again behind, and frees the others of the group', async () => {
    const { desk, load } = await checked(suite(unique('id')));
    expect(await states(desk, load)).toEqual({ 1: 'quarantined', 2: 'quarantined', 4: 'quarantined' });
    await correct(desk, load, 1, { id: '7' });
    const result = await correct(desk, load, 2, { id: '8' });
    expect(result.stale).toEqual([expect.stringContaining('id must not repeat a value')]);
    expect((await desk.engine.call('load.get', { load })).load.stale).toBe(true);
    await desk.engine.idle();
    expect((await desk.engine.call('load.get', { load })).load.stale).toBe(false);
    expect(await states(desk, load)).toEqual({ 1: 'corrected', 2: 'corrected', 4: 'clean' });
  });

  it('a record that was clean goes to quarantine when an edit makes it a duplicate', async () => {
    const { desk, load } = await checked(suite(unique('note')));
    expect(await states(desk, load)).toEqual({});
    await correct(desk, load, 1, { note: 'z' });
    await desk.engine.idle();
    expect(await states(desk, load)).toEqual({ 1: 'quarantined', 3: 'quarantined' });
  });

  it('a number over the table is stale when only the column of its row condition was edited', async () => {
    const rules = suite([
      'expect_column_max_to_be_between',
      { column: 'note', max_value: 'y', row_condition: 'col("ward") == "B"', condition_parser: 'great_expectations' },
    ]);
    const { desk, load } = await checked(rules);
    expect((await desk.engine.call('check.latest', { load }))?.success).toBe(false);
    expect((await correct(desk, load, 1, { ward: 'B' })).stale).toHaveLength(1);
    expect((await correct(desk, load, 3, { ward: 'C' })).stale).toHaveLength(1);
    await desk.engine.idle();
    expect((await desk.engine.call('check.latest', { load }))?.success).toBe(true);
  });

  it('leaving a record out makes every rule about the table stale', async () => {
    const { desk, load } = await checked(suite(unique('id'), ['expect_table_row_count_to_equal', { value: 3 }]));
    const result = await desk.engine.call('review.exclude', {
      selection: { load, record_ids: [`${load}:3`] },
      actor: 'Ada',
      reason: 'not ours',
    });
    expect(result.stale).toHaveLength(2);
    await desk.engine.idle();
    const latest = await desk.engine.call('check.latest', { load });
    expect(latest?.results[1]).toMatchObject({ success: true });
  });

  it('another edit while the check runs behind is not lost', async () => {
    const { desk, load } = await checked(suite(unique('id')));
    const edits = [1, 2, 4].map((ordinal) => correct(desk, load, ordinal, { id: `new ${ordinal}` }));
    await Promise.all(edits);
    const more = correct(desk, load, 3, { id: 'new 1' });
    await Promise.all([more, desk.engine.idle()]);
    await desk.engine.idle();
    expect(await states(desk, load)).toEqual({ 1: 'quarantined', 2: 'corrected', 3: 'quarantined', 4: 'corrected' });
    expect((await desk.engine.call('load.get', { load })).load.stale).toBe(false);
  });

  it('publishing checks first what is stale', async () => {
    const { desk, load } = await checked(suite(unique('id')));
    await correct(desk, load, 1, { id: '7' });
    await correct(desk, load, 2, { id: '8' });
    const { publish } = await desk.publish(load);
    expect(publish.rows).toBe(4);
  });

  it('the check behind is listed as a task and tells that the load changed', async () => {
    const { desk, load } = await checked(suite(unique('id')));
    const told: string[] = [];
    const leave = desk.engine.subscribe((event) => told.push(event.event));
    await correct(desk, load, 1, { id: '7' });
    await desk.engine.idle();
    leave();
    const tasks = await desk.engine.call('task.list', {});
    expect(tasks.at(-1)).toMatchObject({ method: 'check.run', state: 'done' });
    expect(told.filter((event) => event === 'load.changed').length).toBeGreaterThanOrEqual(2);
  });
});
