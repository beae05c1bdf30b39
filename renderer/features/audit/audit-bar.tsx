/** The foot of the view: prove the trail, take it out, and while either runs how far it is. */
import { Button, Kbd, Menu, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useCommands } from '../../app/commands.tsx';
import { formatCounted } from '../../ui/format.ts';
import { TaskProgress } from '../../ui/task-progress.tsx';
import classes from './audit.module.css';
import type { TrailActs } from './trail-acts.ts';
import { VerifyDialog } from './verify-dialog.tsx';

interface AuditBarProps {
  readonly acts: TrailActs;
  /** In the whole trail. */
  readonly events: number | undefined;
}

export function AuditBar({ acts, events }: AuditBarProps): ReactNode {
  const [exporting, setExporting] = useState(false);
  const [verifying, setVerifying] = useState(false);
  const { busy, task } = acts;
  const verify = (): void => acts.verify({});
  useCommands([
    { id: 'audit.verify', label: 'Verify the trail', group: 'Audit', keys: 'V', disabled: busy, run: verify },
    {
      id: 'audit.export',
      label: 'Export the trail…',
      group: 'Audit',
      keys: 'X',
      disabled: busy,
      run: () => setExporting(true),
    },
    {
      id: 'audit.verify-other',
      label: 'Verify an exported file or a noted head…',
      group: 'Audit',
      disabled: busy,
      run: () => setVerifying(true),
    },
  ]);
  if (busy) {
    return (
      <div className={classes['bar']} role="status" aria-label="The trail is at work">
        {task === undefined ? (
          <Text size="sm">Working…</Text>
        ) : (
          <div className={classes['progress']}>
            <TaskProgress task={task} />
          </div>
        )}
      </div>
    );
  }
  return (
    <div className={classes['bar']}>
      <Button size="sm" onClick={verify} rightSection={<Kbd>V</Kbd>}>
        Verify the trail
      </Button>
      <Menu opened={exporting} onChange={setExporting} position="top-start">
        <Menu.Target>
          <Button size="sm" variant="default" rightSection={<Kbd>X</Kbd>}>
            Export…
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            The whole trail{events === undefined ? '' : `, ${formatCounted(events, 'event')}`}, whatever is shown
          </Menu.Label>
          <Menu.Item onClick={() => acts.exportAs('jsonl')}>JSON lines: can be verified anywhere</Menu.Item>
          <Menu.Item onClick={() => acts.exportAs('csv')}>CSV: for a spreadsheet</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button size="sm" variant="default" onClick={() => setVerifying(true)}>
        Verify an exported file…
      </Button>
      <VerifyDialog
        opened={verifying}
        onClose={() => setVerifying(false)}
        onVerify={(what) => {
          setVerifying(false);
          acts.verify(what);
        }}
      />
    </div>
  );
}
