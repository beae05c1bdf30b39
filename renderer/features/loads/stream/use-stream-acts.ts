/** What can be done with a stream now: paused, resumed, stopped; taken in again where it is over; nothing while nobody knows. */
import type { DeskError } from '../../../../electron/contract/errors.ts';
import type { StreamSummary } from '../../../../electron/contract/stream.ts';
import { useAct } from '../../../engine/use-act.ts';
import { useStreams, type StreamRun } from './streams-context.tsx';

export interface StreamStep {
  readonly id: string;
  readonly label: string;
  readonly keys: string;
  readonly primary: boolean;
  readonly busy: boolean;
  readonly run: () => void;
}

export interface StreamActs {
  readonly steps: readonly StreamStep[];
  readonly isRunning: boolean;
  readonly error: DeskError | null;
  readonly forget: () => void;
}

/** `isKnown`: whether the engine has said which streams it runs. */
export function useStreamActs(
  run: StreamRun | undefined,
  summary: StreamSummary | undefined,
  isKnown: boolean,
): StreamActs {
  const { show, memory } = useStreams();
  const pause = useAct('stream.pause');
  const resume = useAct('stream.resume');
  const stop = useAct('task.cancel');
  const isRunning = run?.task.state === 'running';
  const forget = (): void => {
    pause.reset();
    resume.reset();
    stop.reset();
  };
  const error = pause.error ?? resume.error ?? stop.error;
  if (run === undefined && !isKnown) return { steps: [], isRunning, error, forget };
  if (!isRunning) {
    const about = run?.status ?? summary?.name;
    const again: StreamStep = {
      id: 'stream.again',
      label: 'Take it in again…',
      keys: 'T',
      primary: (summary?.quarantined ?? 0) === 0,
      busy: false,
      run: () => {
        if (about !== undefined) memory.aboutTo(about);
        show({ view: 'form' });
      },
    };
    return { steps: [again], isRunning, error, forget };
  }
  const { stream, state } = run.status;
  const stopping = state === 'stopping' || stop.isPending || stop.data?.cancelled === true;
  const isPaused = state === 'paused';
  const canPause = state === 'consuming' || isPaused;
  return {
    steps: [
      {
        id: 'stream.pause',
        label: isPaused ? 'Resume' : 'Pause',
        keys: 'P',
        primary: isPaused,
        busy: stopping || !canPause || pause.isPending || resume.isPending,
        run: () => (isPaused ? resume : pause).mutate({ stream }),
      },
      {
        id: 'stream.stop',
        label: stopping ? 'Stopping…' : 'Stop',
        keys: 'X',
        primary: false,
        busy: stopping,
        run: () => stop.mutate({ task: run.task.task }),
      },
    ],
    isRunning,
    error,
    forget,
  };
}
