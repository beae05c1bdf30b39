/** The foot of the view: the act, who signs it, and while it runs how far it is. */
import { Button, Kbd, Text, TextInput } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { useActor } from '../../app/actor.tsx';
import { useCommands } from '../../app/commands.tsx';
import { TaskProgress } from '../../ui/task-progress.tsx';
import classes from './publish.module.css';
import type { Publishing } from './publishing.ts';

interface PublishBarProps {
  /** `Publish 3,380 rows`. */
  readonly act: string;
  /** Why it cannot be done now; null when it can. */
  readonly hindrance: string | null;
  readonly publishing: Publishing;
  readonly onPublish: () => void;
}

export function PublishBar({ act, hindrance, publishing, onPublish }: PublishBarProps): ReactNode {
  const { name, setName } = useActor();
  const why = useId();
  const disabled = hindrance !== null || publishing.busy;
  useCommands([{ id: 'publish.run', label: act, group: 'Publish', keys: 'P', disabled, run: onPublish }]);
  if (publishing.busy) {
    return (
      <div className={classes['bar']} role="status" aria-label="Publishing">
        {publishing.task === undefined ? (
          <Text size="sm">Publishing…</Text>
        ) : (
          <div className={classes['progress']}>
            <TaskProgress task={publishing.task} />
          </div>
        )}
      </div>
    );
  }
  return (
    <div className={classes['bar']}>
      <Button
        size="sm"
        disabled={disabled}
        aria-describedby={hindrance === null ? undefined : why}
        onClick={onPublish}
        rightSection={<Kbd>P</Kbd>}
      >
        {act}
      </Button>
      {hindrance !== null && (
        <Text size="sm" c="dimmed" id={why}>
          {hindrance}
        </Text>
      )}
      <label className={classes['signed']}>
        <span>Signed</span>
        <TextInput
          key={name}
          defaultValue={name}
          placeholder="Your name"
          onBlur={(event) => setName(event.currentTarget.value.trim())}
        />
      </label>
    </div>
  );
}
