/** Which suite the load is checked with: one this workspace knows, or one from a file. */
import { Modal, Tabs } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { ChangedSuite, Check } from '../use-check.ts';
import { ImportSuite } from './import-suite.tsx';
import { KnownSuites } from './known-suites.tsx';

interface SuitesDialogProps {
  readonly tab: 'known' | 'import';
  /** The hash of the suite the load was checked with. */
  readonly current: string | undefined;
  readonly check: Check;
  readonly onUse: (changed: ChangedSuite) => void;
  readonly onClose: () => void;
}

export function SuitesDialog({ tab, current, check, onUse, onClose }: SuitesDialogProps): ReactNode {
  const [shown, setShown] = useState<string | null>(tab);
  const shared = { check, onUse, onClose };
  return (
    <Modal opened onClose={onClose} size={880} centered={false} yOffset={56} title="Choose a suite">
      <Tabs value={shown} onChange={setShown} keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="known">Suites of this workspace</Tabs.Tab>
          <Tabs.Tab value="import">Import a file</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="known">
          <KnownSuites {...shared} current={current} />
        </Tabs.Panel>
        <Tabs.Panel value="import">
          <ImportSuite {...shared} isFirstCheck={current === undefined} />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  );
}
