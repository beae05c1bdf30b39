/** A PEM file: read in the page, handed to the engine with the stream, kept nowhere. */
import { Button, Text } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';
import { TextFileButton } from '../../../ui/text-file-button.tsx';
import type { PemFile } from './stream-draft.ts';
import classes from './stream-form.module.css';

interface PemFieldProps {
  readonly label: string;
  readonly file: PemFile | null;
  readonly problem: string | undefined;
  readonly onChange: (file: PemFile | null) => void;
}

/** Far above any chain of certificates. */
const pemFile = { what: 'a PEM file', mostBytes: 1_000_000 };

export function PemField({ label, file, problem, onChange }: PemFieldProps): ReactNode {
  const [refusal, setRefusal] = useState<string | null>(null);
  const why = useId();
  const said = refusal ?? problem;
  const take = (chosen: PemFile): void => {
    const isPem = chosen.text.includes('-----BEGIN ');
    setRefusal(isPem ? null : `${chosen.name} is no PEM file: it would begin with “-----BEGIN”.`);
    if (isPem) onChange(chosen);
  };
  return (
    <div className={classes['pem']} role="group" aria-label={label}>
      <span className={classes['label']}>{label}</span>
      <span className={classes['file']}>{file?.name ?? 'none'}</span>
      <TextFileButton
        kind={pemFile}
        label={`${label}: file`}
        button={{
          size: 'compact-xs',
          'aria-describedby': said === undefined ? undefined : why,
          'aria-label': `Choose the file: ${label}`,
          'aria-invalid': problem !== undefined,
        }}
        onRead={take}
        onRefused={({ message }) => setRefusal(message)}
      >
        Choose…
      </TextFileButton>
      {file !== null && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          aria-label={`Leave out: ${label}`}
          onClick={() => onChange(null)}
        >
          Leave out
        </Button>
      )}
      {said !== undefined && (
        <Text size="xs" id={why} className={classes['wrong'] ?? ''} role="alert">
          {said}
        </Text>
      )}
    </div>
  );
}
