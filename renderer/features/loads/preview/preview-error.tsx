/** Why a source cannot be previewed, and every way on that there is from here. */
import type { ReactNode } from 'react';
import type { DeskError } from '../../../../electron/contract/errors.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { formatCount } from '../../../ui/format.ts';
import { withDroppedNames } from '../dropped-names.ts';
import { useIncoming } from '../incoming.tsx';
import classes from './preview.module.css';
import type { ReadingChoices } from './reading-choices.ts';
import { useReadable } from './use-readable.ts';

interface PreviewErrorProps {
  readonly error: DeskError;
  readonly paths: readonly string[];
  readonly choices: ReadingChoices;
  readonly onAskAgain: () => void;
}

/** Whether another encoding or dialect may help; a picture stays a picture. */
export const isMendable = ({ code }: DeskError): boolean => code === 'SOURCE_UNREADABLE' || code === 'INVALID_INPUT';

export function PreviewError({ error, paths, choices, onAskAgain }: PreviewErrorProps): ReactNode {
  const { pick, split, keep, leave } = useIncoming();
  const readable = useReadable(paths.length > 1 ? paths : [], choices);
  const some = readable.length > 0 && readable.length < paths.length;
  return (
    <div className={classes['error']}>
      <ErrorNotice
        error={withDroppedNames(error, paths)}
        actions={[
          ...(some
            ? [{ label: `Go on with the ${formatCount(readable.length)} that can be read`, run: () => keep(readable) }]
            : []),
          ...(paths.length > 1 ? [{ label: 'Look at them one by one', run: split }] : []),
          {
            label: 'Choose another…',
            run: () => {
              leave();
              void pick();
            },
          },
          { label: 'Try again', run: onAskAgain },
        ]}
      />
    </div>
  );
}
