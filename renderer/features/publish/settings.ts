/** How and where to publish: as last time, until somebody changes it. */
import { useLocalStorage } from '@mantine/hooks';
import { useState } from 'react';
import type { Manifest, PublishInput } from '../../../electron/contract/publish.ts';
import type { Authorship } from '../../../electron/contract/words.ts';
import type { Output } from '../../../electron/contract/methods.ts';
import { useShell } from '../../shell/shell-context.tsx';

/** Not a column of any source: the day of the publish. */
export const ingestDate = 'ingest_date';

export interface Settings {
  readonly target: string | null;
  readonly partitionBy: readonly string[];
  readonly compression: PublishInput['compression'];
  readonly withQuarantine: boolean;
  /** Who decided, and why, that expectations which could not run are no hindrance. */
  readonly accepted: Authorship | null;
}

interface KeptSettings {
  readonly settings: Settings;
  readonly change: (changed: Partial<Settings>) => void;
}

/** The folder is remembered on this machine for each workspace; the rest stands in the last publish's manifest. */
export function useSettings(
  newest: Output<'publish.list'>[number] | undefined,
  manifest: Manifest | undefined,
): KeptSettings {
  const { info } = useShell();
  const [remembered, remember] = useLocalStorage<string | null>({
    key: `bronze-desk.bronze-folder.${info.workspace}`,
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  const [changed, setChanged] = useState<Partial<Omit<Settings, 'target'>>>({});
  return {
    settings: {
      partitionBy: manifest?.partition_by ?? [ingestDate],
      compression: manifest?.compression === 'zstd' ? 'zstd' : 'snappy',
      withQuarantine: (manifest?.quarantine_files.length ?? 0) > 0,
      accepted: null,
      ...changed,
      target: remembered ?? (newest === undefined ? null : folderAround(newest.path)),
    },
    change: ({ target, ...rest }) => {
      if (target !== undefined) remember(target);
      setChanged((before) => ({ ...before, ...rest }));
    },
  };
}

const folderAround = (path: string): string => path.replace(/[/\\][^/\\]+[/\\]?$/, '');

export function planInput(load: string, settings: Settings, actor: string): PublishInput {
  return {
    load,
    target: settings.target ?? '',
    partition_by: [...settings.partitionBy],
    compression: settings.compression,
    with_quarantine: settings.withQuarantine,
    ...(settings.accepted === null ? {} : { accept_could_not_run: settings.accepted }),
    actor,
  };
}
