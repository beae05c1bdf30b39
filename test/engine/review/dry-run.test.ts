/** A dry run is what the real run then does, word for word, and leaves the whole store as it was, byte for byte. */
import { describe, expect, it } from 'vitest';
import { LastingDesk } from '../../support/lasting-desk.ts';
import { Reviewer } from '../../support/review.ts';
import { dumpStore } from '../../support/store.ts';
import { suite, unique } from '../../support/suites.ts';
import { wardRules, wardsText } from './wards.ts';

type Result = Awaited<ReturnType<Reviewer['waive']>>;
type Act = (review: Reviewer, more: { dry_run: boolean }) => Promise<Result>;

const promised = ({ operation, dry_run: dryRun, ...rest }: Result): Partial<Result> => {
  expect(operation === null).toBe(dryRun);
  return rest;
};

describe('a dry run', () => {
  it('promises what then happens, and changes nothing', async () => {
    const lasting = await LastingDesk.open();
    const { load } = await lasting.now.loadText('wards.csv', wardsText);
    const rules = suite(
      ...wardRules.expectations.map(({ expectation_type: type, kwargs }) => [type, kwargs] as [string, typeof kwargs]),
      unique('ward'),
    );
    await lasting.now.check(load.id, rules);
    const here = (): Reviewer => new Reviewer(lasting.now.engine, load.id);
    const done: Result[] = [];
    const acts: Act[] = [
      (review, more) => review.correct(review.ids(1, 2), { ward: 'Surgery', note: null }, more),
      (review, more) => review.correct({ load: load.id, states: ['clean', 'quarantined'] }, { note: 'all' }, more),
      (review, more) => review.waive(review.ids(3, 4), more),
      (review, more) => review.exclude(review.ids(4, 5, 'r2'), more),
      (review, more) => review.reinstate(review.ids(3, 4), more),
      (review, more) => review.repair(1, '6,Surgery,x\n7,,y', more),
    ];
    const leavesTheStore = async (dryRuns: readonly Act[]): Promise<void> => {
      await lasting.now.engine.idle();
      let before: unknown;
      await lasting.reopen(async (workspace) => {
        before = await dumpStore(workspace);
      });
      const told: string[] = [];
      lasting.now.engine.subscribe(({ event }) => told.push(event));
      for (const act of dryRuns) await act(here(), { dry_run: true });
      await lasting.now.engine.idle();
      expect(told).toEqual([]);
      await lasting.reopen(async (workspace) => expect(await dumpStore(workspace)).toEqual(before));
    };
    const keepsItsPromise = async (act: Act): Promise<void> => {
      const dry = await act(here(), { dry_run: true });
      const real = await act(here(), { dry_run: false });
      expect(promised(dry)).toEqual(promised(real));
      done.push(real);
      await lasting.now.engine.idle();
    };

    await leavesTheStore(acts.filter((_, index) => index !== 4));
    for (const act of acts) await keepsItsPromise(act);
    const undos = done.map(
      (each): Act =>
        (review, more) =>
          review.undo(each, more),
    );
    await leavesTheStore(undos.slice(2));
    for (const undo of undos.slice(3).reverse()) await keepsItsPromise(undo);
    expect(done).toHaveLength(acts.length + 3);
  });
});
