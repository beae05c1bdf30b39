/** The figures of the real file, known from Python's csv module (shared/data/README.md). */
import { describe, expect, it } from 'vitest';
import { openDesk } from '../../support/open-desk.ts';
import { haveMtsamples, mtsamples, whyNoMtsamples } from '../../support/mtsamples.ts';
import { matches, notNull, suite } from '../../support/suites.ts';

const builtin = [notNull('medical_specialty'), matches('medical_specialty', '^[A-Za-z\\s]+$')];

describe.skipIf(!haveMtsamples)(`the golden figures${whyNoMtsamples}`, () => {
  it.each(['mtsamples.csv', 'mtsamples.jsonl'] as const)('of %s', async (name) => {
    const desk = await openDesk();
    const { load } = await desk.loadText(name, mtsamples(name));

    const first = await desk.check(load.id, suite(...builtin));
    expect(first.receipt).toMatchObject({ records: 4_999, clean: 3_380, quarantined: 1_619, balanced: true });
    const { total, families } = await desk.engine.call('quarantine.families', { filter: { load: load.id } });
    expect(total).toBe(15);
    expect(families.reduce((sum, family) => sum + family.records, 0)).toBe(1_619);
    expect(families[0]).toMatchObject({
      column: 'medical_specialty',
      value: ' Consult - History and Phy.',
      records: 516,
    });

    const second = await desk.check(load.id, suite(...builtin, notNull('transcription')));
    expect(second.receipt).toMatchObject({ clean: 3_355, quarantined: 1_644, balanced: true });
    const { total: missing } = await desk.engine.call('quarantine.window', {
      filter: { load: load.id, where: [{ column: 'transcription', operator: 'is null' }] },
    });
    expect(missing).toBe(33);
  });
});
