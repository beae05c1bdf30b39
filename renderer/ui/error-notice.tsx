/** An error as a sentence with a way on. */
import { Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { isDeskError } from '../../electron/contract/errors.ts';
import { Notice } from './notice.tsx';

interface ErrorNoticeProps {
  readonly error: unknown;
  /** What can be done about it from here. */
  readonly actions?: readonly { readonly label: string; readonly run: () => void }[];
}

export const sentenceOf = (error: unknown): string =>
  isDeskError(error)
    ? error.message
    : 'Something went wrong in the window. Nothing that was saved is lost: reload it, and do the last step again.';

export function ErrorNotice({ error, actions = [] }: ErrorNoticeProps): ReactNode {
  return (
    <Notice tone="bad" icon={IconAlertTriangle} role="alert">
      <Text size="sm">{sentenceOf(error)}</Text>
      {actions.length > 0 && (
        <Group gap="xs" mt="xs">
          {actions.map(({ label, run }) => (
            <Button key={label} variant="default" onClick={run}>
              {label}
            </Button>
          ))}
        </Group>
      )}
    </Notice>
  );
}
