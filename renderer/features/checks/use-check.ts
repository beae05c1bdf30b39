/** Checking a load: one run at a time, whoever began it, with the name it is signed with. */
import type { Output } from '../../../electron/contract/methods.ts';
import { isDeskError, type DeskError } from '../../../electron/contract/errors.ts';
import type { Authorship } from '../../../electron/contract/words.ts';
import type { Load } from '../../../electron/contract/load.ts';
import { useActor } from '../../app/actor.tsx';
import { useRunningTasks, type WatchedTask } from '../../engine/tasks.tsx';
import { useAct, type ActStage } from '../../engine/use-act.ts';

/** The suite as the text of its file. */
export interface ChangedSuite {
  readonly suite: string;
  /** Left out for the first check of a load, which changes nothing yet. */
  readonly signed?: Authorship | undefined;
}

export interface Check {
  /** With another suite and who wants it why; else with the load's own. Answers undefined when it failed: `error` says why. */
  readonly run: (changed?: ChangedSuite) => Promise<Output<'check.run'> | undefined>;
  readonly busy: boolean;
  readonly stage: ActStage;
  /** Takes back the run that was begun here, if it is not done yet. */
  readonly cancel: () => void;
  readonly task: WatchedTask | undefined;
  readonly error: DeskError | null;
  readonly cancelled: boolean;
  readonly forget: () => void;
}

export function useCheck(load: Load): Check {
  const { name } = useActor();
  const { mutateAsync, isPending, error, reset, stage, cancel } = useAct('check.run');
  const task = useRunningTasks().find(({ method }) => method === 'check.run');
  const cancelled = isDeskError(error, 'CANCELLED');
  return {
    run: async (changed) => {
      try {
        return await mutateAsync({
          load: load.id,
          actor: name,
          ...(changed === undefined ? {} : { suite: changed.suite, ...changed.signed }),
        });
      } catch {
        return undefined;
      }
    },
    busy: isPending || task !== undefined,
    stage: stage === 'resting' && task !== undefined ? 'sent' : stage,
    cancel,
    task,
    error: cancelled ? null : error,
    cancelled,
    forget: reset,
  };
}
