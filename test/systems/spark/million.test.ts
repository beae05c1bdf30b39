/** A generated source of any size through both engines; `SPARK_RECORDS=1000000` for the figures in docs/spark.md. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDesk, type Desk } from '../../support/open-desk.ts';
import { differences, runInDesk, runInSpark, sharedColumns, verdicts } from './both-engines.ts';
import { missingSpark } from './start-spark.ts';

const why = missingSpark();
const records = Number(process.env['SPARK_RECORDS'] ?? 50_000);

const specialties = [
  ' Surgery',
  ' Consult - History and Phy.',
  ' Orthopedic',
  ' Cardiovascular / Pulmonary',
  ' Radiology',
  ' Urology',
];
const sentence = 'The patient was seen, examined and sent home with ""rest"" and fluids; no known allergies. ';

/** Deterministic: each row follows from its number. Some rows are broken. */
function row(index: number): string {
  const random = (Math.imul(index + 1, 2_654_435_761) >>> 0) / 2 ** 32;
  if (index % 9_973 === 0) return `${index},too few`;
  const age = random < 0.01 ? 'unknown' : String(Math.floor(random * 100));
  const note = random < 0.005 ? '' : `"${sentence.repeat(1 + Math.floor(random * 4))}${index % 5_000}"`;
  return `${index},${specialties[index % specialties.length] ?? ''},${age},${note},2026-${String(1 + (index % 12)).padStart(2, '0')}-01`;
}

function writeSource(path: string): void {
  const file = openSync(path, 'w');
  writeSync(file, 'id,medical_specialty,age,transcription,seen_on\n');
  for (let from = 0; from < records; from += 10_000) {
    const count = Math.min(10_000, records - from);
    writeSync(file, Array.from({ length: count }, (_, index) => `${row(from + index)}\n`).join(''));
  }
  closeSync(file);
}

const suite = {
  name: 'generated',
  meta: {},
  expectations: [
    ['column_values_to_not_be_null', { column: 'transcription' }],
    ['column_values_to_match_regex', { column: 'medical_specialty', regex: '^[A-Za-z\\s]+$' }],
    ['column_values_to_be_between', { column: 'age', min_value: 0, max_value: 95, mostly: 0.9 }],
    ['column_value_lengths_to_be_between', { column: 'transcription', min_value: 20, max_value: 360 }],
    [
      'column_values_to_be_in_set',
      {
        column: 'seen_on',
        value_set: [
          '2026-01-01',
          '2026-02-01',
          '2026-03-01',
          '2026-04-01',
          '2026-05-01',
          '2026-06-01',
          '2026-07-01',
          '2026-08-01',
          '2026-09-01',
          '2026-10-01',
          '2026-11-01',
          '2026-12-01',
        ],
      },
    ],
    ['column_values_to_be_unique', { column: 'id' }],
    ['column_unique_value_count_to_be_between', { column: 'medical_specialty', min_value: 1, max_value: 40 }],
    ['table_row_count_to_be_between', { min_value: 1 }],
  ].map(([type, kwargs]) => ({ type: `expect_${type as string}`, kwargs })),
};

describe.skipIf(why !== null)(
  `${records} generated records through both engines${why === null ? '' : ` (skipped: ${why})`}`,
  () => {
    let made: { desk: Desk; close: () => Promise<void> };
    beforeAll(async () => {
      made = await makeDesk();
    });
    afterAll(() => made.close());

    it('come out as the same records, findings and figures, by partition', async () => {
      const { desk } = made;
      const path = join(desk.files, 'generated.csv');
      writeSource(path);
      const source = { paths: [path] };
      const layout = { partition_by: ['ingest_date', 'medical_specialty'] };
      const ours = await runInDesk(desk, source, suite, layout);
      const theirs = await runInSpark(desk, { source, suite: JSON.stringify(suite), ...layout });
      console.info(
        `${records} records: desk ${ours.seconds.toFixed(1)} s, Spark local[2] ${theirs.seconds.toFixed(1)} s`,
      );
      expect(theirs.counts).toEqual(ours.counts);
      expect(theirs.counts.records + theirs.counts.rejects).toBe(records);
      expect(verdicts(theirs.validation)).toEqual(verdicts(ours.validation));
      const columns = sharedColumns(theirs.plan);
      expect(await differences(ours.publish, theirs.plan.publish, columns)).toMatchObject({
        onlyFirst: 0,
        onlySecond: 0,
      });
      const withFindings = await differences(ours.quarantine, theirs.plan.quarantine, [...columns, '_findings']);
      expect(withFindings).toMatchObject({
        onlyFirst: 0,
        onlySecond: 0,
        rows: ours.counts.quarantined - ours.counts.rejects,
      });
    });
  },
);
