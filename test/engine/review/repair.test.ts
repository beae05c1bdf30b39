import { describe, expect, it } from 'vitest';
import { openDesk } from '../../support/open-desk.ts';
import { Reviewer } from '../../support/review.ts';
import { notNull, suite } from '../../support/suites.ts';
import { useWards } from './wards.ts';

const openWards = useWards();

describe('repairing a reject', () => {
  it('makes a record of it, checked like any other', async () => {
    const { desk, review } = await openWards();
    expect(await review.receipt()).toMatchObject({ records: 5, rejects: 2, quarantined: 5 });
    const done = await review.repair(1, '6,Surgery,"fine, too"');
    expect(done).toMatchObject({ kind: 'repair', records: 1, cells: 0, cleared: 1, still_failing: 0 });
    expect(await review.receipt()).toMatchObject({
      repaired_records: 1,
      repaired_rejects: 1,
      corrected: 1,
      quarantined: 4,
      balanced: true,
    });
    const detail = await desk.engine.call('record.get', { record_id: `${review.load}:6` });
    expect(detail.record).toMatchObject({ state: 'corrected', source_line: 7, values: { id: '6', note: 'fine, too' } });
    expect(detail.source_text.text).toBe('six,Surgery,fine,too many');
    expect(detail.history).toMatchObject([
      { action: 'repair', old: 'six,Surgery,fine,too many', new: '6,Surgery,"fine, too"' },
    ]);
    expect((await desk.publish(review.load)).publish.rows).toBe(3);
  });

  it('into several records, failing ones among them', async () => {
    const { review } = await openWards();
    expect(await review.repair(2, '7,Surgery,x\n8,,y\n')).toMatchObject({ records: 1, cleared: 1, still_failing: 1 });
    expect(await review.states()).toMatchObject({ 6: 'corrected', 7: 'quarantined' });
    expect(await review.receipt()).toMatchObject({ repaired_records: 2, repaired_rejects: 1, balanced: true });
  });

  it('that stays broken says why, not what, and changes nothing', async () => {
    const { desk, review } = await openWards();
    for (const text of ['secret,Surgery', '6,Surgery,"secret', '6,Surgery,"secret"x', '', '\n']) {
      await expect(review.repair(1, text)).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        message: expect.not.stringContaining('secret') as string,
      });
    }
    await expect(review.repair(1, '6,Surgery')).rejects.toThrow('3 fields are expected');
    const { rows } = await desk.engine.call('quarantine.rejects', { load: review.load });
    expect(rows[0]).toMatchObject({ raw: expect.stringContaining('too many') as string, state: 'quarantined' });
    expect(await review.receipt()).toMatchObject({ quarantined: 5, repaired_rejects: 0, balanced: true });
  });

  it('twice, or while it is excluded, is a conflict', async () => {
    const { review } = await openWards();
    await review.repair(1, '6,Surgery,x');
    await expect(review.repair(1, '6,Surgery,x')).rejects.toMatchObject({ code: 'CONFLICT' });
    await review.exclude(review.ids('r2'));
    await expect(review.repair(2, '7,Surgery,x')).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(review.repair(9, '7,Surgery,x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is undone with its record, and done again as the same', async () => {
    const { desk, review } = await openWards();
    const done = await review.repair(1, '6,Surgery,x');
    const undone = await review.undo(done);
    expect(await review.receipt()).toMatchObject({ repaired_records: 0, quarantined: 5, balanced: true });
    await expect(desk.engine.call('record.get', { record_id: `${review.load}:6` })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const redone = await review.undo(undone);
    expect(await review.states()).toMatchObject({ 6: 'corrected' });
    await review.undo(redone);
    expect(await review.receipt()).toMatchObject({
      repaired_records: 0,
      repaired_rejects: 0,
      quarantined: 5,
      balanced: true,
    });
    await review.repair(1, '6,Surgery,y');
    expect(await review.receipt()).toMatchObject({ repaired_records: 1, repaired_rejects: 1, balanced: true });
    expect(await review.value(7, 'note')).toBe('y');
  });

  it('done again after the suite changed is checked by the new one', async () => {
    const { desk, review } = await openWards();
    const undone = await review.undo(await review.repair(1, '6,Surgery,'));
    await desk.check(review.load, suite(notNull('note')));
    await review.undo(undone);
    expect(await review.states()).toMatchObject({ 6: 'quarantined' });
  });

  it('is not undone under the hands of who works on its record, unless that is undone too', async () => {
    const { review } = await openWards();
    const repaired = await review.repair(1, '6,Surgery,x');
    const corrected = await review.correct(review.ids(6), { note: 'better' });
    await expect(review.undo(repaired)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await review.value(6, 'note')).toBe('better');
    await review.undo(corrected);
    await review.undo(repaired);
    expect(await review.receipt()).toMatchObject({ repaired_records: 0, quarantined: 5, balanced: true });
  });

  it('of JSON lines takes the keys of the source, and no others', async () => {
    const desk = await openDesk();
    const { load } = await desk.loadText('a.jsonl', '{"id":"1","note":"x"}\n{"id":"2","note":\n{"id":"3"}\n');
    await desk.check(load.id, suite(notNull('note')));
    const review = new Reviewer(desk.engine, load.id);
    const stranger = review.repair(1, '{"id":"2","secret":"y"}');
    await expect(stranger).rejects.toMatchObject({ message: expect.not.stringContaining('secret') as string });
    await expect(stranger).rejects.toThrow(/key number 2/);
    await expect(review.repair(1, '{"id":"2","note":"sec')).rejects.toThrow(/still cannot/);
    await review.repair(1, '{"note":"y","id":"2"}');
    expect(await review.states()).toEqual({ 2: 'quarantined', 3: 'corrected' });
    expect(await review.value(3, 'note')).toBe('y');
  });
});
