import { describe, expect, it } from 'vitest';
import { scopeOf } from '../../../renderer/features/review/act-scope.ts';
import { toggleFacet, withoutFacet } from '../../../renderer/features/review/filter-edits.ts';
import { nothingSelected, toggleRow } from '../../../renderer/grid/row-selection.ts';

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

describe('what a bulk act means', () => {
  it('is what the filter shows and the act applies to, and says how many that is', () => {
    const scope = scopeOf('fix', 'l', { states: ['quarantined'], search: 'x' }, nothingSelected, facets);
    expect(scope).toEqual({
      selection: { load: 'l', states: ['quarantined'], search: 'x' },
      count: 5,
      picked: false,
    });
  });

  it('never takes clean records with it, whatever the filter shows', () => {
    for (const kind of ['fix', 'waive', 'exclude', 'reinstate'] as const) {
      expect(scopeOf(kind, 'l', {}, nothingSelected, facets).selection.states).not.toContain('clean');
      expect(scopeOf(kind, 'l', { states: ['clean'] }, nothingSelected, facets).count).toBe(0);
    }
  });

  it('reinstates only what was waived or excluded', () => {
    expect(scopeOf('reinstate', 'l', {}, nothingSelected, facets)).toMatchObject({
      selection: { states: ['waived', 'excluded'] },
      count: 3,
    });
  });

  it('is the rows that were picked, as far as they still fit the filter', () => {
    const picked = toggleRow(toggleRow(nothingSelected, 'l:1'), 'l:2');
    expect(scopeOf('exclude', 'l', { states: ['quarantined'] }, picked, facets)).toEqual({
      selection: { load: 'l', states: ['quarantined'], record_ids: ['l:1', 'l:2'] },
      count: 2,
      picked: true,
    });
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
