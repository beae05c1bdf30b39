import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDesk, type Desk } from '../../support/open-desk.ts';
import { haveMtsamples, mtsamples, whyNoMtsamples } from '../../support/mtsamples.ts';
import { differences, runInDesk, runInSpark, sharedColumns, verdicts } from './both-engines.ts';
import { missingSpark } from './start-spark.ts';

const why = missingSpark();

describe.skipIf(why !== null || !haveMtsamples)(
  `MTSamples through the desk and through Spark${why === null ? whyNoMtsamples : ` (skipped: ${why})`}`,
  () => {
    let made: { desk: Desk; close: () => Promise<void> };
    beforeAll(async () => {
      made = await makeDesk();
    });
    afterAll(() => made.close());

    it.each(['mtsamples.csv', 'mtsamples.jsonl'] as const)(
      '%s: the same records, findings and figures',
      async (name) => {
        const { desk } = made;
        const source = { paths: [desk.write(name, mtsamples(name))] };
        const ours = await runInDesk(desk, source, undefined);
        const theirs = await runInSpark(desk, { source });
        expect(theirs.counts).toEqual(ours.counts);
        expect(theirs.counts).toMatchObject({ records: 4_999, rejects: 0, clean: 3_380, quarantined: 1_619 });
        expect(verdicts(theirs.validation)).toEqual(verdicts(ours.validation));
        const same = { onlyFirst: 0, onlySecond: 0 };
        const columns = sharedColumns(theirs.plan);
        expect(await differences(ours.publish, theirs.plan.publish, columns)).toEqual({ ...same, rows: 3_380 });
        expect(await differences(ours.quarantine, theirs.plan.quarantine, [...columns, '_findings'])).toEqual({
          ...same,
          rows: 1_619,
        });
      },
    );
  },
);
