/** Where the records go and in which form. */
import { Button, MultiSelect, SegmentedControl, Switch, Text } from '@mantine/core';
import { IconFolder } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { isObjectUrl } from '../../../electron/contract/object-url.ts';
import type { Load } from '../../../electron/contract/load.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import classes from './publish.module.css';
import { ingestDate, type Settings } from './settings.ts';
import { ObjectStoreField } from './object-store-field.tsx';
import type { Target } from './target.ts';

interface SettingsFormProps {
  readonly load: Load;
  readonly settings: Settings;
  readonly onChange: (changed: Partial<Settings>) => void;
  readonly target: Target;
}

export function SettingsForm({ load, settings, onChange, target }: SettingsFormProps): ReactNode {
  const { partitionBy, compression, withQuarantine } = settings;
  // One that the load does not have must stay in sight, so that it can be taken away.
  const choices = [...new Set([ingestDate, ...load.columns.map(({ name }) => name), ...partitionBy])];
  return (
    <section aria-label="Where to and how" className={classes['settings']}>
      <TargetField target={target} />
      <MultiSelect
        label="Partition by"
        description={folderPattern(partitionBy)}
        data={choices}
        value={[...partitionBy]}
        onChange={(columns) => onChange({ partitionBy: columns })}
        size="xs"
        searchable
        withPillsReorder
        hidePickedOptions
        openOnFocus={false}
        {...(partitionBy.length === 0 ? { placeholder: 'No partitions' } : {})}
        nothingFoundMessage="No such column in this load"
        clearButtonProps={{ 'aria-label': 'Do not partition' }}
      />
      <div>
        <Text component="span" size="xs" id="publish-compression" className={classes['label'] ?? ''}>
          Compression
        </Text>
        <SegmentedControl
          aria-labelledby="publish-compression"
          value={compression}
          onChange={(value) => onChange({ compression: value })}
          data={[
            { label: 'snappy', value: 'snappy' },
            { label: 'zstd, smaller', value: 'zstd' },
          ]}
        />
      </div>
      <Switch
        className={classes['wide'] ?? ''}
        checked={withQuarantine}
        onChange={(event) => onChange({ withQuarantine: event.currentTarget.checked })}
        label="Also write quarantined and excluded records, with their findings, to quarantine/"
      />
    </section>
  );
}

function TargetField({ target }: { target: Target }): ReactNode {
  const { path, state, error, forgotten, choose, server, askAgain } = target;
  const isObject = path !== null && isObjectUrl(path);
  return (
    <div className={classes['wide']}>
      <Text component="span" size="xs" id="publish-target" className={classes['label'] ?? ''}>
        {isObject ? 'Bronze, in an object store' : 'Bronze folder'}
      </Text>
      <div className={classes['target']}>
        <span className="mono" aria-labelledby="publish-target" role="group">
          {path ?? 'none chosen yet'}
        </span>
        <Button variant={path === null ? 'filled' : 'default'} leftSection={<IconFolder size={15} />} onClick={choose}>
          {path === null ? 'Choose the bronze folder…' : isObject ? 'Choose a folder…' : 'Choose another…'}
        </Button>
      </div>
      {server !== null && (
        <p className={classes['note']}>
          On {server.endpoint ?? 'Amazon S3'}
          {server.region !== null && `, region ${server.region}`}
        </p>
      )}
      <ObjectStoreField words={{ offer: 'Publish to S3 or MinIO…', take: 'Publish there' }} target={target} />
      {state === 'refused' && forgotten && (
        <Notice tone="warn" icon={IconFolder} role="note">
          <Text size="sm">
            You published to this folder before the program was started anew, and it opens only folders that were chosen
            since. Choose it once more, or another one.
          </Text>
          <Button variant="default" mt={6} onClick={choose}>
            Choose it again…
          </Button>
        </Notice>
      )}
      {state === 'refused' && !forgotten && (
        <ErrorNotice
          error={error}
          actions={[
            ...(isObject ? [{ label: 'Try again', run: askAgain }] : []),
            { label: isObject ? 'Choose a folder…' : 'Choose another folder…', run: choose },
          ]}
        />
      )}
    </div>
  );
}

/** How the folders in bronze will be called. */
function folderPattern(columns: readonly string[]): string {
  return columns.length === 0
    ? 'All rows in one folder.'
    : `Folders ${columns.map((column) => `${column}=…`).join(' / ')}`;
}
