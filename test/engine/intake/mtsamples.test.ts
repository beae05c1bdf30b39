/** Promise 1 on the real thing: every value of MTSamples arrives in landing, in review and in bronze as the source has it. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Loaded } from '../../../electron/contract/load.ts';
import { makeDesk, type Desk } from '../../support/open-desk.ts';
import { byRecord, textRows } from '../../support/parquet.ts';
import { readCsv } from '../../support/python-csv.ts';

const file = (name: string): string => fileURLToPath(new URL(`../../../../shared/data/${name}`, import.meta.url));
const csv = file('mtsamples.csv.gz');
const jsonl = file('mtsamples.jsonl.gz');
const columns = ['description', 'medical_specialty', 'sample_name', 'transcription', 'keywords'];

/** Every record fails, so that every record goes through the review table. */
const failAll = {
  expectation_suite_name: 'fail_all',
  expectations: [{ expectation_type: 'expect_column_values_to_be_null', kwargs: { column: 'medical_specialty' } }],
};

/** Thirty thousand values compared as one: a wrong one is looked for elsewhere. */
const digest = (rows: (string | null)[][]): string => createHash('sha256').update(JSON.stringify(rows)).digest('hex');

const unpack = (path: string): string => (existsSync(path) ? gunzipSync(readFileSync(path)).toString('utf8') : '');

function rowsOfJson(text: string): (string | null)[][] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const row = JSON.parse(line) as Record<string, string | number | null>;
    return ['index', ...columns].map((name) => (row[name] === null ? null : String(row[name])));
  });
}

describe.each([
  { path: csv, first: 'column_1', lines: 5_029, expected: () => readCsv(unpack(csv)).slice(1) },
  { path: jsonl, first: 'index', lines: 4_999, expected: () => rowsOfJson(unpack(jsonl)) },
])('$path (skipped: not on this machine)', ({ path, first, lines, expected }) => {
  describe.skipIf(!existsSync(path))('is loaded', () => {
    let desk: Desk;
    let close: () => Promise<void>;
    let loaded: Loaded;
    let source: (string | null)[][];
    const names = [first, ...columns];
    beforeAll(async () => {
      ({ desk, close } = await makeDesk());
      desk.offered.offer(path);
      source = expected();
      loaded = await desk.load({ paths: [path] });
    });
    afterAll(() => close());

    it('with a receipt that balances against the golden figures', () => {
      expect(loaded.receipt).toMatchObject({
        records: 4_999,
        rejects: 0,
        physical_lines: lines,
        clean: 4_999,
        balanced: true,
      });
    });

    it('with the columns of the source', () => {
      expect(loaded.load.columns.map((column) => column.name)).toEqual(names);
    });

    it('into landing, byte for byte', async () => {
      const landing = join(desk.workspace, 'landing', loaded.load.id, 'records-0.parquet');
      expect(digest(await textRows(landing, names))).toBe(digest(source));
    });

    it('and comes through review unchanged', async () => {
      await desk.check(loaded.load.id, failAll);
      const window = await desk.engine.call('quarantine.window', { filter: { load: loaded.load.id }, limit: 5_000 });
      expect(digest(window.rows.map((row) => names.map((name) => row.values[name] ?? null)))).toBe(digest(source));
    });

    it('and is published byte for byte, every record in its place', async () => {
      await desk.check(loaded.load.id);
      const { publish } = await desk.publish(loaded.load.id, { partition_by: [] });
      expect(digest(await textRows(join(publish.path, 'part-0.parquet'), names, byRecord))).toBe(digest(source));
    });
  });
});
