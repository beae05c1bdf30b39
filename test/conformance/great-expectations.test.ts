/**
 * Every case of Great Expectations' own collection, for the expectations the registry has; a new entry picks up its
 * cases by itself. The others are listed as skipped.
 */
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExpectationResult, Suite } from '../../electron/contract/check.ts';
import { findExpectation } from '../../electron/engine/checks/registry.ts';
import type { Relation } from '../../electron/engine/checks/run/relation.ts';
import { runSuite } from '../../electron/engine/checks/run/run-suite.ts';
import { checkSuite } from '../../electron/engine/checks/suite/check-suite.ts';
import { Database } from '../../electron/engine/db/database.ts';
import type { Connection } from '../../electron/engine/db/connection.ts';
import { ident, type SqlValue } from '../../electron/engine/db/sql.ts';
import { caseFolder, readCaseFiles, type Case, type Dataset, type Table } from './cases.ts';
import { compareCase } from './compare.ts';

const files = readCaseFiles();

/** Cases that cannot hold here, each with the reason, by `expectation/dataset/title`. */
const outOfScope: Readonly<Record<string, string>> = {};

let database: Database;
beforeAll(async () => {
  database = await Database.open(':memory:', { spillDirectory: tmpdir(), memoryLimit: '500MB' });
});
afterAll(() => database.close());

if (files.length === 0) {
  describe.skip(`Great Expectations conformance (skipped: no cases at ${caseFolder})`, () => {
    it('has cases', () => undefined);
  });
}

for (const { expectation_type: type, datasets } of files) {
  const built = findExpectation(type) !== undefined;
  describe(type, () => {
    for (const dataset of datasets) {
      for (const one of dataset.tests) {
        const title = `${dataset.dataset_index}: ${one.title}`;
        const reason = built ? outOfScope[`${type}/${dataset.dataset_index}/${one.title}`] : `${type} is not built yet`;
        if (reason === undefined) it(title, () => check(type, dataset, one));
        else it.skip(`${title} (skipped: ${reason})`, () => undefined);
      }
    }
  });
}

async function check(type: string, dataset: Dataset, one: Case): Promise<void> {
  const suite: Suite = {
    name: 'case',
    id: null,
    expectations: [{ type, kwargs: one.kwargs, meta: {} }],
    suite_parameters: {},
    meta: {},
    notes: null,
  };
  const refused = checkSuite(suite);
  if (one.error !== null || 'traceback_substring' in one.result) {
    const result = refused.length > 0 ? null : await run(suite, dataset);
    if (result !== null) expect(result.exception_info.raised_exception).toBe(true);
    return;
  }
  expect(refused).toEqual([]);
  compareCase(one, await run(suite, dataset));
}

async function run(suite: Suite, dataset: Dataset): Promise<ExpectationResult> {
  return database.read(async (connection) => {
    await createTable(connection, 'batch', dataset);
    for (const [name, table] of Object.entries(dataset.other_tables ?? {})) await createTable(connection, name, table);
    const index = dataset.index_column;
    const relation: Relation = {
      from: 'temp."batch"',
      key: 'rowid',
      columns: Object.entries(dataset.schema).map(([name, columnType]) => ({ name, type: columnType })),
    };
    const { result } = await runSuite(connection, relation, suite, {
      resultFormat: 'COMPLETE',
      indexColumns: index === undefined ? [] : [index],
    });
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    return result.results[0]!;
  });
}

async function createTable(connection: Connection, name: string, { data, schema }: Table): Promise<void> {
  const columns = Object.entries(schema);
  const definition = columns.map(([column, type]) => `${ident(column)} ${type}`).join(', ');
  await connection.run({ text: `CREATE OR REPLACE TEMP TABLE ${ident(name)} (${definition})` });
  const rows = Math.max(0, ...Object.values(data).map((values) => values.length));
  for (let row = 0; row < rows; row += 1) {
    const params: Record<string, SqlValue> = {};
    const cells = columns.map(([column, type], index) => {
      const value = data[column]?.[row] ?? null;
      params[`p${index}`] = value === null ? null : (value as string | number | boolean).toString();
      return `CAST($p${index} AS ${type})`;
    });
    await connection.run({ text: `INSERT INTO temp.${ident(name)} VALUES (${cells.join(', ')})`, params });
  }
}
