/** A source in an object store: an address below one of those the program was started with. */
import { Autocomplete, Button, Group, Kbd, Modal, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { formatObjectUrl, parseObjectUrl } from '../../../electron/contract/object-url.ts';
import { useShell } from '../../shell/shell-context.tsx';
import { sentenceOf } from '../../ui/error-notice.tsx';
import { useIncoming } from './incoming.tsx';

export function ObjectSource({ onClose }: { onClose: () => void }): ReactNode {
  const { objects } = useShell().info;
  const { receive } = useIncoming();
  const [address, setAddress] = useState(objects[0] === undefined ? '' : `${objects[0].replace(/\/$/, '')}/`);
  const [problem, setProblem] = useState<string | null>(null);
  const look = (): void => {
    try {
      receive([formatObjectUrl(parseObjectUrl(address.trim()))]);
      onClose();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  return (
    <Modal opened onClose={onClose} title="Load from an object store" size="lg">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          look();
        }}
      >
        <Autocomplete
          label="Address"
          description="An object, everything below a prefix, or a pattern such as s3://bucket/2026-11/*.csv"
          data={[...objects]}
          value={address}
          onChange={(value) => {
            setAddress(value);
            setProblem(null);
          }}
          error={problem}
          size="xs"
          spellCheck={false}
          data-autofocus
        />
        <Text size="xs" c="dimmed" mt="xs">
          May be read below: {objects.join(', ')}
        </Text>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose} rightSection={<Kbd>Esc</Kbd>}>
            Cancel
          </Button>
          <Button type="submit" rightSection={<Kbd>↵</Kbd>}>
            See how it would be read
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
