/** What a place is for, and the one thing to do in it. */
import { Stack, Text, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

interface EmptyStateProps {
  readonly icon: Icon;
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

export function EmptyState({ icon: Picture, title, children, action }: EmptyStateProps): ReactNode {
  return (
    <Stack className={classes['empty'] ?? ''} align="center" justify="center" gap="sm">
      <Picture size={34} stroke={1.3} aria-hidden />
      <Title order={2}>{title}</Title>
      <Text className={classes['words'] ?? ''} ta="center" c="dimmed">
        {children}
      </Text>
      {action}
    </Stack>
  );
}
