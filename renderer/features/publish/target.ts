/** The bronze folder: chosen by a person, and asked of the engine before anything depends on it. */
import type { DeskError } from '../../../electron/contract/errors.ts';
import { isDeskError } from '../../../electron/contract/errors.ts';
import { formatObjectUrl, isObjectUrl, parseObjectUrl } from '../../../electron/contract/object-url.ts';
import { useQuestion } from '../../engine/engine-context.tsx';
import { useShell } from '../../shell/shell-context.tsx';

export interface Target {
  readonly state: 'none' | 'asking' | 'usable' | 'refused';
  readonly path: string | null;
  readonly error: DeskError | null;
  /** Known from before, but chosen in an earlier run of the program: it has to be chosen again. */
  readonly forgotten: boolean;
  readonly choose: () => void;
  /** The object store that an address is in, where there is one. */
  readonly server: { readonly endpoint: string | null; readonly region: string | null } | null;
  /** Asks once more whether it can be published to: what was wrong may have been mended outside. */
  readonly askAgain: () => void;
  /** Takes an address in an object store. Throws DeskError where it is none. */
  readonly take: (address: string) => void;
}

const ofTheFolder: ReadonlySet<string> = new Set([
  'TARGET_NOT_WRITABLE',
  'TARGET_INSIDE_WORKSPACE',
  'PATH_NOT_OFFERED',
  'DISK_FULL',
]);

/** Whether another folder would mend it. */
export const isOfFolder = ({ code }: DeskError): boolean => ofTheFolder.has(code);

export function useTarget(path: string | null, onChoose: (path: string) => void): Target {
  const { shell } = useShell();
  const asked = useQuestion('publish.target', { target: path ?? '' }, { enabled: path !== null });
  const choose = async (): Promise<void> => {
    const [chosen] = await shell.pick({ purpose: 'folder', title: 'Choose the bronze folder' });
    if (chosen === undefined) return;
    onChoose(chosen);
    // The same folder may have been mended, or be allowed only now.
    if (chosen === path) await asked.refetch();
  };
  return {
    state: path === null ? 'none' : asked.error !== null ? 'refused' : asked.data === undefined ? 'asking' : 'usable',
    path,
    error: path === null ? null : asked.error,
    forgotten: isDeskError(asked.error, 'PATH_NOT_OFFERED') && path !== null && !isObjectUrl(path),
    server: asked.data?.server ?? null,
    askAgain: () => void asked.refetch(),
    choose: () => void choose(),
    take: (address) => onChoose(formatObjectUrl(parseObjectUrl(address))),
  };
}
