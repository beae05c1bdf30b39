/** Why a publish did not come about, and what can be done from here. */
import { Text } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { DeskError } from '../../../electron/contract/errors.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { isOfFolder, type Target } from './target.ts';

interface PublishFailureProps {
  readonly error: DeskError;
  readonly target: Target;
  readonly onForget: () => void;
}

export function PublishFailure({ error, target, onForget }: PublishFailureProps): ReactNode {
  if (error.code === 'CANCELLED') {
    return (
      <Notice tone="plain" icon={IconPlayerStop} role="status" onClose={onForget}>
        <Text size="sm">Publishing was cancelled. Nothing was written to bronze.</Text>
      </Notice>
    );
  }
  return (
    <ErrorNotice
      error={error}
      actions={[
        ...(isOfFolder(error) ? [{ label: 'Choose another folder…', run: target.choose }] : []),
        { label: 'Close', run: onForget },
      ]}
    />
  );
}
