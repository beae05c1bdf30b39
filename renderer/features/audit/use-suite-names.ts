/** What the suites of this workspace are called, by hash: an event holds the hash alone. */
import { useMemo } from 'react';
import { useQuestion } from '../../engine/engine-context.tsx';

export function useSuiteNames(): ReadonlyMap<string, string> {
  const { data } = useQuestion('suite.list', {});
  return useMemo(() => new Map(data?.map(({ hash, name }) => [hash, name])), [data]);
}
