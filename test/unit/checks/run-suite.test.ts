import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validationResultSchema, type JsonObject } from '../../../electron/contract/check.ts';
import { bronzeValidation } from '../../../electron/engine/checks/builtin-suite.ts';
import { recheckRows } from '../../../electron/engine/checks/run/recheck-rows.ts';
import { runSuite } from '../../../electron/engine/checks/run/run-suite.ts';
import type { Connection } from '../../../electron/engine/db/connection.ts';
import type { Database } from '../../../electron/engine/db/database.ts';
import { createTable, expectation, findingsIn, openDatabase, spyOn, suiteOf } from './bench-table.ts';

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const onConnection = <T>(work: (connection: Connection) => Promise<T>): Promise<T> => database.read(work);

const specialties = {
  medical_specialty: { values: ['Surgery', 'Consult - History', null, 'Cardio 2', 'Surgery'] },
  transcription: { values: ['a', 'b', 'c', 'd', 'e'] },
};

describe('a run of the built-in suite', () => {
  it('gives Great Expectations results and a finding for every failing cell', () =>
    onConnection(async (connection) => {
      const relation = await createTable(connection, specialties);
      const { result, tallies } = await runSuite(connection, relation, bronzeValidation, {
        findingsTable: 'found',
        now: new Date('2024-01-01T00:00:00Z'),
        meta: { bronze_desk_version: '0.1.0' },
      });
      expect(validationResultSchema.parse(result)).toEqual(result);
      expect(result.success).toBe(false);
      expect(result.statistics).toEqual({
        evaluated_expectations: 3,
        successful_expectations: 1,
        unsuccessful_expectations: 2,
        success_percent: (1 / 3) * 100,
      });
      expect(result.meta).toEqual({
        bronze_desk_version: '0.1.0',
        run_id: { run_name: null, run_time: '2024-01-01T00:00:00.000Z' },
        validation_time: '2024-01-01T00:00:00.000Z',
      });
      expect(result.results[2]?.result).toEqual({
        element_count: 5,
        unexpected_count: 2,
        unexpected_percent: 50,
        partial_unexpected_list: ['Consult - History', 'Cardio 2'],
        missing_count: 1,
        missing_percent: 20,
        unexpected_percent_total: 40,
        unexpected_percent_nonmissing: 50,
        partial_unexpected_counts: [
          { value: 'Cardio 2', count: 1 },
          { value: 'Consult - History', count: 1 },
        ],
      });
      expect(result.results.map(({ meta }) => meta.sentence)).toEqual([
        'the column transcription must exist',
        'medical_specialty must not be empty',
        'medical_specialty must contain only letters and spaces',
      ]);
      expect(tallies.map(({ counts }) => counts?.unexpected ?? null)).toEqual([null, 1, 2]);
      const found = await findingsIn(connection, 'found');
      expect(found.map(({ ordinal, expectation, value }) => [ordinal, expectation, value])).toEqual([
        [102, 1, null],
        [101, 2, 'Consult - History'],
        [103, 2, 'Cardio 2'],
      ]);
      expect(found.every(({ column_name }) => column_name === 'medical_specialty')).toBe(true);
      expect(found[0]?.expectation_key).toBe(result.results[1]?.meta.expectation_key);
    }));

  it('leaves an empty findings table when all is well', () =>
    onConnection(async (connection) => {
      const relation = await createTable(connection, {
        medical_specialty: { values: ['A'] },
        transcription: { values: ['t'] },
      });
      const { result } = await runSuite(connection, relation, bronzeValidation, { findingsTable: 'found' });
      expect(result.success).toBe(true);
      expect(await findingsIn(connection, 'found')).toEqual([]);
    }));

  it('orders partial counts by how often, then by value, and keeps to the limit', () =>
    onConnection(async (connection) => {
      const values = 'zzyyyxa'.split('');
      const relation = await createTable(connection, { v: { values } });
      const suite = suiteOf(expectation('expect_column_values_to_be_null', { column: 'v' }));
      const { result } = await runSuite(connection, relation, suite, {
        resultFormat: { result_format: 'SUMMARY', partial_unexpected_count: 3 },
        indexColumns: ['v'],
      });
      expect(result.results[0]?.result).toMatchObject({
        partial_unexpected_list: ['z', 'z', 'y'],
        partial_unexpected_counts: [
          { value: 'y', count: 3 },
          { value: 'z', count: 2 },
          { value: 'x', count: 1 },
        ],
        partial_unexpected_index_list: [{ v: 'z' }, { v: 'z' }, { v: 'y' }],
      });
    }));
});

