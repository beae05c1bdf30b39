/** Between asking for a stream and its first messages: what is being tried, or why it cannot begin and what to change. */
import { Button, Group, Loader, Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { DeskError } from '../../../../electron/contract/errors.ts';
import { useAct } from '../../../engine/use-act.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { isOfFolder, useTarget } from '../../publish/target.ts';
import type { Beginning } from './beginning.ts';
import type { FormPart } from './stream-form.tsx';
import classes from './stream-form.module.css';
import { useStreams } from './streams-context.tsx';

interface BeginningNoticeProps {
  readonly beginning: Beginning;
  readonly part: FormPart;
  readonly onAgain: () => void;
}

export function BeginningNotice({ beginning, part, onAgain }: BeginningNoticeProps): ReactNode {
  if (beginning.error !== null) {
    return (
      <div className={classes['answer']}>
        <Refused error={beginning.error} part={part} onAgain={onAgain} onForget={beginning.forget} />
      </div>
    );
  }
  return beginning.stage === 'asked' ? (
    <div className={classes['answer']}>
      <Asked run={beginning.run} />
    </div>
  ) : null;
}

function Asked({ run: id }: { run: string | null }): ReactNode {
  const { runs, show } = useStreams();
  const cancel = useAct('task.cancel');
  const run = runs.find(({ status }) => status.stream === id);
  if (run?.status.state !== 'broker unreachable') {
    return (
      <Group gap="xs" role="status">
        <Loader size={14} />
        <Text size="sm">Asking Kafka for the topic…</Text>
      </Group>
    );
  }
  return (
    <Notice tone="warn" icon={IconPlugConnectedX} role="alert">
      <Text size="sm">{run.status.why} It is tried again by itself, less and less often.</Text>
      <Group gap="xs" mt="xs">
        <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate({ task: run.task.task })}>
          Stop trying, and change the form
        </Button>
        <Button variant="default" onClick={() => show({ view: 'stream', run: run.status.stream, name: null })}>
          Let it go on trying
        </Button>
      </Group>
    </Notice>
  );
}

interface RefusedProps {
  readonly error: DeskError;
  readonly part: FormPart;
  readonly onAgain: () => void;
  readonly onForget: () => void;
}

function Refused({ error, part: { draft, set }, onAgain, onForget }: RefusedProps): ReactNode {
  const target = useTarget(draft.target, (chosen) => {
    set({ target: chosen });
    onForget();
  });
  return (
    <ErrorNotice
      error={error}
      actions={[
        ...(isOfFolder(error) ? [{ label: 'Choose another folder…', run: target.choose }] : []),
        { label: 'Try again', run: onAgain },
        { label: 'Close', run: onForget },
      ]}
    />
  );
}
