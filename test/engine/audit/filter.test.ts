/** The trail by time, by text, and counted by who and by what. */
import { describe, expect, it } from 'vitest';
import type { AuditEvent, AuditFilter } from '../../../electron/contract/audit.ts';
import { useWards } from '../review/wards.ts';

const wards = useWards();

const acted = async () => {
  const { desk, review } = await wards();
  await review.correct(review.ids(2), { ward: 'Éa' }, { actor: 'Bea', reason: 'Called the ward' });
  await review.waive(review.ids(3), { actor: 'Bea' });
  await review.exclude(review.ids(4), { reason: '100% sure' });
  const load = { load: review.load };
  const list = (filter: AuditFilter): Promise<AuditEvent[]> =>
    desk.engine.call('audit.list', { filter: { ...load, ...filter }, limit: 5_000 });
  const summary = (filter: AuditFilter) => desk.engine.call('audit.summary', { filter: { ...load, ...filter } });
  return { desk, review, list, summary };
};

describe('the trail', () => {
  it('is cut at the moments given, both of them meant', async () => {
    const { list } = await acted();
    const all = await list({});
    const [first, second] = [all.at(-1)!.at, all.at(1)!.at];
    const between = await list({ since: first, until: second });
    expect(between).toEqual(all.filter(({ at }) => at >= first && at <= second));
    expect(await list({ since: first.slice(0, 10), until: second.slice(0, 10) })).toEqual(all);
    expect(await list({ until: '1999-12-31' })).toEqual([]);
    const inAnotherZone = `${new Date(Date.parse(second) + 3_600_000).toISOString().slice(0, -1)}+01:00`;
    expect(await list({ since: first, until: inAnotherZone })).toEqual(between);
    await expect(list({ since: 'yesterday' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it.each([
    ['called', ['correct']],
    ['éA', ['correct']],
    ['SURG ERY', ['correct']],
    ['100%', ['exclude']],
    ['ward', ['exclude', 'waive', 'correct']],
    ["' OR true --", []],
  ])('is searched for %j in values, reasons, columns and records', async (search, actions) => {
    const { list } = await acted();
    const found = (await list({ search })).map(({ action }) => action);
    // The reason given by default speaks of the ward too.
    expect(found.filter((action) => actions.includes(action))).toEqual(
      search === 'ward' ? ['waive', 'correct'] : actions,
    );
  });

  it('is searched by record id', async () => {
    const { list, review } = await acted();
    expect((await list({ search: `${review.load}:3` })).map(({ action }) => action)).toEqual(['waive']);
  });

  it('is counted as it is listed; who and what leave themselves out', async () => {
    const { list, summary } = await acted();
    const all = await list({});
    const count = (events: AuditEvent[], by: 'actor' | 'action') =>
      new Set(
        [...new Set(events.map((event) => event[by]))].map(
          (name) => `${name} ${events.filter((event) => event[by] === name).length}`,
        ),
      );
    for (const filter of [{}, { actor: 'Bea' }, { action: 'correct' }, { actor: 'Bea', action: 'exclude' }]) {
      const shown = await summary(filter);
      expect(shown.events).toBe((await list(filter)).length);
      expect(new Set(shown.actors.map(({ actor, events }) => `${actor} ${events}`))).toEqual(
        count('action' in filter ? await list({ action: filter.action }) : all, 'actor'),
      );
      expect(new Set(shown.actions.map(({ action, events }) => `${action} ${events}`))).toEqual(
        count('actor' in filter ? await list({ actor: filter.actor }) : all, 'action'),
      );
    }
  });
});
