import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDesk, type Desk } from '../../support/open-desk.ts';
import { Reviewer } from '../../support/review.ts';
import { matches, suite } from '../../support/suites.ts';

const records = 4_000;

describe('at the same time', () => {
  let desk: Desk;
  let close: () => Promise<void>;
  beforeAll(async () => ({ desk, close } = await makeDesk()));
  afterAll(() => close());

  let loads = 0;
  const open = async (): Promise<Reviewer> => {
    const rows = Array.from({ length: records }, (_, index) => `${index},bad!,${'long text '.repeat(20)}`);
    loads += 1;
    const { load } = await desk.loadText(`many-${loads}.csv`, `id,ward,note\n${rows.join('\n')}\n${loads},x!,y\n`);
    await desk.check(load.id, suite(matches('ward', '^[a-z]+$')));
    return new Reviewer(desk.engine, load.id);
  };

  it('fifty windows during a bulk fix each see all of it, or nothing of it', async () => {
    const review = await open();
    const filter = { load: review.load };
    const reads = Array.from({ length: 50 }, async (_, index) => {
      const sort = index % 2 === 0 ? [] : [{ column: 'id', direction: 'desc' as const }];
      const states = index % 3 === 0 ? { states: ['quarantined' as const] } : {};
      return await desk.engine.call('quarantine.window', { filter: { ...filter, ...states }, sort, limit: 500 });
    });
    const fix = review.correct(
      { ...filter, where: [{ column: 'ward', operator: '=', value: 'bad!' }] },
      { ward: 'good' },
    );
    const later = Array.from({ length: 20 }, () =>
      desk.engine.call('quarantine.window', { filter: { ...filter, states: ['corrected'] } }),
    );
    expect(await fix).toMatchObject({ records, cleared: records });
    for (const { total, rows } of await Promise.all([...reads, ...later])) {
      expect([0, 1, records, records + 1]).toContain(total);
      const kinds = new Set(
        rows
          .filter(({ values }) => values['note'] !== 'y')
          .map((row) => `${row.state} ${row.values['ward']} ${row.findings.length}`),
      );
      expect([...kinds].join(), 'one moment').toMatch(/^(quarantined bad! 1|corrected good 0|)$/);
    }
  });

  it('two writers come one after the other: of two edits that saw the same version, one wins', async () => {
    const review = await open();
    const edit = (ward: string) => review.correct(review.ids(1), { ward }, { expected_version: 1 });
    const settled = await Promise.allSettled(['a', 'b', 'c'].map(edit));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await review.value(1, 'ward')).toBe('a');
    const many = await Promise.all(
      Array.from({ length: 8 }, (_, index) => review.correct(review.ids(index + 2), { ward: 'a' })),
    );
    expect(new Set(many.map(({ operation }) => operation)).size).toBe(8);
    expect(await desk.engine.call('audit.verify', {})).toMatchObject({ ok: true });
  });

  it('a cancelled read stops, a cancelled edit changes nothing, and what comes after is answered', async () => {
    const review = await open();
    const filter = { load: review.load };
    for (let turns = 0; turns < 8; turns += 1) {
      const stop = new AbortController();
      const asked = {
        filter: { ...filter, search: `nowhere ${turns}` },
        sort: [{ column: 'note', direction: 'desc' as const }],
      };
      const read = desk.engine.call('quarantine.window', asked, { signal: stop.signal });
      const check = desk.engine.call('check.run', { load: review.load, actor: 'Ada' }, { signal: stop.signal });
      const edit = desk.engine.call(
        'review.exclude',
        { selection: { ...filter, states: ['quarantined'] }, actor: 'Ada', reason: 'all of them' },
        { signal: stop.signal },
      );
      // After another number of turns of the event loop each time, so that different statements are hit.
      for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
      stop.abort();
      const settled = await Promise.allSettled([read, check, edit]);
      for (const one of settled) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'CANCELLED' });
      const receipt = await review.receipt();
      if (settled[2].status === 'rejected') expect(receipt).toMatchObject({ excluded: 0, balanced: true });
      else await review.undo(settled[2].value);
      const windows = Array.from({ length: 6 }, () => desk.engine.call('quarantine.window', { filter }));
      for (const { total } of await Promise.all(windows)) expect(total).toBe(records + 1);
    }
    await desk.engine.idle();
  });
});
