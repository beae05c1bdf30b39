/** A preview that somebody went away from: it is not forgotten, and the way back to it stands where they are in Loads. */
import { Button, Kbd, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useCommands } from '../../../app/commands.tsx';
import { formatCounted } from '../../../ui/format.ts';
import { useIncoming } from '../incoming.tsx';
import { namesOf } from '../load-words.ts';
import classes from './preview.module.css';

export function PutAside(): ReactNode {
  const { paths, waiting, takeUp, leave } = useIncoming();
  const name = namesOf(paths);
  useCommands([
    { id: 'preview.back', label: `Back to the preview of ${name}`, group: 'Loads', keys: 'L', run: takeUp },
  ]);
  return (
    <section className={classes['aside']} aria-label="A preview put aside">
      <Text size="sm">
        <b>{name}</b> is not loaded yet: its preview is kept as you left it.
        {waiting > 0 && ` ${formatCounted(waiting, 'more source waits', 'more sources wait')} behind it.`}
      </Text>
      <Button variant="default" size="compact-sm" onClick={takeUp} rightSection={<Kbd>L</Kbd>}>
        Back to its preview
      </Button>
      <Button variant="default" size="compact-sm" onClick={leave}>
        Do not load
      </Button>
    </section>
  );
}
