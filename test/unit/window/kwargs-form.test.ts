import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../electron/contract/check.ts';
import { listExpectations } from '../../../electron/engine/checks/list-expectations.ts';
import { findExpectation } from '../../../electron/engine/checks/registry.ts';
import {
  fieldsOf,
  kwargProblems,
  listFrom,
  listText,
  shapeHeldBy,
  startingKwargs,
  type Field,
  type Shape,
} from '../../../renderer/features/checks/form/kwargs-fields.ts';

const types = listExpectations();

const fieldsFor = (type: string): Field[] => fieldsOf(types.find((each) => each.type === type)!.kwargs);

const shapeFor = (type: string, name: string): Shape => fieldsFor(type).find((field) => field.name === name)!.shape;

/** What people put into fields, right or wrong. */
const value: fc.Arbitrary<JsonValue> = fc.constantFrom<JsonValue>(
  '',
  'transcription',
  'any',
  'neither',
  'pandas',
  0,
  1,
  0.5,
  -1,
  1.5,
  true,
  false,
  [],
  ['a'],
  ['a', 'b'],
  [1, 'b', true, null],
  [[1, 2]],
  [['a', 'b', 'c']],
  {},
  { quantiles: [0.5], value_ranges: [[1, null]] },
  { quantiles: [2], value_ranges: [[1, 2]] },
);

describe('the form of an expectation', () => {
  it.each(types.map(({ type }) => type))('finds wrong in %s what the engine finds wrong', (type) => {
    // A condition of any kind is read by the engine, so that it can explain it; the form asks for text alone.
    const fields = fieldsFor(type).filter(({ name }) => name !== 'row_condition');
    const { kwargs: schema } = findExpectation(type)!;
    fc.assert(
      fc.property(fc.tuple(...fields.map(() => fc.option(value, { nil: undefined }))), (values) => {
        const entries = fields.flatMap(({ name }, index) => {
          const given = values[index];
          return given === undefined ? [] : [[name, given] as const];
        });
        const kwargs: JsonObject = Object.fromEntries(entries);
        const refused = schema.safeParse(kwargs).error?.issues.map(({ path }) => String(path[0])) ?? [];
        expect(Object.keys(kwargProblems(fields, kwargs)).sort()).toEqual([...new Set(refused)].sort());
      }),
    );
  });

  it('asks for a column, a share, a bound and a list with inputs of their own', () => {
    expect(shapeFor('expect_column_values_to_not_be_null', 'column')).toEqual({ kind: 'column' });
    expect(shapeFor('expect_column_values_to_not_be_null', 'mostly')).toEqual({ kind: 'share' });
    expect(shapeFor('expect_column_values_to_not_be_null', 'row_condition')).toEqual({ kind: 'text' });
    expect(shapeFor('expect_column_values_to_be_between', 'min_value')).toEqual({
      kind: 'shapes',
      shapes: [{ kind: 'number', whole: false }, { kind: 'text' }],
    });
    expect(shapeFor('expect_table_row_count_to_equal', 'value')).toEqual({ kind: 'number', whole: true });
    expect(shapeFor('expect_column_values_to_be_in_set', 'value_set')).toEqual({ kind: 'list' });
    expect(shapeFor('expect_column_pair_values_to_be_equal', 'column_B')).toEqual({ kind: 'column' });
    expect(shapeFor('expect_compound_columns_to_be_unique', 'column_list')).toEqual({ kind: 'columns' });
    expect(shapeFor('expect_column_values_to_be_increasing', 'strictly')).toEqual({ kind: 'truth' });
    expect(shapeFor('expect_column_values_to_match_regex_list', 'match_on')).toEqual({
      kind: 'choice',
      options: ['any', 'all'],
    });
  });

  it('falls back to JSON for what has no input of its own', () => {
    expect(shapeFor('expect_column_quantile_values_to_be_between', 'quantile_ranges')).toEqual({ kind: 'json' });
    expect(shapeFor('expect_column_pair_values_to_be_in_set', 'value_pairs_set')).toEqual({ kind: 'json' });
  });

  it('shows what is needed first, and folds the rest away', () => {
    const fields = fieldsFor('expect_column_value_lengths_to_be_between');
    expect(fields.filter(({ foremost }) => foremost).map(({ name }) => name)).toEqual([
      'column',
      'min_value',
      'max_value',
    ]);
    expect(fields.findLastIndex(({ foremost }) => foremost)).toBeLessThan(
      fields.findIndex(({ foremost }) => !foremost),
    );
  });

  it('keeps what two expectations have in common when another one is chosen', () => {
    const kept = { column: 'transcription', regex: '^a$', mostly: 0.9 };
    expect(startingKwargs(fieldsFor('expect_column_values_to_not_be_null'), kept)).toEqual({
      column: 'transcription',
      mostly: 0.9,
    });
  });

  it('answers a tick box that must be answered', () => {
    expect(startingKwargs(fieldsFor('expect_column_value_z_scores_to_be_less_than'), {})).toEqual({
      double_sided: false,
    });
  });

  it('finds nothing wrong with a value that a parameter of the suite gives', () => {
    const kwargs = { column: 'a', value: { $PARAMETER: 'length' } };
    expect(kwargProblems(fieldsFor('expect_column_value_lengths_to_equal'), kwargs)).toEqual({});
  });

  it('opens a bound in the shape its value has', () => {
    const shape = shapeFor('expect_column_values_to_be_between', 'min_value');
    const shapes = shape.kind === 'shapes' ? shape.shapes : [];
    expect([shapeHeldBy(3, shapes), shapeHeldBy('2024-01-31', shapes), shapeHeldBy(undefined, shapes)]).toEqual([
      0, 1, 0,
    ]);
  });
});

describe('a list written one entry per line', () => {
  it('keeps spaces and every kind of entry', () => {
    const line = fc.string({ unit: 'grapheme', minLength: 1 }).filter((each) => !/[\n\r]/.test(each));
    fc.assert(
      fc.property(fc.array(fc.oneof(line, fc.integer(), fc.boolean())), (entries) => {
        // A text that reads like a number beside that very number cannot be told from it.
        const scalars = new Set(entries.filter((each) => typeof each !== 'string').map(String));
        fc.pre(!entries.some((each) => typeof each === 'string' && scalars.has(each)));
        expect(listFrom(listText(entries), entries)).toEqual(entries);
      }),
    );
  });

  it('takes a number that was typed as text, which a column of numbers meets as well', () => {
    expect(listFrom('7\n8', [7])).toEqual([7, '8']);
  });
});
