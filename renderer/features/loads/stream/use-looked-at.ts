/** The stream that is looked at: what stands of it in the workspace, and the run of it that goes on or went on last. */
import { useEffect, useEffectEvent } from 'react';
import type { DeskError } from '../../../../electron/contract/errors.ts';
import type { StreamName, StreamSummary } from '../../../../electron/contract/stream.ts';
import { useQuestion } from '../../../engine/engine-context.tsx';
import { useStreams, type LookedAt, type StreamRun } from './streams-context.tsx';

export interface FoundStream {
  /** Undefined while it has no batch here. */
  readonly summary: StreamSummary | undefined;
  /** Undefined where the engine knows of no run of it. */
  readonly run: StreamRun | undefined;
  /** Until the engine has said what it has and what it runs, nobody can say that there is none. */
  readonly isKnown: boolean;
  readonly error: DeskError | null;
}

export const isSameStream = (one: StreamName, other: StreamName): boolean =>
  one.cluster === other.cluster && one.topic_id === other.topic_id && one.group === other.group;

export function useLookedAt({ run: wanted, name }: LookedAt): FoundStream {
  const { runs, areRunsKnown } = useStreams();
  const listed = useQuestion('stream.list', {});
  const ofRun = runs.find(({ status }) => status.stream === wanted);
  const summary = listed.data?.find((each) =>
    name === null ? each.running !== null && each.running === wanted : isSameStream(each.name, name),
  );
  const found = summary ?? (name === null && ofRun !== undefined ? ofSameTopic(listed.data, ofRun) : undefined);
  usePinnedName({ run: wanted, name }, found);
  return {
    summary: found,
    run: runs.find(({ status }) => status.stream === found?.running) ?? ofRun,
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

/**
 * Once a run is over, its stream is known by topic and group; two clusters that share both are told apart by the newer.
 * While it goes on without a batch of its own, one of that name may be another cluster's.
 */
const ofSameTopic = (all: readonly StreamSummary[] | undefined, run: StreamRun): StreamSummary | undefined =>
  run.task.state === 'running'
    ? undefined
    : all?.find(({ name }) => name.topic === run.status.topic && name.group === run.status.group);
