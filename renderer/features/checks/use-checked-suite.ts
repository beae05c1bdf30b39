/** The last validation of a load, those before it, and the suite it was checked with. */
import { useMemo } from 'react';
import type { Suite, ValidationResult, ValidationSummary } from '../../../electron/contract/check.ts';
import type { DeskError } from '../../../electron/contract/errors.ts';
import type { Load } from '../../../electron/contract/load.ts';
import { useQuestion } from '../../engine/engine-context.tsx';
import { checkRows, type CheckRow } from './check-rows.ts';
import { suiteText } from './suite-text.ts';

export interface CheckedSuite {
  /** Undefined until the engine has answered, null while the load has not been checked. */
  readonly validation: ValidationResult | null | undefined;
  readonly history: readonly ValidationSummary[];
  readonly rows: readonly CheckRow[];
  /** The built-in one while the load has not been checked. */
  readonly suite: Suite | undefined;
  readonly text: string | undefined;
  readonly error: DeskError | null;
}

const noHistory: readonly ValidationSummary[] = [];

export function useCheckedSuite({ id, suite: own }: Load): CheckedSuite {
  const latest = useQuestion('check.latest', { load: id });
  const past = useQuestion('check.history', { load: id, limit: 20 });
  const builtin = useQuestion('suite.builtin', {}, { enabled: own === null });
  const known = useQuestion('suite.get', { hash: own?.hash ?? '' }, { enabled: own !== null });
  const validation = latest.data;
  const history = past.data ?? noHistory;
  const rows = useMemo(
    () => (validation === null || validation === undefined ? [] : checkRows(validation, history)),
    [validation, history],
  );
  const suite = own === null ? builtin.data : known.data?.suite;
  return {
    validation,
    history,
    rows,
    suite,
    text: suite === undefined ? undefined : (known.data?.text ?? suiteText(suite)),
    error: latest.error ?? past.error ?? builtin.error ?? known.error,
  };
}
