/** The reason for a change, asked the same way wherever something is changed, with the name it is signed with. */
import { Button, Group, Kbd, Text, Textarea, TextInput } from '@mantine/core';
import { isNotEmpty, useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import type { Authorship } from '../../electron/contract/words.ts';
import { useActor } from '../app/actor.tsx';
import type { ActStage } from '../engine/use-act.ts';
import { ErrorNotice } from './error-notice.tsx';

interface ReasonFormProps {
  /** What the button says will happen: `Waive 372 records`. */
  readonly act: string;
  readonly onSubmit: (authorship: Authorship) => void;
  /** While the act is under way: takes it back. */
  readonly onCancel: () => void;
  readonly stage?: ActStage;
  readonly disabled?: boolean;
  readonly error?: unknown;
  readonly dangerous?: boolean;
  /** How far the act is, while it runs. */
  readonly progress?: ReactNode;
  /** Reasons given lately, offered again. */
  readonly suggestions?: readonly string[];
  readonly children?: ReactNode;
}

export function ReasonForm({
  act,
  onSubmit,
  onCancel,
  stage = 'resting',
  disabled = false,
  error,
  dangerous = false,
  progress,
  suggestions = [],
  children,
}: ReasonFormProps): ReactNode {
  const { name, setName } = useActor();
  const form = useForm({
    initialValues: { actor: name, reason: '' },
    validate: {
      actor: isNotEmpty('Say who is making the change.'),
      reason: (reason) =>
        reason.trim().length < 3 ? 'Give a reason of at least three characters: an auditor will read it.' : null,
    },
  });
  const submit = form.onSubmit(
    ({ actor, reason }) => {
      // Ctrl Enter comes here whatever the button says.
      if (stage !== 'resting' || disabled) return;
      setName(actor.trim());
      onSubmit({ actor: actor.trim(), reason: reason.trim() });
    },
    ({ reason }) => form.getInputNode(reason === undefined ? 'actor' : 'reason')?.focus(),
  );
  return (
    <form
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
      }}
    >
      {children}
      <Textarea
        label="Reason"
        placeholder="Why this is right: who said so, by which rule"
        data-autofocus
        autosize
        minRows={2}
        maxRows={6}
        mt="sm"
        {...form.getInputProps('reason')}
      />
      {suggestions.length > 0 && (
        <Group gap={6} mt={6}>
          {suggestions.map((suggestion) => (
            <Button
              key={suggestion}
              size="compact-xs"
              variant="default"
              onClick={() => form.setFieldValue('reason', suggestion)}
            >
              {suggestion}
            </Button>
          ))}
        </Group>
      )}
      <TextInput label="Signed" mt="sm" {...form.getInputProps('actor')} />
      {error !== null && error !== undefined && <ErrorNotice error={error} />}
      <Group justify="flex-end" mt="md">
        {progress ?? (
          <Text size="xs" c="dimmed" mr="auto">
            Kept in the audit trail.
          </Text>
        )}
        <Button variant="default" disabled={stage === 'stopping' || stage === 'answered'} onClick={onCancel}>
          {stage === 'stopping' ? 'Cancelling…' : 'Cancel'}
        </Button>
        <Button
          type="submit"
          loading={stage !== 'resting'}
          disabled={disabled}
          {...(dangerous ? { color: 'red' } : {})}
          rightSection={<Kbd>Ctrl ↵</Kbd>}
        >
          {act}
        </Button>
      </Group>
    </form>
  );
}
