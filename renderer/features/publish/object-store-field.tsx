/** An address in an object store to publish to, where the program was started with one to choose below. */
import { Autocomplete, Button } from '@mantine/core';
import { IconCloudUpload } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { isObjectUrl } from '../../../electron/contract/object-url.ts';
import { useAllCommands } from '../../app/commands.tsx';
import { objectStorageCommand } from '../../app/object-storage-dialog.tsx';
import { sentenceOf } from '../../ui/error-notice.tsx';
import { useShell } from '../../shell/shell-context.tsx';
import classes from './publish.module.css';
import type { Target } from './target.ts';

export function ObjectStoreField({ target }: { target: Target }): ReactNode {
  const { shell, info } = useShell();
  const { objects } = info;
  const choose = useAllCommands().find(({ id }) => id === objectStorageCommand);
  const chosen = target.path !== null && isObjectUrl(target.path) ? target.path : '';
  const [draft, setDraft] = useState(chosen);
  const [problem, setProblem] = useState<string | null>(null);
  if (objects.length === 0) {
    if (shell.objectStorage === undefined) return null;
    return (
      <Button variant="subtle" leftSection={<IconCloudUpload size={15} />} onClick={() => choose?.run()}>
        Publish to S3 or MinIO…
      </Button>
    );
  }
  const take = (): void => {
    try {
      target.take(draft.trim());
      setProblem(null);
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  return (
    <form
      className={classes['target']}
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <Autocomplete
        label="Or an address in an object store"
        placeholder={objects[0] ?? ''}
        spellCheck={false}
        data={[...objects]}
        value={draft}
        onChange={setDraft}
        error={problem}
        size="xs"
        w="100%"
      />
      <Button
        type="submit"
        variant="default"
        leftSection={<IconCloudUpload size={15} />}
        disabled={draft.trim() === ''}
      >
        Publish there
      </Button>
    </form>
  );
}
