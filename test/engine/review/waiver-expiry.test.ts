/** A waiver holds through its last day; the day after, the record is back in quarantine, and the trail says why. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LastingDesk } from '../../support/lasting-desk.ts';
import { Reviewer } from '../../support/review.ts';
import { useWards, wardRules, wardsText } from './wards.ts';

const openWards = useWards();

afterEach(() => {
  vi.useRealTimers();
});

const itIs = (day: string): void => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(`${day}T12:00:00Z`) });
};

describe('a waiver with a last day', () => {
  it('is over when the workspace is opened later', async () => {
    itIs('2026-05-01');
    const lasting = await LastingDesk.open();
    const { load } = await lasting.now.loadText('wards.csv', wardsText);
    await lasting.now.check(load.id, wardRules);
    await new Reviewer(lasting.now.engine, load.id).waive(
      { load: load.id, record_ids: [`${load.id}:2`, `${load.id}:3`] },
      { until: '2026-05-03' },
    );
    for (const [day, state] of [
      ['2026-05-03', 'waived'],
      ['2026-05-04', 'quarantined'],
    ] as const) {
      itIs(day);
      await lasting.reopen();
      expect(await new Reviewer(lasting.now.engine, load.id).states()).toMatchObject({ 2: state, 3: state });
    }
    const events = await lasting.now.engine.call('audit.list', { filter: { action: 'expire' } });
    expect(events).toMatchObject([
      { record: `${load.id}:3`, old: 'waived', new: 'quarantined', actor: 'Bronze Desk' },
      { record: `${load.id}:2`, old: 'waived', new: 'quarantined' },
    ]);
    expect(await lasting.now.engine.call('audit.verify', {})).toMatchObject({ ok: true });
    const before = (await lasting.now.engine.call('audit.list', {})).length;
    await lasting.reopen();
    expect(await lasting.now.engine.call('audit.list', {})).toHaveLength(before);
  });

  it('does not let its record through a publish of the day after', async () => {
    itIs('2026-05-01');
    const { desk, review } = await openWards();
    await review.waive(review.ids(2), { until: '2026-05-01' });
    expect((await desk.publish(review.load)).publish.rows).toBe(3);
    itIs('2026-05-02');
    const second = await desk.publish(review.load);
    expect(second).toMatchObject({ unchanged: false, publish: { rows: 2 } });
  });

  it('can be given again, and undone', async () => {
    itIs('2026-05-01');
    const { desk, review } = await openWards();
    await review.waive(review.ids(2), { until: '2026-05-01' });
    itIs('2026-05-02');
    await desk.check(review.load, wardRules);
    expect(await review.states()).toMatchObject({ 2: 'quarantined' });
    const again = await review.waive(review.ids(2), { until: '2026-06-01' });
    expect(await review.states()).toMatchObject({ 2: 'waived' });
    await review.undo(again);
    expect(await review.states()).toMatchObject({ 2: 'quarantined' });
  });
});
