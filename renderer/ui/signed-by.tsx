/** The name an act is signed with; asked for where this machine does not know it yet. */
import { Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useActor } from '../app/actor.tsx';

/** `beside`: what the name will stand beside, such as `the load`. */
export function SignedBy({ beside }: { beside: string }): ReactNode {
  const { name, setName } = useActor();
  // Once the field is there it stays: it must not vanish at the first letter.
  const [asked] = useState(name === '');
  if (asked) {
    return (
      <TextInput
        aria-label="Your name"
        placeholder={`Your name: it stands beside ${beside}`}
        miw={230}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
    );
  }
  return (
    <Text size="xs" c="dimmed">
      Signed as {name}
    </Text>
  );
}
