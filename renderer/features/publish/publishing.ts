/** The act of publishing: begun here, or found running after a reload. */
import type { DeskError } from '../../../electron/contract/errors.ts';
import type { PublishResult } from '../../../electron/contract/publish.ts';
import type { Input } from '../../../electron/contract/methods.ts';
import { useRunningTasks, type WatchedTask } from '../../engine/tasks.tsx';
import { useAct } from '../../engine/use-act.ts';

export interface Publishing {
  readonly begin: (input: Input<'publish.run'>) => void;
  readonly busy: boolean;
  /** How far it is; undefined until the engine has said so. */
  readonly task: WatchedTask | undefined;
  readonly result: PublishResult | undefined;
  readonly error: DeskError | null;
  readonly forget: () => void;
}

export function usePublishing(onDone: (path: string) => void): Publishing {
  const run = useAct('publish.run');
  const task = useRunningTasks().find(({ method }) => method === 'publish.run');
  return {
    begin: (input) => run.mutate(input, { onSuccess: ({ publish }) => onDone(publish.path) }),
    busy: run.isPending || task !== undefined,
    task,
    result: run.data,
    error: run.error,
    forget: run.reset,
  };
}
