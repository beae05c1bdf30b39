/** Where Kafka is, which topic, and where in it to begin. */
import { SegmentedControl, Text, TextInput } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { FormSection } from './form-section.tsx';
import type { FormPart } from './stream-form.tsx';
import classes from './stream-form.module.css';

export function BrokerFields({ draft, problems, set }: FormPart): ReactNode {
  const from = useId();
  return (
    <FormSection title="The topic">
      <TextInput
        label="Bootstrap servers"
        placeholder="kafka.example.org:9092"
        className={classes['wide'] ?? ''}
        value={draft.servers}
        error={problems.servers}
        spellCheck={false}
        onChange={({ currentTarget }) => set({ servers: currentTarget.value })}
      />
      <TextInput
        label="Topic"
        placeholder="dictations"
        value={draft.topic}
        error={problems.topic}
        spellCheck={false}
        onChange={({ currentTarget }) => set({ topic: currentTarget.value })}
      />
      <TextInput
        label="Consumer group"
        value={draft.group}
        error={problems.group}
        spellCheck={false}
        onChange={({ currentTarget }) => set({ group: currentTarget.value })}
      />
      <div className={classes['wide']}>
        <Text component="span" size="xs" id={from} className={classes['label'] ?? ''}>
          Begin, where nothing was taken before
        </Text>
        <SegmentedControl
          transitionDuration={0}
          aria-labelledby={from}
          value={draft.from}
          onChange={(value) => set({ from: value })}
          data={[
            { value: 'earliest', label: 'At the oldest message' },
            { value: 'latest', label: 'With what comes from now on' },
          ]}
        />
      </div>
    </FormSection>
  );
}
