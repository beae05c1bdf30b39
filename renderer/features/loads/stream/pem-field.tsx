/** A PEM file: read in the page, handed to the engine with the stream, kept nowhere. */
import { Button, FileButton, Text } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import { useId, useState, type ReactNode } from 'react';
import type { PemFile } from './stream-draft.ts';
import classes from './stream-form.module.css';

interface PemFieldProps {
  readonly label: string;
  readonly file: PemFile | null;
  readonly problem: string | undefined;
  readonly onChange: (file: PemFile | null) => void;
}

/** Far above any chain of certificates. */
const mostBytes = 1_000_000;

export function PemField({ label, file, problem, onChange }: PemFieldProps): ReactNode {
  const [refusal, setRefusal] = useState<string | null>(null);
  const why = useId();
  const said = refusal ?? problem;
  const read = async (chosen: File | null): Promise<void> => {
    if (chosen === null) return;
    const text = chosen.size > mostBytes ? '' : await chosen.text();
    const isPem = text.includes('-----BEGIN ');
    setRefusal(isPem ? null : `${chosen.name} is no PEM file: it would begin with “-----BEGIN”.`);
    if (isPem) onChange({ name: chosen.name, text });
  };
  return (
    <div className={classes['pem']} role="group" aria-label={label}>
      <span className={classes['label']}>{label}</span>
      <span className={classes['file']}>{file?.name ?? 'none'}</span>
      <FileButton onChange={(chosen) => void read(chosen)} inputProps={{ 'aria-label': `${label}: file` }}>
        {(props) => (
          <Button
            variant="default"
            size="compact-xs"
            leftSection={<IconFile size={13} />}
            aria-describedby={said === undefined ? undefined : why}
            aria-label={`Choose the file: ${label}`}
            aria-invalid={problem !== undefined}
            {...props}
          >
            Choose…
          </Button>
        )}
      </FileButton>
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
