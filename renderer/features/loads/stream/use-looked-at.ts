/** The stream that is looked at: what stands of it in the workspace, and the run of it that goes on or went on last. */
import type { DeskError } from '../../../../electron/contract/errors.ts';
import type { StreamName, StreamSummary } from '../../../../electron/contract/stream.ts';
import { useQuestion } from '../../../engine/engine-context.tsx';
import { useStreams, type LookedAt, type StreamRun } from './streams-context.tsx';

export interface FoundStream {
  /** Undefined while it has no batch here. */
  readonly summary: StreamSummary | undefined;
  /** Undefined where the engine knows of no run of it. */
  readonly run: StreamRun | undefined;
  /** Until the engine has answered, nobody can say that there is none. */
  readonly isKnown: boolean;
  readonly error: DeskError | null;
}

export const isSameStream = (one: StreamName, other: StreamName): boolean =>
  one.cluster === other.cluster && one.topic_id === other.topic_id && one.group === other.group;

export function useLookedAt({ run: wanted, name }: LookedAt): FoundStream {
  const { runs } = useStreams();
  const listed = useQuestion('stream.list', {});
  const ofRun = runs.find(({ status }) => status.stream === wanted);
  const summary = listed.data?.find((each) =>
    name === null ? each.running !== null && each.running === wanted : isSameStream(each.name, name),
  );
  const found = summary ?? (name === null && ofRun !== undefined ? ofSameTopic(listed.data, ofRun) : undefined);
  return {
    summary: found,
    run: runs.find(({ status }) => status.stream === found?.running) ?? ofRun,
    isKnown: listed.data !== undefined,
    error: listed.error,
  };
}

/** Once a run is over, its stream is known by topic and group; two clusters that share both are told apart by the newer. */
const ofSameTopic = (all: readonly StreamSummary[] | undefined, { status }: StreamRun): StreamSummary | undefined =>
  all?.find(({ name }) => name.topic === status.topic && name.group === status.group);
