/** Random work on a small load, undone in any order and across restarts, held against the model after every step. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDeskError } from '../../../electron/contract/errors.ts';
import { LastingDesk } from '../../support/lasting-desk.ts';
import { Reviewer } from '../../support/review.ts';
import { ReviewModel, type Column, type Shown } from './review-model.ts';
import { wardRules, wardsText } from './wards.ts';

const ordinals = fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 });
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('correct' as const),
      ordinals,
      column: fc.constantFrom<Column>('ward', 'note'),
      value: fc.constantFrom(null, 'Surgery', 'bad!', 'fine'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('waive' as const), ordinals }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('exclude' as const), ordinals, rejects: fc.subarray([1, 2]) }) },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('reinstate' as const), ordinals, rejects: fc.subarray([1, 2]) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('repair' as const),
      reject: fc.constantFrom(1, 2),
      note: fc.constantFrom('', 'mended'),
    }),
  },
  // Counted from the end: mostly the last things done.
  { weight: 6, arbitrary: fc.record({ act: fc.constant('undo' as const), back: fc.oneof(fc.constant(0), fc.nat(5)) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('reopen' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const rows = [
  { ward: 'Surgery', note: 'fine' },
  { ward: 'surg ery!', note: 'fine' },
  { ward: 'surg ery!', note: null },
  { ward: null, note: 'fine' },
  { ward: 'Medicine', note: 'fine' },
];

class Run {
  readonly #lasting: LastingDesk;
  readonly #load: string;
  readonly #model = new ReviewModel(rows, 2);
  readonly #ids: string[] = [];

  constructor(lasting: LastingDesk, load: string) {
    this.#lasting = lasting;
    this.#load = load;
  }

  get #review(): Reviewer {
    return new Reviewer(this.#lasting.now.engine, this.#load);
  }

  async take(step: Step): Promise<void> {
    if (step.act === 'reopen') await this.#lasting.reopen();
    else await this.#act(step);
    await this.#compare();
  }

  async #act(step: Exclude<Step, { act: 'reopen' }>): Promise<void> {
    const review = this.#review;
    switch (step.act) {
      case 'correct': {
        const known = this.#known(step.ordinals);
        const done = await review.correct(review.ids(...known), { [step.column]: step.value });
        this.#same(done.operation, this.#model.correct(known, step.column, step.value));
        return;
      }
      case 'waive': {
        const known = this.#known(step.ordinals);
        this.#same((await review.waive(review.ids(...known))).operation, this.#model.waive(known));
        return;
      }
      case 'exclude':
      case 'reinstate': {
        const known = this.#known(step.ordinals);
        const done = await review[step.act](review.ids(...known, ...step.rejects.map((number) => `r${number}`)));
        this.#same(done.operation, this.#model.decide(known, step.rejects, step.act === 'exclude'));
        return;
      }
      case 'repair': {
        const repaired = review.repair(step.reject, `9,Surgery,${step.note}`);
        if (this.#model.rejectState(step.reject) !== 'quarantined') {
          await refused(repaired);
          return;
        }
        const note = step.note === '' ? null : step.note;
        this.#same((await repaired).operation, this.#model.repair(step.reject, { ward: 'Surgery', note }));
        return;
      }
      case 'undo': {
        const at = this.#ids.length - 1 - step.back;
        const [operation, id] = [this.#model.operations[at], this.#ids[at]];
        if (operation === undefined || id === undefined) return;
        if (operation.undone || !this.#model.undo(operation)) {
          await refused(review.undo(id));
          return;
        }
        this.#same((await review.undo(id)).operation, true);
        return;
      }
    }
  }

  #known(wanted: readonly number[]): number[] {
    const known = wanted.filter((ordinal) => this.#model.ordinals.includes(ordinal));
    return known.length > 0 ? known : [1];
  }

  #same(operation: string | null, expected: boolean): void {
    expect(operation !== null, 'something was done').toBe(expected);
    if (operation !== null) this.#ids.push(operation);
  }

  async #compare(): Promise<void> {
    const { engine } = this.#lasting.now;
    const { rows: found } = await engine.call('quarantine.window', { filter: { load: this.#load } });
    const shown = Object.fromEntries(
      found.map(({ record_id: id, values, state }) => [
        id.split(':')[1] ?? '',
        { ward: values['ward'], note: values['note'], state } as Shown,
      ]),
    );
    // What is not under review is as it was loaded.
    const untouched = Object.fromEntries(rows.map((row, index) => [String(index + 1), { ...row, state: 'clean' }]));
    expect({ ...untouched, ...shown }).toEqual(this.#model.show());
    const { receipt } = await engine.call('load.get', { load: this.#load });
    const count = (state: string): number =>
      Object.values(this.#model.show()).filter((record) => record.state === state).length;
    const rejects = [1, 2].map((number) => this.#model.rejectState(number));
    expect(receipt).toMatchObject({
      balanced: true,
      clean: count('clean'),
      corrected: count('corrected'),
      waived: count('waived'),
      excluded: count('excluded') + rejects.filter((state) => state === 'excluded').length,
      quarantined: count('quarantined') + rejects.filter((state) => state === 'quarantined').length,
    });
  }
}

async function refused(call: Promise<unknown>): Promise<void> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(isDeskError(error, 'CONFLICT'), String(error)).toBe(true);
}

describe('review', () => {
  it('does what the model does, whatever is done and undone in whatever order', async () => {
    const lasting = await LastingDesk.open();
    const path = lasting.now.write('wards.csv', wardsText);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const { load } = await lasting.now.engine.call('load.start', {
          source: { paths: [path] },
          actor: 'Ada',
          again: true,
        });
        await lasting.now.check(load.id, wardRules);
        const run = new Run(lasting, load.id);
        for (const each of steps) await run.take(each);
        expect(await lasting.now.engine.call('audit.verify', {})).toMatchObject({ ok: true });
      }),
      { numRuns: Number(process.env['REVIEW_RUNS'] ?? 4) },
    );
  });
});
