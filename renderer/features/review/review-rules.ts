/** What the last check says about the columns: the rules behind the findings, and the columns that fail. */
import type { ValidationResult } from '../../../electron/contract/check.ts';
import type { Rules } from '../../grid/grid-cell.tsx';

export function rulesOf(validation: ValidationResult | null): Rules {
  return new Map(
    (validation?.results ?? []).map(({ meta, expectation_config: { type, kwargs } }) => [
      meta.expectation_key,
      { type, kwargs },
    ]),
  );
}

export function failingColumns(validation: ValidationResult | null): ReadonlySet<string> {
  const columns = (validation?.results ?? [])
    .filter(({ success }) => !success)
    .map(({ expectation_config: { kwargs } }) => kwargs['column']);
  return new Set(columns.filter((column) => typeof column === 'string'));
}
