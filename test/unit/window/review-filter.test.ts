import { describe, expect, it } from 'vitest';
import { familyOf, scopeOf, type Seen } from '../../../renderer/features/review/act-scope.ts';
import { toggleFacet, withoutFacet } from '../../../renderer/features/review/filter-edits.ts';
import type { ReviewFilter } from '../../../renderer/features/review/review-filter.ts';
import { allSelected, nothingSelected, toggleRow } from '../../../renderer/grid/row-selection.ts';

const facets = {
  states: [
    { state: 'clean' as const, records: 7 },
    { state: 'quarantined' as const, records: 5 },
    { state: 'corrected' as const, records: 3 },
    { state: 'waived' as const, records: 2 },
    { state: 'excluded' as const, records: 1 },
  ],
  files: [],
  rejects: 0,
};

const family = {
  family: 'f',
  expectation: 'expect_column_values_to_match_regex',
  expectation_key: 'k',
  sentence: 'specialty must contain only letters and spaces',
  column: 'specialty',
  value: 'A / B',
  records: 4,
};

const seen = (filter: ReviewFilter, of?: Seen['family']): Seen => ({
  load: 'l',
  filter,
  facets,
  family: of,
});

describe('what a bulk act means', () => {
  it('is what the filter shows and the act applies to, and says how many that is', () => {
    const scope = scopeOf('fix', seen({ states: ['quarantined'], search: 'x' }), nothingSelected);
    expect(scope).toEqual({
      selection: { load: 'l', states: ['quarantined'], search: 'x' },
      count: 5,
      picked: false,
    });
  });

  it('never takes clean records with it, whatever the filter shows', () => {
    for (const kind of ['fix', 'waive', 'exclude', 'reinstate'] as const) {
      expect(scopeOf(kind, seen({}), nothingSelected).selection.states).not.toContain('clean');
      expect(scopeOf(kind, seen({ states: ['clean'] }), nothingSelected).count).toBe(0);
    }
  });

  it('reinstates only what was waived or excluded', () => {
    expect(scopeOf('reinstate', seen({}), nothingSelected)).toMatchObject({
      selection: { states: ['waived', 'excluded'] },
      count: 3,
    });
  });

  it('is the rows that were picked, as far as they still fit the filter', () => {
    const picked = toggleRow(toggleRow(nothingSelected, 'l:1'), 'l:2');
    expect(scopeOf('exclude', seen({ states: ['quarantined'] }, family), picked)).toEqual({
      selection: { load: 'l', states: ['quarantined'], record_ids: ['l:1', 'l:2'] },
      count: 2,
      picked: true,
    });
  });

  it('is the family of the record one is on, while nothing else is chosen', () => {
    expect(scopeOf('fix', seen({ states: ['quarantined'], search: 'x' }, family), nothingSelected)).toEqual({
      selection: { load: 'l', states: ['quarantined'], search: 'x', family: 'f' },
      count: 4,
      picked: false,
      family,
    });
    expect(scopeOf('waive', seen({ states: ['excluded'] }, family), nothingSelected).count).toBe(0);
  });

  it('is everything shown once everything is selected', () => {
    expect(scopeOf('exclude', seen({ states: ['quarantined'] }, family), allSelected)).toMatchObject({
      selection: { load: 'l', states: ['quarantined'] },
      count: 5,
    });
  });

  it('reinstates what the filter shows, which has no family any more', () => {
    expect(scopeOf('reinstate', seen({}, family), nothingSelected).count).toBe(3);
  });

  it('knows a record’s family by its first finding that nobody waived', () => {
    const finding = { ...family, sentence: '', waived: false };
    const record = {
      kind: 'record' as const,
      record_id: 'l:1',
      source_file: '',
      source_line: 2,
      last_line: 2,
      state: 'quarantined' as const,
      version: 1,
      findings: [{ ...finding, value: 'other', waived: true }, finding],
      values: {},
    };
    expect(familyOf(record, [{ ...family, value: 'C' }, family])).toBe(family);
    expect(familyOf({ ...record, findings: [] }, [family])).toBeUndefined();
    expect(familyOf(undefined, [family])).toBeUndefined();
  });
});

describe('a facet', () => {
  const chosen = toggleFacet({ search: 'x' }, 'c', 'value', 'Surgery');

  it('keeps one choice, and gives it up when it is chosen again', () => {
    expect(chosen.where).toEqual([{ column: 'c', operator: '=', value: 'Surgery' }]);
    expect(toggleFacet(chosen, 'c', 'value', null).where).toEqual([{ column: 'c', operator: 'is null' }]);
    expect(toggleFacet(chosen, 'c', 'value', 'Surgery')).toEqual({ search: 'x' });
  });

  it('leaves the choices of other columns and kinds alone', () => {
    const both = toggleFacet(chosen, 'c', 'pattern', 'a');
    expect(both.where).toHaveLength(2);
    expect(withoutFacet(both, 'c', 'value').where).toEqual([{ column: 'c', operator: 'has pattern', value: 'a' }]);
    expect(withoutFacet(both, 'd', 'value')).toEqual(both);
  });
});
