import { Button, Group, Popover, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { serverFolders } from './web-shell.ts';

interface NewFolderProps {
  readonly parent: string;
  readonly onMade: (path: string) => void;
}

/** Makes a folder and enters it. */
export function NewFolder({ parent, onMade }: NewFolderProps): ReactNode {
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState('');
  const [error, setError] = useState<unknown>(null);
  const make = async (): Promise<void> => {
    try {
      const { path } = await serverFolders.makeFolder(parent, name.trim());
      setOpened(false);
      setName('');
      if (path !== null) onMade(path);
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus withinPortal position="bottom-end">
      <Popover.Target>
        <Button variant="default" onClick={() => setOpened(!opened)}>
          New folder…
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void make();
          }}
        >
          <Group align="flex-end" gap="xs">
            <TextInput label="Name" value={name} onChange={(event) => setName(event.currentTarget.value)} />
            <Button type="submit" disabled={name.trim() === ''}>
              Make folder
            </Button>
          </Group>
          {error !== null && <ErrorNotice error={error} />}
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
