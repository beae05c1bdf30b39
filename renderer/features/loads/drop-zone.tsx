/** Files may be dropped anywhere on the window. Before they are, it says what will happen; then, how far they are sent. */
import { Button, Kbd, Modal, Progress, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useShell } from '../../shell/shell-context.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { formatBytes, formatCounted, formatDuration } from '../../ui/format.ts';
import classes from './drop-zone.module.css';
import { useIncoming } from './incoming.tsx';
import { useDrop, type Drop } from './use-drop.ts';

export function DropZone(): ReactNode {
  const { drop, cancel, close } = useDrop();
  const { pick } = useIncoming();
  const { info } = useShell();
  switch (drop.step) {
    case 'none':
      return null;
    case 'over':
      return (
        <div className={classes['over']} role="status">
          <div className={classes['target']}>
            <EmptyState icon={IconDownload} title="Drop to see how it would be read">
              CSV, JSON or Parquet, packed with gzip or not; one file, several, or a folder.{' '}
              {info.host === 'web' && 'A copy goes into the workspace. '}
              Nothing is loaded until you say so.
            </EmptyState>
          </div>
        </div>
      );
    case 'sending':
      return <Sending drop={drop} onCancel={cancel} />;
    case 'failed':
    case 'nothing':
      return (
        <Modal opened onClose={close} title="These files did not come in">
          {drop.step === 'failed' ? (
            <ErrorNotice error={drop.error} />
          ) : (
            <Text size="sm">There is no CSV, JSON or Parquet file in what was dropped. Drop the data file itself.</Text>
          )}
          <div className={classes['acts']}>
            <Button
              data-autofocus
              onClick={() => {
                close();
                void pick();
              }}
            >
              Choose files…
            </Button>
            <Button variant="default" onClick={close} rightSection={<Kbd>Esc</Kbd>}>
              Close
            </Button>
          </div>
        </Modal>
      );
  }
}

function Sending({ drop, onCancel }: { drop: Drop & { step: 'sending' }; onCancel: () => void }): ReactNode {
  const { files, done, total } = drop;
  const title = `Taking in ${formatCounted(files, 'file')}`;
  return (
    <Modal opened onClose={onCancel} title={title} closeOnClickOutside={false} withCloseButton={false}>
      <Progress.Root size={6} transitionDuration={0}>
        <Progress.Section value={total === 0 ? 100 : (100 * done) / total} aria-label={title} />
      </Progress.Root>
      <Text size="sm" c="dimmed" mt="xs" role="status">
        {sendingWords(drop)}
      </Text>
      <div className={classes['acts']}>
        <Button variant="default" data-autofocus onClick={onCancel} rightSection={<Kbd>Esc</Kbd>}>
          Cancel
        </Button>
      </div>
    </Modal>
  );
}

function sendingWords({ done, total, began, now }: Drop & { step: 'sending' }): string {
  const seconds = (now - began) / 1000;
  const rate = seconds < 0.5 ? 0 : done / seconds;
  return [
    `${formatBytes(done)} of ${formatBytes(total)}`,
    ...(rate > 0 ? [`${formatBytes(rate)}/s`] : []),
    ...(rate > 0 && total > done ? [`${formatDuration((total - done) / rate)} left`] : []),
  ].join(' · ');
}
