/** How the way to Kafka is kept safe, and who signs in. What is secret stays in this page, and only while it is open. */
import { PasswordInput, SegmentedControl, Select, Text, TextInput } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { FormSection } from './form-section.tsx';
import { PemField } from './pem-field.tsx';
import { mechanisms } from './stream-draft.ts';
import type { FormPart } from './stream-form.tsx';
import classes from './stream-form.module.css';

export function SecurityFields({ draft, problems, set }: FormPart): ReactNode {
  const tls = useId();
  return (
    <FormSection title="The way to Kafka">
      <div className={classes['wide']}>
        <Text component="span" size="xs" id={tls} className={classes['label'] ?? ''}>
          Encryption
        </Text>
        <SegmentedControl
          transitionDuration={0}
          aria-labelledby={tls}
          value={draft.tls}
          onChange={(value) => set({ tls: value })}
          data={[
            { value: 'none', label: 'None' },
            { value: 'system', label: 'TLS, as the system trusts' },
            { value: 'own', label: 'TLS, with files of our own' },
          ]}
        />
      </div>
      {draft.tls === 'own' && (
        <div className={classes['pems']}>
          <PemField label="Authority (CA)" file={draft.ca} problem={problems.ca} onChange={(ca) => set({ ca })} />
          <PemField
            label="Our certificate"
            file={draft.cert}
            problem={problems.cert}
            onChange={(cert) => set({ cert })}
          />
          <PemField label="Its key" file={draft.key} problem={problems.key} onChange={(key) => set({ key })} />
        </div>
      )}
      <Select
        label="Sign in with"
        className={classes['wide'] ?? ''}
        data={[
          { value: 'none', label: 'Nothing: the broker asks for no name' },
          ...mechanisms.map((mechanism) => ({ value: mechanism, label: `SASL ${mechanism}` })),
        ]}
        value={draft.mechanism}
        allowDeselect={false}
        onChange={(value) => set({ mechanism: value ?? 'none' })}
      />
      {draft.mechanism !== 'none' && (
        <>
          <TextInput
            label="User name"
            autoComplete="off"
            spellCheck={false}
            value={draft.username}
            error={problems.username}
            onChange={({ currentTarget }) => set({ username: currentTarget.value })}
          />
          <PasswordInput
            label="Password"
            size="xs"
            autoComplete="new-password"
            value={draft.password}
            error={problems.password}
            onChange={({ currentTarget }) => set({ password: currentTarget.value })}
            visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
          />
          <p className={classes['note']}>
            Name and password stay in this page until it is closed. They are stored nowhere and stand in no log.
          </p>
          {draft.mechanism === 'PLAIN' && draft.tls === 'none' && (
            <p className={classes['note']} data-tone="warn">
              Without TLS everybody on the way can read the password.
            </p>
          )}
        </>
      )}
    </FormSection>
  );
}