describe('statements', () => {
  const many = suiteOf(
    expectation('expect_column_values_to_not_be_null', { column: 'medical_specialty' }),
    expectation('expect_column_values_to_match_regex', { column: 'medical_specialty', regex: '^[A-Z]' }),
    expectation('expect_column_values_to_be_in_set', { column: 'transcription', value_set: ['a', 'b'] }),
    expectation('expect_column_values_to_be_unique', { column: 'medical_specialty' }),
    expectation('expect_column_value_lengths_to_be_between', { column: 'transcription', max_value: 3 }),
    expectation('expect_table_row_count_to_be_between', { min_value: 1 }),
  );
  const readers = (statements: string[]): number => statements.filter((text) => text.includes('temp.checked')).length;

  it('one scan gives the verdict of a whole suite', () =>
    onConnection(async (connection) => {
      const relation = await createTable(connection, specialties);
      const spy = spyOn(connection);
      await runSuite(spy.connection, relation, many, { resultFormat: 'BOOLEAN_ONLY' });
      expect(readers(spy.statements)).toBe(1);
    }));

  it('one more writes all findings', () =>
    onConnection(async (connection) => {
      const relation = await createTable(connection, specialties);
      const spy = spyOn(connection);
      await runSuite(spy.connection, relation, many, { findingsTable: 'found' });
      expect(readers(spy.statements)).toBe(2);
    }));

  it('none reads the table when only its columns are asked about', () =>
    onConnection(async (connection) => {
      const relation = await createTable(connection, specialties);
      const spy = spyOn(connection);
      const suite = suiteOf(expectation('expect_column_to_exist', { column: 'nowhere' }));
      expect((await runSuite(spy.connection, relation, suite)).result.success).toBe(false);
      expect(spy.statements).toEqual([]);
    }));
});

