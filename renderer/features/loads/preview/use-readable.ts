/** Which of several files can be previewed on their own: one that cannot must not stop the others. */
import { useQueries } from '@tanstack/react-query';
import { useEngine } from '../../../engine/engine-context.tsx';
import { sourceOf, type ReadingChoices } from './reading-choices.ts';

/** Empty until all are known. */
export function useReadable(paths: readonly string[], choices: ReadingChoices): readonly string[] {
  const link = useEngine();
  const answers = useQueries({
    queries: paths.map((path) => {
      const source = sourceOf([path], choices);
      return {
        queryKey: ['source.preview', 'alone', source],
        queryFn: ({ signal }: { signal: AbortSignal }) => link.call('source.preview', { source, rows: 0 }, { signal }),
        gcTime: 0,
      };
    }),
  });
  return answers.some(({ isFetching }) => isFetching) ? [] : paths.filter((_, index) => answers[index]?.isSuccess);
}
