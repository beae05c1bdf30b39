/** Said above every place once this page belongs to a start of the program that is over: it will not find back by itself. */
import { Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useLinkState } from '../engine/engine-context.tsx';
import { Notice } from '../ui/notice.tsx';
import classes from './app.module.css';

export function LinkNotice(): ReactNode {
  if (useLinkState() !== 'shut-out') return null;
  return (
    <div className={classes['notice']}>
      <Notice tone="bad" icon={IconPlugConnectedX} role="alert">
        <Text size="sm" fw={600}>
          This page belongs to an earlier start of Bronze Desk, and can do nothing more.
        </Text>
        <Text size="sm">
          Open the address that “bronze-desk serve” printed when it was started again: it has a new key in it. What was
          saved is safe. What you typed and did not save still stands here, to be copied.
        </Text>
      </Notice>
    </div>
  );
}
