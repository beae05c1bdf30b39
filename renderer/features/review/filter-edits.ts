/** Changes to what Review shows. Every one leaves the filter's other criteria as they are. */
import type { Condition } from '../../../electron/contract/record.ts';
import type { RecordState } from '../../../electron/contract/words.ts';
import type { ReviewFilter } from './review-filter.ts';

export function withStates(filter: ReviewFilter, states: readonly RecordState[]): ReviewFilter {
  return states.length === 0 ? without(filter, 'states') : { ...filter, states: [...states] };
}

export const withFamily = (filter: ReviewFilter, family: string): ReviewFilter => ({ ...filter, family });

export function withSearch(filter: ReviewFilter, search: string): ReviewFilter {
  return search === '' ? without(filter, 'search') : { ...filter, search };
}

export function withFiles(filter: ReviewFilter, files: readonly number[]): ReviewFilter {
  return files.length === 0 ? without(filter, 'files') : { ...filter, files: [...files] };
}

export function withConditions(filter: ReviewFilter, where: readonly Condition[]): ReviewFilter {
  return where.length === 0 ? without(filter, 'where') : { ...filter, where: [...where] };
}

export function without(filter: ReviewFilter, criterion: keyof ReviewFilter): ReviewFilter {
  const next: ReviewFilter = {};
  return Object.assign(next, Object.fromEntries(Object.entries(filter).filter(([each]) => each !== criterion)));
}

/** A facet's criteria: of one column, and of one kind. */
export type FacetKind = 'value' | 'pattern';

export const isOfFacet = ({ column, operator }: Condition, of: string, kind: FacetKind): boolean =>
  column === of && (kind === 'pattern' ? operator === 'has pattern' : operator === '=' || operator === 'is null');

/** The filter without the facet's own choice, so that the facet's other choices keep their numbers. */
export const withoutFacet = (filter: ReviewFilter, column: string, kind: FacetKind): ReviewFilter =>
  withConditions(
    filter,
    (filter.where ?? []).filter((condition) => !isOfFacet(condition, column, kind)),
  );

export function facetCondition(column: string, kind: FacetKind, value: string | null): Condition {
  if (value === null) return { column, operator: 'is null' };
  return { column, operator: kind === 'pattern' ? 'has pattern' : '=', value };
}

/** Only this choice of the facet, or none when it was the choice already. */
export function toggleFacet(filter: ReviewFilter, column: string, kind: FacetKind, value: string | null): ReviewFilter {
  const chosen = (filter.where ?? []).some(
    (condition) => isOfFacet(condition, column, kind) && (condition.value ?? null) === value,
  );
  const rest = withoutFacet(filter, column, kind);
  return chosen ? rest : withConditions(rest, [...(rest.where ?? []), facetCondition(column, kind, value)]);
}
