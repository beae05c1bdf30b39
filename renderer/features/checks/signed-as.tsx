/** The name a check is signed with; asked for where this machine does not know it yet. */
import { Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useActor } from '../../app/actor.tsx';

export function SignedAs(): ReactNode {
  const { name, setName } = useActor();
  const [asked] = useState(name === '');
  if (asked) {
    return (
      <TextInput
        aria-label="Your name"
        placeholder="Your name: it stands beside the check"
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
    );
  }
  return (
    <Text size="xs" c="dimmed">
      Signed as {name}. Kept in the audit trail.
    </Text>
  );
}
