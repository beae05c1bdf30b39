/** The primary act of the place, with its key. */
import { Button, Kbd } from '@mantine/core';
import type { ReactNode } from 'react';
import { useActor } from '../../app/actor.tsx';
import type { Check } from './use-check.ts';

export function CheckButton({ check, label }: { check: Check; label: string }): ReactNode {
  const { name } = useActor();
  return (
    <Button disabled={check.busy || name === ''} onClick={() => void check.run()} rightSection={<Kbd>C</Kbd>}>
      {label}
    </Button>
  );
}
