/** Where a publish lies: shown in the file manager where there is one, to be copied where there is none. */
import { Button } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { isObjectUrl } from '../../../electron/contract/object-url.ts';
import { useShell } from '../../shell/shell-context.tsx';
import { CopyValue } from '../../ui/copy-value.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import classes from './publish.module.css';

export function PathLine({ path }: { path: string }): ReactNode {
  const { shell } = useShell();
  const [error, setError] = useState<unknown>(null);
  const { reveal } = shell;
  return (
    <>
      <div className={classes['path']}>
        <CopyValue value={path} label="the path" />
        {reveal !== undefined && !isObjectUrl(path) && (
          <Button
            variant="default"
            leftSection={<IconFolderOpen size={15} />}
            onClick={() => void reveal(path).then(() => setError(null), setError)}
          >
            Show in folder
          </Button>
        )}
      </div>
      {error !== null && <ErrorNotice error={error} />}
    </>
  );
}
