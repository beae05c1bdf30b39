/** How a verification or an export ended, above the list until somebody closes it. */
import { Button, Group, Modal, Text } from '@mantine/core';
import { IconAlertTriangle, IconFileCheck, IconPlayerStop, IconShieldCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { AuditVerdict } from '../../../electron/contract/audit.ts';
import { useShell } from '../../shell/shell-context.tsx';
import { CopyValue } from '../../ui/copy-value.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { fileName, formatCount, formatCounted } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import classes from './audit.module.css';
import type { Outcome, TrailActs } from './trail-acts.ts';

interface AuditNoticesProps {
  readonly acts: TrailActs;
  readonly onShowEvent: (seq: number) => void;
}

export function AuditNotices({ acts, onShowEvent }: AuditNoticesProps): ReactNode {
  const { outcome, close, taken, replace } = acts;
  return (
    <>
      {outcome !== null && (
        <div className={classes['notice']}>
          <OutcomeNotice outcome={outcome} onClose={close} onShowEvent={onShowEvent} />
        </div>
      )}
      <Modal opened={taken !== null} onClose={() => replace(false)} title="Replace the file?">
        <Text size="sm">
          There is a file <span className="mono">{fileName(taken?.path ?? '')}</span> already, and it was left as it is.
          Replacing it loses what it holds.
        </Text>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={() => replace(false)} data-autofocus>
            Keep the file
          </Button>
          <Button color="red" onClick={() => replace(true)}>
            Replace it
          </Button>
        </Group>
      </Modal>
    </>
  );
}

interface OutcomeNoticeProps {
  readonly outcome: Outcome;
  readonly onClose: () => void;
  readonly onShowEvent: (seq: number) => void;
}

function OutcomeNotice({ outcome, onClose, onShowEvent }: OutcomeNoticeProps): ReactNode {
  if (outcome.kind === 'failed') {
    if (outcome.error.code === 'CANCELLED') {
      return (
        <Notice tone="plain" role="status" icon={IconPlayerStop} onClose={onClose}>
          <Text size="sm">Cancelled. Nothing was changed.</Text>
        </Notice>
      );
    }
    return <ErrorNotice error={outcome.error} actions={[{ label: 'Close', run: onClose }]} />;
  }
  if (outcome.kind === 'exported') return <Exported written={outcome.written} onClose={onClose} />;
  const { verdict, file } = outcome;
  return verdict.ok ? (
    <Intact verdict={verdict} file={file} onClose={onClose} />
  ) : (
    <Broken verdict={verdict} file={file} onClose={onClose} onShowEvent={onShowEvent} />
  );
}

interface VerdictProps {
  readonly verdict: AuditVerdict;
  /** The exported file that was verified; null for the workspace's own trail. */
  readonly file: string | null;
  readonly onClose: () => void;
}

function Intact({ verdict: { events, head, manifests }, file, onClose }: VerdictProps): ReactNode {
  return (
    <Notice tone="good" role="status" icon={IconShieldCheck} onClose={onClose}>
      <Text size="sm" fw={600}>
        All {formatCounted(events, 'event')}
        {file === null ? '' : ` in ${fileName(file)}`} are intact.
      </Text>
      {manifests !== undefined && <ManifestWords {...manifests} />}
      <Text size="sm" component="div">
        Head <CopyValue value={head} label="the head" />. Note it, with the number of events, somewhere safe: whoever
        knows it can tell later whether the trail was cut off or written anew.
      </Text>
    </Notice>
  );
}

function ManifestWords({ compared, unread }: NonNullable<AuditVerdict['manifests']>): ReactNode {
  if (compared + unread === 0) return null;
  return (
    <Text size="sm">
      {compared > 0 && `They agree with ${formatCounted(compared, 'manifest')} in bronze. `}
      {unread > 0 &&
        `${formatCounted(unread, 'manifest')} could not be read: moved, or away just now. Verify again once they are back.`}
    </Text>
  );
}

function Broken({
  verdict,
  file,
  onClose,
  onShowEvent,
}: VerdictProps & Pick<AuditNoticesProps, 'onShowEvent'>): ReactNode {
  const { events, first_bad: bad } = verdict;
  return (
    <Notice tone="bad" loud role="alert" icon={IconAlertTriangle}>
      <Text fw={650}>
        {file === null ? 'The trail was tampered with or damaged.' : `${fileName(file)} was tampered with or damaged.`}
      </Text>
      <Text size="sm">
        {bad?.why} {events > 0 && `What stands before it, ${formatCounted(events, 'event')}, is intact. `}Keep the{' '}
        {file === null ? 'workspace' : 'file'} as it is, and compare it with a backup or an earlier export.
      </Text>
      <Group gap="xs" mt="xs">
        {file === null && bad !== null && (
          <Button variant="default" onClick={() => onShowEvent(bad.seq)}>
            Show event {formatCount(bad.seq)}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
      </Group>
    </Notice>
  );
}

function Exported({
  written,
  onClose,
}: {
  written: { path: string; events: number; head: string };
  onClose: () => void;
}): ReactNode {
  const { shell } = useShell();
  const { reveal } = shell;
  return (
    <Notice tone="good" role="status" icon={IconFileCheck} onClose={onClose}>
      <Text size="sm" fw={600}>
        Exported {formatCounted(written.events, 'event')} to <CopyValue value={written.path} label="the path" />
      </Text>
      <Text size="sm" component="div">
        Head <CopyValue value={written.head} label="the head" />
      </Text>
      {reveal !== undefined && (
        <Button variant="default" mt={6} onClick={() => void reveal(written.path)}>
          Show in folder
        </Button>
      )}
    </Notice>
  );
}
