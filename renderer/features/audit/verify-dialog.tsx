/** Verifying an exported file, or against a head that somebody noted elsewhere. */
import { Button, Group, Modal, NumberInput, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconFile } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { Input } from '../../../electron/contract/methods.ts';
import { useShell } from '../../shell/shell-context.tsx';

interface VerifyDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onVerify: (what: Input<'audit.verify'>) => void;
}

export function VerifyDialog({ opened, onClose, onVerify }: VerifyDialogProps): ReactNode {
  return (
    <Modal opened={opened} onClose={onClose} title="Verify an exported file or a noted head">
      <VerifyForm onCancel={onClose} onVerify={onVerify} />
    </Modal>
  );
}

interface Wanted {
  what: 'file' | 'trail';
  file: string;
  head: string;
  events: number | string;
}

interface VerifyFormProps {
  readonly onCancel: () => void;
  readonly onVerify: VerifyDialogProps['onVerify'];
}

function VerifyForm({ onCancel, onVerify }: VerifyFormProps): ReactNode {
  const { shell } = useShell();
  const [picking, setPicking] = useState(false);
  const form = useForm<Wanted>({
    initialValues: { what: 'file', file: '', head: '', events: '' },
    validate: {
      file: (file, { what }) => (what === 'file' && file === '' ? 'Choose the file that was exported.' : null),
      head: (head, { what, events }) => faultOfHead(head.trim(), what === 'trail' || events !== ''),
      events: (events, { what, head }) =>
        events === '' && (what === 'trail' || head.trim() !== '') ? 'Say how many events the trail held then.' : null,
    },
  });
  const { what, file } = form.values;
  const pick = async (): Promise<void> => {
    setPicking(true);
    const [chosen] = await shell
      .pick({ purpose: 'sources', title: 'Choose an exported trail' })
      .finally(() => setPicking(false));
    if (chosen !== undefined) form.setFieldValue('file', chosen);
  };
  return (
    <form
      onSubmit={form.onSubmit(({ head, events }) =>
        onVerify({
          ...(what === 'file' ? { file } : {}),
          ...(head.trim() === '' ? {} : { head: head.trim(), events: Number(events) }),
        }),
      )}
    >
      <Stack gap="sm">
        <SegmentedControl
          aria-label="What to verify"
          data={[
            { label: 'An exported file', value: 'file' },
            { label: 'This workspace’s trail', value: 'trail' },
          ]}
          {...form.getInputProps('what')}
        />
        {what === 'file' && (
          <TextInput
            label="File"
            description="JSON lines, as exported here or by the command line."
            readOnly
            placeholder="none chosen yet"
            rightSectionWidth={100}
            rightSection={
              <Button
                variant="default"
                size="compact-xs"
                leftSection={<IconFile size={13} />}
                loading={picking}
                onClick={() => void pick()}
              >
                Choose…
              </Button>
            }
            {...form.getInputProps('file')}
          />
        )}
        <Text size="sm" c="dimmed">
          {what === 'file'
            ? 'If you noted a head, or have one from a manifest:'
            : 'What you noted, or have from a manifest:'}
        </Text>
        <TextInput
          label="Head"
          description="64 hexadecimal digits"
          classNames={{ input: 'mono' }}
          {...form.getInputProps('head')}
        />
        <NumberInput
          label="Number of events it was noted at"
          min={1}
          allowDecimal={false}
          hideControls
          {...form.getInputProps('events')}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit">Verify</Button>
        </Group>
      </Stack>
    </form>
  );
}

function faultOfHead(head: string, needed: boolean): string | null {
  if (head === '') return needed ? 'Give the head that was noted.' : null;
  return /^[0-9a-f]{64}$/i.test(head) ? null : 'A head is 64 hexadecimal digits.';
}
