/** Where what passes is written to, and in which form. */
import { Button, SegmentedControl, TagsInput, Text } from '@mantine/core';
import { IconFolder } from '@tabler/icons-react';
import { useId, type ReactNode } from 'react';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { isObjectUrl } from '../../../../electron/contract/object-url.ts';
import { Notice } from '../../../ui/notice.tsx';
import { ObjectStoreField } from '../../publish/object-store-field.tsx';
import { useTarget } from '../../publish/target.ts';
import { FormSection } from './form-section.tsx';
import type { FormPart } from './stream-form.tsx';
import classes from './stream-form.module.css';

export function BronzeFields({ draft, problems, set }: FormPart): ReactNode {
  const folder = useId();
  const compression = useId();
  const why = useId();
  const path = draft.target;
  const isObject = path !== null && isObjectUrl(path);
  const target = useTarget(path, (chosen) => set({ target: chosen }));
  return (
    <FormSection title="Bronze">
      <div className={classes['wide']}>
        <span id={folder} className={classes['label']}>
          {isObject ? 'Bronze, in an object store' : 'Bronze folder'}
        </span>
        <div className={classes['target']}>
          <span className="mono" role="group" aria-labelledby={folder}>
            {path ?? 'none chosen yet'}
          </span>
          <Button
            variant="default"
            leftSection={<IconFolder size={15} />}
            onClick={target.choose}
            aria-invalid={problems.target !== undefined}
            aria-describedby={problems.target === undefined ? undefined : why}
          >
            {path === null ? 'Choose the bronze folder…' : isObject ? 'Choose a folder…' : 'Choose another…'}
          </Button>
        </div>
        {target.server !== null && (
          <Text size="xs" c="dimmed">
            On {target.server.endpoint ?? 'Amazon S3'}
            {target.server.region !== null && `, region ${target.server.region}`}
          </Text>
        )}
        {problems.target !== undefined && (
          <Text size="xs" id={why} className={classes['wrong'] ?? ''}>
            {problems.target}
          </Text>
        )}
        {target.state === 'refused' && target.forgotten && (
          <Notice tone="warn" icon={IconFolder} role="note">
            <Text size="sm">
              This folder was chosen before the program was started anew, and it opens only folders that were chosen
              since. Choose it once more, or another one.
            </Text>
          </Notice>
        )}
        {target.state === 'refused' && !target.forgotten && (
          <ErrorNotice error={target.error} actions={[{ label: 'Try again', run: target.askAgain }]} />
        )}
        <ObjectStoreField target={target} words={{ offer: 'Write to S3 or MinIO…', take: 'Write there' }} />
      </div>
      <TagsInput
        label="Partition by"
        className={classes['wide'] ?? ''}
        description={
          draft.partitionBy.length === 0
            ? isObject
              ? 'Each batch is one file, in a folder of its own. Name columns to have partitions in it.'
              : 'Each batch is one file. Name columns to have a folder for each batch, with partitions in it.'
            : `In the folder of each batch: ${draft.partitionBy.map((column) => `${column}=…`).join(' / ')}`
        }
        size="xs"
        data={['ingest_date']}
        value={[...draft.partitionBy]}
        onChange={(columns) => set({ partitionBy: columns })}
        clearButtonProps={{ 'aria-label': 'Do not partition' }}
      />
      <div className={classes['wide']}>
        <Text component="span" size="xs" id={compression} className={classes['label'] ?? ''}>
          Compression
        </Text>
        <SegmentedControl
          transitionDuration={0}
          aria-labelledby={compression}
          value={draft.compression}
          onChange={(value) => set({ compression: value })}
          data={[
            { label: 'snappy', value: 'snappy' },
            { label: 'zstd, smaller', value: 'zstd' },
          ]}
        />
      </div>
    </FormSection>
  );
}
