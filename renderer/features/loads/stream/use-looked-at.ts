/** The stream that is looked at: what stands of it in the workspace, and the run of it that goes on or went on last. */
import { useEffect, useEffectEvent } from 'react';
import type { DeskError } from '../../../../electron/contract/errors.ts';
import type { StreamName, StreamSummary } from '../../../../electron/contract/stream.ts';
import { useQuestion } from '../../../engine/engine-context.tsx';
import { isSameStream, nameOf, type LookedAt } from './stream-identity.ts';
import { useStreams, type StreamRun } from './streams-context.tsx';

export interface FoundStream {
  /** Undefined while it has no batch here. */
  readonly summary: StreamSummary | undefined;
  /** Undefined where the engine knows of no run of it. */
  readonly run: StreamRun | undefined;
  /** Until the engine has said what it has and what it runs, nobody can say that there is none. */
  readonly isKnown: boolean;
  readonly error: DeskError | null;
}

export function useLookedAt({ run: wanted, name }: LookedAt): FoundStream {
  const { runs, areRunsKnown } = useStreams();
  const listed = useQuestion('stream.list', {});
  const ofRun = runs.find(({ status }) => status.stream === wanted);
  const known = name ?? (ofRun === undefined ? null : nameOf(ofRun.status));
  const summary = listed.data?.find((each) => known !== null && isSameStream(each.name, known));
  usePinnedName({ run: wanted, name }, summary);
  return {
    summary,
    run: runs.find(({ status }) => status.stream === summary?.running) ?? ofRun,
    isKnown: listed.data !== undefined && areRunsKnown,
    error: listed.error,
  };
}

/** A run is forgotten with its engine, its stream is not. */
function usePinnedName({ run, name }: LookedAt, found: StreamSummary | undefined): void {
  const { show } = useStreams();
  const pin = useEffectEvent((known: StreamName) => show({ view: 'stream', run, name: known }));
  const known = name === null ? found?.name : undefined;
  useEffect(() => {
    if (known !== undefined) pin(known);
  }, [known]);
}
