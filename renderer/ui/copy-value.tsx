/** A hash, id or path that somebody will want elsewhere: shown, whole on asking, and copied by a button. */
import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './copy-value.module.css';

interface CopyValueProps {
  readonly value: string;
  /** What it is: `SHA-256 of part-0.parquet`. */
  readonly label: string;
  /** How many characters of it stand on the page; all of them where it is left out. */
  readonly shown?: number;
}

export function CopyValue({ value, label, shown = value.length }: CopyValueProps): ReactNode {
  const isCut = shown < value.length;
  return (
    <span className={classes['value']}>
      <Tooltip label={value} disabled={!isCut} multiline maw={560} classNames={{ tooltip: classes['whole'] ?? '' }}>
        <span className="mono" {...(isCut ? { tabIndex: 0, role: 'note', 'aria-label': `${label}: ${value}` } : {})}>
          {isCut ? `${value.slice(0, shown)}…` : value}
        </span>
      </Tooltip>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <ActionIcon size={22} onClick={copy} aria-label={copied ? `Copied: ${label}` : `Copy ${label}`}>
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </ActionIcon>
        )}
      </CopyButton>
    </span>
  );
}