describe('an expectation that could not run', () => {
  const good = expectation('expect_column_values_to_not_be_null', { column: 'medical_specialty' });

  async function alone(kwargs: JsonObject, type = 'expect_column_values_to_match_regex') {
    return onConnection(async (connection) => {
      const relation = await createTable(connection, {
        ...specialties,
        n: { type: 'INTEGER', values: [1, 2, 3, 4, 5] },
      });
      const { result } = await runSuite(connection, relation, suiteOf(expectation(type, kwargs), good));
      expect(result.success).toBe(false);
      expect(result.results[1]?.result['unexpected_count']).toBe(1);
      const [first] = result.results;
      expect(first).toMatchObject({ success: false, result: {}, meta: { could_not_run: true } });
      expect(first?.exception_info.raised_exception).toBe(true);
      return { why: first?.exception_info.exception_message, whatToDo: first?.meta.what_to_do };
    });
  }

  it('says which column is missing and which is meant', async () => {
    const { why } = await alone({ column: 'medical_speciality', regex: 'a' });
    expect(why).toBe('The table has no column medical_speciality. Did you mean medical_specialty?');
  });

  it('compares column names exactly', async () => {
    expect((await alone({ column: 'Medical_Specialty', regex: 'a' })).why).toContain('Did you mean medical_specialty?');
  });

  it.each([
    ['(?=x)a', 'lookahead', 'expect_column_values_to_not_match_regex'],
    ['^(?!x)', 'lookahead', 'expect_column_values_to_not_match_regex'],
    ['(?<!x)a', 'lookbehind', 'two expectations'],
    [String.raw`(a)\1`, 'backreferences', 'Write the repeated part out'],
    ['(?>a)', 'atomic groups', 'plain group'],
    ['a++', 'possessive', 'a+'],
    [String.raw`a\Z`, String.raw`\Z`, String.raw`\z`],
    ['(?<y>a)', 'group name', '(?P<name>…)'],
    ['a{2000}', 'more than 1000', 'lengths'],
    ['[a', 'not a valid regular expression', 'partner'],
  ])('names what RE2 lacks in %s', async (regex, why, whatToDo) => {
    const said = await alone({ column: 'medical_specialty', regex });
    expect(said.why).toContain(why);
    expect(said.whatToDo).toContain(whatToDo);
  });

  it('says so for a text rule on a number', async () => {
    expect((await alone({ column: 'n', regex: 'a' })).why).toBe('n is INTEGER, and this expectation is about text.');
  });

  it('says so for a parameter without a value', async () => {
    const type = 'expect_column_values_to_be_between';
    const { why } = await alone({ column: 'n', min_value: { $PARAMETER: 'lowest' } }, type);
    expect(why).toContain('"lowest" has no value');
  });

  it('says so for a row condition in another language', async () => {
    const kwargs = { column: 'n', row_condition: 'n > 2', condition_parser: 'pandas' };
    expect((await alone(kwargs, 'expect_column_values_to_not_be_null')).why).toContain('pandas');
  });

  it('is isolated when only running it shows the fault, and never quotes a value', () =>
    onConnection(async (connection) => {
      const relation = await createTable(connection, {
        secret: { values: ['Jane Roe', 'x'] },
        medical_specialty: { values: ['a', null] },
      });
      const lying = { ...relation, columns: [{ name: 'secret', type: 'TIMESTAMP' }, relation.columns[1]!] };
      const between = expectation('expect_column_values_to_be_in_set', { column: 'secret', value_set: ['Jane Poe'] });
      const { result } = await runSuite(connection, lying, suiteOf(between, good), { findingsTable: 'found' });
      expect(result.results.map(({ meta }) => meta.could_not_run)).toEqual([true, false]);
      expect(result.results[1]?.result['unexpected_count']).toBe(1);
      expect(JSON.stringify(result)).not.toContain('Jane Roe');
    }));
});

describe('rechecking rows', () => {
  it('asks the rules of the record alone', () =>
    onConnection(async (connection) => {
      const relation = await createTable(connection, { v: { values: ['a1', 'b', 'b', null] } });
      const suite = suiteOf(
        expectation('expect_column_values_to_match_regex', { column: 'v', regex: '^[a-z]$' }),
        expectation('expect_column_values_to_be_unique', { column: 'v' }),
        expectation('expect_column_values_to_not_be_null', { column: 'nope' }),
        expectation('expect_column_values_to_not_be_null', { column: 'v' }),
      );
      const edited = {
        ...relation,
        from: '(SELECT * FROM temp.checked WHERE ord IN ($one, $two))',
        params: { one: 100, two: 101 },
      };
      expect(await recheckRows(connection, edited, suite, 'again')).toEqual({
        rechecked: [0, 3],
        notRechecked: [1, 2],
      });
      expect((await findingsIn(connection, 'again')).map(({ ordinal, value }) => [ordinal, value])).toEqual([
        [100, 'a1'],
      ]);
    }));
});

describe('cancelling', () => {
  it('an aborted signal stops the run', () =>
    onConnection(async (connection) => {
      const relation = await createTable(connection, specialties);
      const run = runSuite(connection, relation, bronzeValidation, { signal: AbortSignal.abort() });
      await expect(run).rejects.toMatchObject({ code: 'CANCELLED' });
    }));
});
