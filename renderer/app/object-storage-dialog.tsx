/** Which object store is worked with, and in whose name: only where the program around the page can keep a secret. */
import { Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import type { ObjectStorageState } from '../../electron/contract/object-storage.ts';
import { useShell } from '../shell/shell-context.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { useCommands } from './commands.tsx';

const ObjectStorageForm = lazy(async () => ({
  default: (await import('./object-storage-form.tsx')).ObjectStorageForm,
}));

export const objectStorageCommand = 'object-storage';

export function ObjectStorageDialog(): ReactNode {
  const { objectStorage } = useShell().shell;
  const [opened, { open, close }] = useDisclosure(false);
  const [state, setState] = useState<ObjectStorageState | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const begin = async (): Promise<void> => {
    setProblem(null);
    try {
      setState((await objectStorage?.state()) ?? null);
    } catch (error) {
      setProblem(error);
    }
    open();
  };
  useCommands(
    objectStorage === undefined
      ? []
      : [{ id: objectStorageCommand, label: 'Object store…', group: 'Window', run: () => void begin() }],
  );
  if (objectStorage === undefined) return null;
  return (
    <Modal opened={opened} onClose={close} title="Object store" size="lg" closeOnClickOutside={false}>
      {problem !== null && <ErrorNotice error={problem} />}
      {state !== null && (
        <Suspense>
          <ObjectStorageForm storage={objectStorage} state={state} onLeave={close} />
        </Suspense>
      )}
    </Modal>
  );
}
