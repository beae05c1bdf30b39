/** Verifying and exporting the trail: begun here, shown until somebody closes it. */
import { useState } from 'react';
import type { AuditVerdict } from '../../../electron/contract/audit.ts';
import { isDeskError, type DeskError } from '../../../electron/contract/errors.ts';
import type { Input, Output } from '../../../electron/contract/methods.ts';
import { useRunningTasks, type WatchedTask } from '../../engine/tasks.tsx';
import { useAct } from '../../engine/use-act.ts';
import { useShell } from '../../shell/shell-context.tsx';
import { fileName } from '../../ui/format.ts';

export type ExportFormat = Input<'audit.export'>['format'];

export type Outcome =
  | { readonly kind: 'verified'; readonly verdict: AuditVerdict; readonly file: string | null }
  | { readonly kind: 'exported'; readonly written: Output<'audit.export'> }
  | { readonly kind: 'failed'; readonly error: DeskError };

export interface TrailActs {
  readonly verify: (what: Input<'audit.verify'>) => void;
  readonly exportAs: (format: ExportFormat) => void;
  /** An export that waits to be told whether to replace a file. */
  readonly taken: Input<'audit.export'> | null;
  readonly replace: (yes: boolean) => void;
  readonly outcome: Outcome | null;
  readonly close: () => void;
  readonly busy: boolean;
  readonly task: WatchedTask | undefined;
}

export function useTrailActs(): TrailActs {
  const { shell, info } = useShell();
  const verify = useAct('audit.verify');
  const write = useAct('audit.export');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [taken, setTaken] = useState<Input<'audit.export'> | null>(null);
  const task = useRunningTasks().find(({ method }) => method === 'audit.verify' || method === 'audit.export');
  const fail = (error: DeskError): void => setOutcome({ kind: 'failed', error });

  const begin = (input: Input<'audit.export'>): void => {
    setOutcome(null);
    write.mutate(input, {
      onSuccess: (written) => setOutcome({ kind: 'exported', written }),
      onError: (error) => {
        if (isTaken(error, input)) setTaken(input);
        else fail(error);
      },
    });
  };

  const choose = async (format: ExportFormat): Promise<void> => {
    const name = `audit-${fileName(info.workspace)}-${new Date().toISOString().slice(0, 10)}.${format}`;
    const [path] = await shell.pick({ purpose: 'save', title: 'Where to write the trail', name });
    if (path !== undefined) begin({ path, format });
  };

  return {
    verify: (what) => {
      setOutcome(null);
      verify.mutate(what, {
        onSuccess: (verdict) => setOutcome({ kind: 'verified', verdict, file: what.file ?? null }),
        onError: fail,
      });
    },
    exportAs: (format) => void choose(format).catch((error: unknown) => isDeskError(error) && fail(error)),
    taken,
    replace: (yes) => {
      setTaken(null);
      if (yes && taken !== null) begin({ ...taken, overwrite: true });
    },
    outcome,
    close: () => setOutcome(null),
    busy: verify.isPending || write.isPending || task !== undefined,
    task,
  };
}

/** Of the ways in which a file cannot be written, the engine names its path for this one alone. */
const isTaken = (error: DeskError, { overwrite = false }: Input<'audit.export'>): boolean =>
  !overwrite && error.code === 'TARGET_NOT_WRITABLE' && error.details?.['path'] !== undefined;
