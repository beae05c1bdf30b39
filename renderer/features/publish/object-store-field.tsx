/** An address in an object store to write to, where the program was started with one to choose below. */
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

interface ObjectStoreFieldProps {
  readonly target: Target;
  /** What leads to naming one first, and what takes the address. */
  readonly words: { readonly offer: string; readonly take: string };
}

export function ObjectStoreField({ target, words }: ObjectStoreFieldProps): ReactNode {
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
        {words.offer}
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
    // Not a form: it also stands within one.
    <div
      className={classes['target']}
      onKeyDown={(event) => {
        // What an open list made of it is not for us.
        if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.isDefaultPrevented()) return;
        if (!(event.target instanceof HTMLInputElement)) return;
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
        variant="default"
        leftSection={<IconCloudUpload size={15} />}
        disabled={draft.trim() === ''}
        onClick={take}
      >
        {words.take}
      </Button>
    </div>
  );
}
