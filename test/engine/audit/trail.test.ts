/** What is in the trail: every act, every changed cell; found again by filter, page by page. */
import { describe, expect, it } from 'vitest';
import { LastingDesk } from '../../support/lasting-desk.ts';
import { author, Reviewer } from '../../support/review.ts';
import { rowsOf, withStore } from '../../support/store.ts';
import { wardRules, wardsText } from '../review/wards.ts';

describe('the trail', () => {
  it('tells of load, check, edits and publish in order, each with its author', async () => {
    const lasting = await LastingDesk.open();
    const desk = lasting.now;
    const { load } = await desk.loadText('wards.csv', wardsText);
    await desk.check(load.id, wardRules);
    const review = new Reviewer(desk.engine, load.id);
    const done = await review.correct(review.ids(2), { ward: 'Surgery' });
    await review.repair(1, '6,Surgery,x');
    const { publish } = await desk.publish(load.id);
    const events = (await desk.engine.call('audit.list', {})).toReversed();
    expect(
      events.map(({ seq, action, load: of, record, operation }) => [seq, action, of, record, operation !== null]),
    ).toEqual([
      [1, 'load', load.id, null, false],
      [2, 'check', load.id, null, true],
      [3, 'correct', load.id, `${load.id}:2`, true],
      [4, 'repair', load.id, `${load.id}:r1`, true],
      [5, 'publish', load.id, null, true],
    ]);
    expect(events[0]).toMatchObject({ actor: 'Ada Tester', new: `sha256:${load.sha256}` });
    expect(events[1]).toMatchObject({ old: null, new: expect.stringMatching(/^suite:[0-9a-f]{64}$/) as string });
    expect(events[2]).toMatchObject({ ...author, operation: done.operation });
    expect(events[4]).toMatchObject({ old: null, new: publish.path });

    const list = async (filter: Record<string, string>): Promise<number[]> =>
      (await desk.engine.call('audit.list', { filter })).map(({ seq }) => seq);
    expect(await list({ record: `${load.id}:2` })).toEqual([3]);
    expect(await list({ operation: done.operation ?? '' })).toEqual([3]);
    expect(await list({ action: 'publish' })).toEqual([5]);
    expect(await list({ load: load.id, actor: author.actor })).toEqual([5, 4, 3, 2, 1]);
    expect(await list({ actor: "' OR true --" })).toEqual([]);
    expect((await desk.engine.call('audit.list', { before: 4, limit: 2 })).map(({ seq }) => seq)).toEqual([3, 2]);
  });

  it('has an event for every cell that is not what it was, and for every decision', async () => {
    const lasting = await LastingDesk.open();
    const { load } = await lasting.now.loadText('wards.csv', wardsText);
    await lasting.now.check(load.id, wardRules);
    const review = new Reviewer(lasting.now.engine, load.id);
    await review.correct(review.ids(1, 2, 3), { ward: 'Surgery', note: 'seen' });
    await review.correct(review.ids(2), { ward: 'Kitchen' });
    const back = await review.correct(review.ids(3), { note: 'wrong' });
    await review.undo(back);
    await review.waive(review.ids(4));
    await review.exclude(review.ids(5, 'r1'));
    await withStore(await lasting.close(), async (store) => {
      // Replaying the events, cell by cell, ends at what the corrections say; nothing is corrected without one.
      const replayed = await rowsOf(
        store,
        `SELECT split_part(record, ':', 2)::BIGINT AS ordinal, column_name, arg_min({v: old_value}, seq).v AS source, arg_max({v: new_value}, seq).v AS now
         FROM audit_event WHERE column_name IS NOT NULL GROUP BY ALL ORDER BY ALL`,
      );
      const kept = await rowsOf(
        store,
        'SELECT ordinal, column_name, source_value AS source, current_value AS now FROM correction ORDER BY ALL',
      );
      expect(replayed).toEqual(kept);
      // Per event, the value it starts from is the one the event before it left.
      const broken = await rowsOf(
        store,
        `SELECT * FROM (SELECT old_value, lag(new_value) OVER w AS before, row_number() OVER w AS place FROM audit_event
           WHERE column_name IS NOT NULL WINDOW w AS (PARTITION BY record, column_name ORDER BY seq))
         WHERE place > 1 AND old_value IS DISTINCT FROM before`,
      );
      expect(broken).toEqual([]);
      const silent = await rowsOf(
        store,
        `SELECT operation FROM (SELECT operation FROM decision UNION SELECT operation FROM waiver UNION SELECT id FROM operation)
         WHERE operation NOT IN (SELECT operation FROM audit_event WHERE operation IS NOT NULL)`,
      );
      expect(silent).toEqual([]);
      const counts = await rowsOf(
        store,
        `SELECT o.id FROM operation o JOIN audit_event a ON a.operation = o.id GROUP BY o.id, o.records, o.cells
         HAVING count(DISTINCT a.record) <> o.records OR count(a.column_name) <> o.cells`,
      );
      expect(counts).toEqual([]);
    });
  });

  it('is verified after an operation of more events than are written at once', async () => {
    const lasting = await LastingDesk.open();
    const rows = Array.from({ length: 12_500 }, (_, index) => `${index},no`);
    const { load } = await lasting.now.loadText('many.csv', `id,ward\n${rows.join('\n')}\n`);
    const review = new Reviewer(lasting.now.engine, load.id);
    const done = await review.correct({ load: load.id, states: ['clean'] }, { ward: 'Surgery' });
    expect(done).toMatchObject({ records: 12_500, cells: 12_500, sample: { length: 20 } });
    expect(await lasting.now.engine.call('audit.verify', {})).toMatchObject({ ok: true, events: 12_501 });
    const records = (await review.events(done)).map(({ record }) => Number(record?.split(':')[1]));
    expect(records).toEqual(Array.from({ length: 5_000 }, (_, index) => 7_501 + index));
    expect(await review.undo(done)).toMatchObject({ cells: 12_500 });
  });
});
