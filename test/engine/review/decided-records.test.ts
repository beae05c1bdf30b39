/** A bulk act that names no state leaves alone what somebody has decided. */
import { expect, test } from 'vitest';
import { actor, openDesk } from '../../support/open-desk.ts';

const rows = [1, 2, 3, 4].map((id) => `${id}, A/B,text`).join('\n');
const source = `id,medical_specialty,transcription\n${rows}\n`;

test('fixing a family leaves its waived and excluded records as they are, and families count only what is open', async () => {
  const desk = await openDesk();
  const { load } = await desk.loadText('notes.csv', source);
  await desk.engine.call('check.run', { load: load.id, actor });
  const by = { actor, reason: 'decided' };
  const record = (id: number): { selection: { load: string; record_ids: string[] } } => ({
    selection: { load: load.id, record_ids: [`${load.id}:${id}`] },
  });
  await desk.engine.call('review.waive', { ...by, ...record(1) });
  await desk.engine.call('review.exclude', { ...by, ...record(2) });

  const { families } = await desk.engine.call('quarantine.families', { filter: { load: load.id } });
  expect(families).toMatchObject([{ records: 2 }]);
  const fix = { ...by, selection: { load: load.id, family: families[0]!.family }, set: { medical_specialty: ' AB' } };
  expect(await desk.engine.call('review.correct', fix)).toMatchObject({ records: 2 });

  const after = await desk.engine.call('load.get', { load: load.id });
  expect(after.receipt).toMatchObject({ waived: 1, excluded: 1, corrected: 2, quarantined: 0, balanced: true });
  const { families: open } = await desk.engine.call('quarantine.families', { filter: { load: load.id } });
  expect(open).toEqual([]);

  const named = { ...by, ...record(1), set: { medical_specialty: ' AB' } };
  expect(await desk.engine.call('review.correct', named)).toMatchObject({ records: 1 });
});
