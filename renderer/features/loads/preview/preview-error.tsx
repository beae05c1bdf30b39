/** Why a source cannot be previewed, and every way on that there is from here. */
import type { ReactNode } from 'react';
import type { DeskError } from '../../../../electron/contract/errors.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { useIncoming } from '../incoming.tsx';
import classes from './preview.module.css';

interface PreviewErrorProps {
  readonly error: DeskError;
  readonly paths: readonly string[];
  readonly onAskAgain: () => void;
}

/** Whether another encoding or dialect may help; a picture stays a picture. */
export const isMendable = ({ code }: DeskError): boolean => code === 'SOURCE_UNREADABLE' || code === 'INVALID_INPUT';

export function PreviewError({ error, paths, onAskAgain }: PreviewErrorProps): ReactNode {
  const { pick, split, clear } = useIncoming();
  return (
    <div className={classes['error']}>
      <ErrorNotice
        error={error}
        actions={[
          ...(paths.length > 1 ? [{ label: 'Look at them one by one', run: split }] : []),
          {
            label: 'Choose another…',
            run: () => {
              clear();
              void pick();
            },
          },
          { label: 'Try again', run: onAskAgain },
        ]}
      />
    </div>
  );
}
