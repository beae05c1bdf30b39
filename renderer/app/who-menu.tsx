/** Who is acting and how the window looks; both are kept on this machine. */
import {
  Avatar,
  Menu,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
  UnstyledButton,
  useMantineColorScheme,
} from '@mantine/core';
import type { ReactNode } from 'react';
import { initials, useActor } from './actor.tsx';

export function WhoMenu(): ReactNode {
  const { name, setName } = useActor();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="bottom-end" width={260} closeOnItemClick={false} trapFocus>
      <Menu.Target>
        <UnstyledButton aria-label={name === '' ? 'Say who you are' : `You are ${name}, ${initials(name)}`}>
          <Avatar size={28} color="bronze" radius="xl" aria-hidden="true">
            {name === '' ? '?' : initials(name)}
          </Avatar>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Stack gap="sm" p="xs">
          <TextInput
            label="Your name"
            description="Stands beside every change you make."
            defaultValue={name}
            onBlur={(event) => setName(event.currentTarget.value.trim())}
          />
          <div>
            <Text size="xs" mb={4}>
              Look
            </Text>
            <SegmentedControl
              fullWidth
              aria-label="Look"
              value={colorScheme}
              onChange={(value) => setColorScheme(value)}
              data={[
                { label: 'System', value: 'auto' },
                { label: 'Light', value: 'light' },
                { label: 'Dark', value: 'dark' },
              ]}
            />
          </div>
        </Stack>
      </Menu.Dropdown>
    </Menu>
  );
}
