/**
 * What an act would do, asked of the engine before anything is done. Each settled change is asked about anew; a question
 * that was overtaken is cancelled, and its answer is never shown for another one.
 */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { DeskError } from '../../../../electron/contract/errors.ts';
import type { Input } from '../../../../electron/contract/methods.ts';
import type { OperationResult } from '../../../../electron/contract/record.ts';
import { useEngine } from '../../../engine/engine-context.tsx';

export type ReviewMethod =
  'review.correct' | 'review.waive' | 'review.exclude' | 'review.reinstate' | 'review.repair' | 'review.undo';

/** What is done to which records; who does it and why is asked last. */
export type Meant<M extends ReviewMethod> = Omit<Input<M>, 'actor' | 'reason' | 'dry_run'>;

export interface DryRun {
  /** The last answer, perhaps to an earlier question: see `isCurrent`. */
  readonly result: OperationResult | null;
  readonly error: DeskError | null;
  /** Whether the answer is to what is asked now. */
  readonly isCurrent: boolean;
  /** Whether an answer is being awaited. */
  readonly isAsking: boolean;
}

/** Nothing is kept of a dry run, and so neither are these. */
const tryingOut = { actor: 'preview', reason: 'preview', dry_run: true };

const settleMs = 250;

/**
 * `meant` is null while it is not known yet; nothing is asked while `paused`. `load` is the one it is about, where `meant`
 * does not name it: a change of another load has nothing asked again.
 */
export function useDryRun<M extends ReviewMethod>(
  method: M,
  meant: Meant<M> | null,
  paused = false,
  load?: string,
): DryRun {
  const link = useEngine();
  const wanted = meant === null ? null : JSON.stringify(meant);
  const [settled] = useDebouncedValue(wanted, settleMs);
  const asked = settled === null ? null : (JSON.parse(settled) as Meant<M>);
  const answer = useQuery<OperationResult, DeskError>({
    queryKey: [method, 'dry run', asked, { load }],
    queryFn: ({ signal }) => link.call(method, { ...asked, ...tryingOut } as unknown as Input<M>, { signal }),
    enabled: settled !== null && !paused,
    placeholderData: keepPreviousData,
    // It holds values, and is asked anew each time.
    gcTime: 0,
    retry: false,
  });
  const isSettled = settled === wanted;
  return {
    result: answer.data ?? null,
    error: isSettled ? answer.error : null,
    isCurrent: wanted !== null && isSettled && answer.isSuccess && !answer.isPlaceholderData && !answer.isFetching,
    isAsking: wanted !== null && (!isSettled || answer.isFetching),
  };
}
