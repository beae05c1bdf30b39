/** Expectations that could not run block a publish until somebody mends them, or accepts it with a reason. */
import { Button, Group, List, Modal, Text } from '@mantine/core';
import { IconHandStop, IconSignature } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { Authorship } from '../../../electron/contract/words.ts';
import { useWhereabouts } from '../../app/places.ts';
import { useQuestion } from '../../engine/engine-context.tsx';
import { formatCounted } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { ReasonForm } from '../../ui/reason-form.tsx';

interface CouldNotRunProps {
  readonly load: string;
  readonly onAccept: (accepted: Authorship) => void;
}

export function CouldNotRun({ load, onAccept }: CouldNotRunProps): ReactNode {
  const { go } = useWhereabouts();
  const [asking, setAsking] = useState(false);
  const latest = useQuestion('check.latest', { load });
  const ones = latest.data?.results.filter(({ meta }) => meta.could_not_run) ?? [];
  const them = ones.length === 1 ? 'it' : 'them';
  return (
    <Notice tone="bad" icon={IconHandStop} role="group" label="Blocked">
      <Text size="sm">
        {formatCounted(ones.length, 'expectation')} could not run, so nobody knows which records would fail {them}:
      </Text>
      <List size="sm" my={4}>
        {ones.map(({ meta, exception_info }) => (
          <List.Item key={meta.expectation_key}>
            {meta.sentence}. <span>{exception_info.exception_message}</span> {meta.what_to_do}
          </List.Item>
        ))}
      </List>
      <Group gap="xs">
        <Button variant="default" onClick={() => go('checks', load)}>
          Mend {them} in Checks
        </Button>
        <Button variant="default" onClick={() => setAsking(true)}>
          Publish without {them}…
        </Button>
      </Group>
      <Modal opened={asking} onClose={() => setAsking(false)} title={`Publish without ${them}`}>
        <ReasonForm
          act={`Accept that ${ones.length === 1 ? 'it' : 'they'} could not run`}
          dangerous
          onCancel={() => setAsking(false)}
          onSubmit={(accepted) => {
            setAsking(false);
            onAccept(accepted);
          }}
        >
          <Text size="sm">
            Records that {ones.length === 1 ? 'this expectation' : 'these expectations'} would have set aside go to
            bronze unseen. Your reason will stand in the manifest.
          </Text>
        </ReasonForm>
      </Modal>
    </Notice>
  );
}

interface AcceptedNoteProps {
  readonly accepted: Authorship;
  readonly onTakeBack: () => void;
}

export function AcceptedNote({ accepted: { actor, reason }, onTakeBack }: AcceptedNoteProps): ReactNode {
  return (
    <Notice tone="warn" icon={IconSignature} role="group" label="Accepted">
      <Group gap="xs">
        <Text size="sm">
          {actor} accepts that expectations could not run: “{reason}”
        </Text>
        <Button variant="default" size="compact-xs" onClick={onTakeBack}>
          Take back
        </Button>
      </Group>
    </Notice>
  );
}
