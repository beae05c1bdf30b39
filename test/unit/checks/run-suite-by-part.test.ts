/** A suite over the parts of a relation must say of each part what it says of that part alone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Suite } from '../../../electron/contract/check.ts';
import { bronzeValidation } from '../../../electron/engine/checks/builtin-suite.ts';
import type { Relation } from '../../../electron/engine/checks/run/relation.ts';
import { runSuite, type SuiteRun } from '../../../electron/engine/checks/run/run-suite.ts';
import { runSuiteByPart } from '../../../electron/engine/checks/run/run-suite-by-part.ts';
import type { Connection } from '../../../electron/engine/db/connection.ts';
import type { Database } from '../../../electron/engine/db/database.ts';
import { createTable, expectation, findingsIn, openDatabase, spyOn, suiteOf, type Finding } from './bench-table.ts';

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const now = new Date('2026-11-23T00:00:00Z');
const parts = 4;

/** The third part is empty; the first and the last share a value. */
const rows = {
  medical_specialty: { values: ['Surgery', 'Consult - History', null, 'Cardio 2', 'Urology', 'Surgery', 'Cardio 2'] },
  transcription: { values: ['a', 'b', null, 'd', 'e', 'a', 'g'] },
  part: { type: 'INTEGER', values: [0, 0, 0, 1, 1, 3, 3] },
};

interface Outcome {
  readonly runs: readonly SuiteRun[];
  readonly findings: readonly Finding[];
}

const partColumns = ({ columns }: Relation) => columns.filter(({ name }) => name !== 'part');

async function together(connection: Connection, relation: Relation, suite: Suite): Promise<Outcome> {
  const parted = { ...relation, columns: partColumns(relation), part: 'part', parts };
  const runs = await runSuiteByPart(connection, parted, suite, {
    findingsTable: 'found',
    resultFormat: 'BASIC',
    now,
    metaOf: (part) => ({ part }),
  });
  return { runs, findings: await findingsIn(connection, 'found') };
}

async function alone(connection: Connection, relation: Relation, suite: Suite): Promise<Outcome> {
  const runs: SuiteRun[] = [];
  const findings: Finding[] = [];
  for (let part = 0; part < parts; part += 1) {
    const own = {
      ...relation,
      columns: partColumns(relation),
      from: `(SELECT * FROM ${relation.from} WHERE part = ${part})`,
    };
    const options = { findingsTable: 'found_alone', resultFormat: 'BASIC', now, meta: { part } } as const;
    runs.push(await runSuite(connection, own, suite, options));
    findings.push(...(await findingsIn(connection, 'found_alone')));
  }
  findings.sort((a, b) => a.expectation - b.expectation || a.ordinal - b.ordinal);
  return { runs, findings };
}

describe('a suite over parts', () => {
  const suites: readonly [string, Suite, 'together' | 'one by one'][] = [
    ['the built-in suite', bronzeValidation, 'together'],
    [
      'an expectation that could not run',
      suiteOf(expectation('expect_column_values_to_not_be_null', { column: 'x' })),
      'together',
    ],
    [
      'values that are unique in their part, not in the whole',
      suiteOf(expectation('expect_column_values_to_be_unique', { column: 'transcription' })),
      'one by one',
    ],
    [
      'a count of rows',
      suiteOf(expectation('expect_table_row_count_to_be_between', { min_value: 1, max_value: 2 })),
      'one by one',
    ],
    [
      'a result format of its own',
      suiteOf(
        expectation('expect_column_values_to_not_be_null', { column: 'transcription', result_format: 'COMPLETE' }),
      ),
      'one by one',
    ],
  ];

  it.each(suites)('says of each part what it says of it alone: %s', async (_name, suite, how) => {
    await database.read(async (connection) => {
      const relation = await createTable(connection, rows);
      const spied = spyOn(connection);
      const found = await together(spied.connection, relation, suite);
      const byPart = spied.statements.filter((text) => text.includes('WHERE part = '));
      expect(byPart.length > 0).toBe(how === 'one by one');
      expect(found).toEqual(await alone(connection, relation, suite));
    });
  });

  it('leaves the other parts their verdict when a rule meets a value in one that it cannot handle', async () => {
    await database.read(async (connection) => {
      const relation = await createTable(connection, {
        value: { values: ['1', '5', '{', '7'] },
        part: { type: 'INTEGER', values: [0, 0, 1, 3] },
      });
      const suite = suiteOf(
        expectation('expect_column_values_to_match_json_schema', { column: 'value', json_schema: { type: 'number' } }),
        expectation('expect_column_values_to_be_between', { column: 'value', min_value: 2, max_value: 6 }),
      );
      expect(await together(connection, relation, suite)).toEqual(await alone(connection, relation, suite));
    });
  });
});
