/** The sample through `npm start`, as a newcomer runs it: figures as planted, untouched cells byte for byte. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { receiptSchema } from '../../electron/contract/load.ts';
import { manifestSchema, publishSummarySchema } from '../../electron/contract/publish.ts';
import { textRows } from '../support/parquet.ts';
import { readCsv } from '../support/python-csv.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const sample = join(root, 'test/fixtures/sample');
const folder = mkdtempSync(join(tmpdir(), 'bronze-desk-sample-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const expectedSchema = z.record(
  z.string(),
  z.object({
    physical_lines: z.number(),
    record_lines: z.number(),
    non_record_lines: z.number(),
    records: z.number(),
    rejects: z.number(),
    reject_list: z.array(z.object({ line: z.number() })),
  }),
);
const expected = expectedSchema.parse(
  Object.fromEntries(
    Object.entries(JSON.parse(readFileSync(join(sample, 'expected.json'), 'utf8')) as object).filter(([name]) =>
      name.startsWith('transcriptions.'),
    ),
  ),
);

const outputSchema = z.object({ receipt: receiptSchema, publish: publishSummarySchema });

/** `npm start -s -- ingest …`; stdout must be the one JSON object and nothing else. */
async function ingest(name: string): Promise<z.output<typeof outputSchema>> {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = [
    'start',
    '-s',
    '--',
    'ingest',
    join(sample, name),
    '--target',
    join(folder, `bronze-${name}`),
    '--json',
  ];
  const run = promisify(execFile)(npm, args, {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  const ended = await run.catch((error: unknown) => z.object({ code: z.literal(3), stdout: z.string() }).parse(error));
  return outputSchema.parse(JSON.parse(ended.stdout));
}

test('the CSV sample is published with every planted fault accounted for, and untouched cells as they were', async () => {
  const { receipt, publish } = await ingest('transcriptions.csv');
  const { reject_list: rejects, ...figures } = expected['transcriptions.csv']!;
  expect(receipt).toMatchObject({ ...figures, balanced: true });

  const bytes = readFileSync(join(sample, 'transcriptions.csv'));
  const planted = new Set(rejects.map(({ line }) => line));
  const lines = bytes.toString('latin1').split('\n');
  const withoutRejects = lines.filter((_, index) => !planted.has(index + 1)).join('\n');
  const [header, ...records] = readCsv(Buffer.from(withoutRejects, 'latin1').toString('utf8'));
  expect(header).toHaveLength(6);
  const good = records.filter((record) => record.length === 6 && /^[A-Za-z\s]+$/.test(record[2] ?? ''));
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(publish.manifest, 'utf8')));
  expect(manifest.files).toHaveLength(1);
  const published = await textRows(join(publish.path, manifest.files[0]!.path), [
    'column_1',
    'description',
    'medical_specialty',
    'sample_name',
    'transcription',
    'keywords',
  ]);
  expect(published).toHaveLength(publish.rows);
  expect(published).toEqual(good);
});

test('the JSON-lines sample gives the same records', async () => {
  const { receipt } = await ingest('transcriptions.jsonl');
  const { reject_list: rejects, ...figures } = expected['transcriptions.jsonl']!;
  expect(rejects).toHaveLength(figures.rejects);
  expect(receipt).toMatchObject({ ...figures, balanced: true });
});
