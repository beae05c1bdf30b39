/** What a form is made of: every expectation with its words and the JSON Schema of its kwargs. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ExpectationType } from '../../../electron/contract/check.ts';
import { listExpectations } from '../../../electron/engine/checks/list-expectations.ts';
import { expectations, findExpectation } from '../../../electron/engine/checks/registry.ts';

const shapeSchema = z.object({
  type: z.literal('object'),
  properties: z.record(z.string(), z.looseObject({ title: z.string().optional() })),
  required: z.array(z.string()).default([]),
});
const shapeOf = (type: ExpectationType) => shapeSchema.parse(type.kwargs);
const listed = listExpectations();
const named = (type: string): ExpectationType => listed.find((each) => each.type === type)!;

describe('the list of expectations', () => {
  it('has every one there is, once, with words', () => {
    expect(listed.map(({ type }) => type)).toEqual(expectations.map(({ type }) => type));
    for (const { words } of listed) expect(words).toMatch(/^[a-zé…].* |^must /);
  });

  it('is plain JSON', () => {
    expect(structuredClone(listed)).toEqual(JSON.parse(JSON.stringify(listed)));
  });

  it.each(listed)('$type: what it requires is what it misses, and nothing else', (type) => {
    const { required } = shapeOf(type);
    const bound = findExpectation(type.type)!.bind({});
    const missing = 'problems' in bound ? bound.problems.flatMap(({ kwarg }) => (kwarg === '' ? [] : [kwarg])) : [];
    expect(new Set(required)).toEqual(new Set(missing));
  });

  it('gives what a form labels a title', () => {
    const { properties } = shapeOf(named('expect_column_values_to_be_between'));
    expect(Object.fromEntries(Object.entries(properties).map(([name, { title }]) => [name, title]))).toEqual({
      column: 'Column',
      mostly: 'Share that must pass',
      row_condition: 'Only where',
      condition_parser: 'Language of the condition',
      min_value: 'At least',
      max_value: 'At most',
      strict_min: 'More than the least',
      strict_max: 'Less than the most',
    });
    expect(properties['row_condition']).toMatchObject({ type: 'string' });
  });

  it('tells a form the bounds and the choices of an argument', () => {
    const regexes = shapeOf(named('expect_column_values_to_match_regex_list'));
    expect(regexes.required).toEqual(['column', 'regex_list']);
    expect(regexes.properties['mostly']).toMatchObject({ type: 'number', minimum: 0, maximum: 1, default: 1 });
    expect(regexes.properties['match_on']).toMatchObject({ type: 'string', enum: ['any', 'all'] });
  });

  it('says in words what the rule itself says where that has no gaps', () => {
    const bound = findExpectation('expect_column_values_to_not_be_null')!.bind({ column: 'ward' });
    expect(bound).toMatchObject({
      rule: { sentence: `ward ${named('expect_column_values_to_not_be_null').words}` },
    });
  });
});
