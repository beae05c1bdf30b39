/** Something a person should know just now, in the three meanings of the window; errors have a notice of their own. */
import { CloseButton } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './notice.module.css';

interface NoticeProps {
  readonly tone: 'good' | 'warn' | 'bad' | 'plain';
  readonly icon: Icon;
  /** `status` and `alert` are read out when they come; `note` and `group` when somebody gets there. */
  readonly role: 'status' | 'alert' | 'note' | 'group';
  readonly label?: string;
  /** As loud as it can be: white on red. */
  readonly loud?: boolean;
  readonly onClose?: () => void;
  readonly children: ReactNode;
}

export function Notice({ tone, icon: Picture, role, label, loud = false, onClose, children }: NoticeProps): ReactNode {
  return (
    <div className={classes['notice']} role={role} aria-label={label} data-tone={tone} data-loud={loud}>
      <Picture className={classes['icon'] ?? ''} size={18} stroke={1.7} aria-hidden />
      <div className={classes['content']}>{children}</div>
      {onClose !== undefined && <CloseButton size="sm" aria-label="Close" onClick={onClose} />}
    </div>
  );
}
