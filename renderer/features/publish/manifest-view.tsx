/** One publish that was made, as its manifest tells it. */
import { Button, Text } from '@mantine/core';
import { IconCheck, IconHistory, IconPencil } from '@tabler/icons-react';
import { useEffect, type ReactNode } from 'react';
import type { PublishResult } from '../../../electron/contract/publish.ts';
import { useQuestion } from '../../engine/engine-context.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { formatCounted, formatExactTime, formatTime } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { ManifestBody } from './manifest-body.tsx';
import { PathLine } from './path-line.tsx';
import type { MadePublish } from './publish-list.tsx';
import classes from './publish.module.css';

interface ManifestViewProps {
  readonly publish: MadePublish;
  readonly supersededBy: MadePublish | undefined;
  /** Where it was made just now. */
  readonly result: PublishResult | undefined;
  /** The load was changed since. */
  readonly changed: boolean;
  readonly onNext: () => void;
}

export function ManifestView({ publish, supersededBy, result, changed, onNext }: ManifestViewProps): ReactNode {
  const manifest = useQuestion('publish.manifest', { publish: publish.id });
  const { refetch } = manifest;
  // Nobody tells the engine when a folder in bronze is moved: it is looked at whenever a person does.
  useEffect(() => void refetch(), [refetch]);
  return (
    <div className={classes['view']}>
      <div className={classes['scroll']}>
        <div>
          <h1 className={classes['title']}>Published {formatExactTime(publish.published_at)}</h1>
          <PathLine path={publish.path} />
        </div>
        {result !== undefined && <JustNow result={result} />}
        {supersededBy !== undefined && (
          <Notice tone="plain" icon={IconHistory} role="note">
            <Text size="sm">
              Superseded by the publish of {formatTime(supersededBy.published_at)}: readers of bronze should take that
              one.
            </Text>
          </Notice>
        )}
        {changed && (
          <Notice tone="warn" icon={IconPencil} role="note">
            <Text size="sm">This load was changed since. Bronze holds it as it was until you publish again.</Text>
            <Button variant="default" mt={6} onClick={onNext}>
              See the next publish
            </Button>
          </Notice>
        )}
        {manifest.error !== null && (
          <ErrorNotice
            error={manifest.error}
            actions={[
              { label: 'Look again', run: () => void manifest.refetch() },
              { label: 'See the next publish', run: onNext },
            ]}
          />
        )}
        {manifest.data !== undefined && manifest.error === null && (
          <ManifestBody manifest={manifest.data.manifest} text={manifest.data.text} />
        )}
      </div>
    </div>
  );
}

function JustNow({ result: { publish, superseded, unchanged } }: { result: PublishResult }): ReactNode {
  const what = `${formatCounted(publish.rows, 'row')} in ${formatCounted(publish.files, 'file')}`;
  return (
    <Notice tone="good" icon={IconCheck} role="status">
      <Text size="sm">
        {unchanged
          ? `Nothing was written: bronze already held exactly this, ${what}.`
          : `Published ${what}.${superseded === null ? '' : ' It supersedes the publish before it.'}`}
      </Text>
    </Notice>
  );
}
