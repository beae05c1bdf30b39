/** How the source is read: what was detected, on what evidence, and the means to say otherwise. */
import { NumberInput, SegmentedControl, Select, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Encoding, Preview, SourceFormat } from '../../../../electron/contract/load.ts';
import { asSentence, encodingNames, formatNames } from '../load-words.ts';
import { CharacterChoice } from './character-choice.tsx';
import { ReadingField } from './reading-field.tsx';
import classes from './reading.module.css';
import { differs, holds, withChoice, withoutChoice, type Reading, type ReadingChoices } from './reading-choices.ts';

interface ReadingFormProps {
  readonly files: Preview['files'];
  /** The file whose evidence is shown. */
  readonly file: Preview['files'][number] | undefined;
  readonly choices: ReadingChoices;
  readonly onChange: (choices: ReadingChoices) => void;
}

const optionsOf = (names: Readonly<Record<string, string>>): { value: string; label: string }[] =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

export function ReadingForm({ files, file, choices, onChange }: ReadingFormProps): ReactNode {
  const value = <R extends Reading>(reading: R): ReadingChoices[R] | undefined => holds(reading, choices, files);
  const set = <R extends Reading>(reading: R, chosen: ReadingChoices[R]): void =>
    onChange(withChoice(choices, reading, chosen));
  const field = (reading: Reading, label: string, control: ReactNode): ReactNode => (
    <ReadingField
      label={label}
      origin={originOf(reading, choices, files)}
      onReset={() => onChange(withoutChoice(choices, reading))}
    >
      {control}
    </ReadingField>
  );
  const isText = value('format') !== 'parquet';
  const isCsv = (value('format') ?? 'csv') === 'csv';
  return (
    <div className={classes['form']}>
      <h2>How it is read</h2>
      {field(
        'format',
        'Format',
        <Select
          aria-label="Format"
          data={optionsOf(formatNames)}
          value={value('format') ?? null}
          allowDeselect={false}
          onChange={(chosen) => {
            if (chosen !== null) set('format', chosen as SourceFormat);
          }}
        />,
      )}
      {isText &&
        field(
          'encoding',
          'Encoding',
          <Select
            aria-label="Encoding"
            data={optionsOf(encodingNames)}
            value={value('encoding') ?? null}
            allowDeselect={false}
            onChange={(chosen) => {
              if (chosen !== null) set('encoding', chosen as Encoding);
            }}
          />,
        )}
      {isCsv && (
        <>
          {field(
            'delimiter',
            'Delimiter',
            <CharacterChoice
              label="Delimiter"
              usual={[',', ';', '\t', '|', '^', '~', ':']}
              value={value('delimiter')}
              onChange={(chosen) => {
                if (chosen !== null) set('delimiter', chosen);
              }}
            />,
          )}
          {field(
            'quote',
            'Quote',
            <CharacterChoice
              label="Quote"
              usual={['"', "'"]}
              none="none"
              value={value('quote')}
              onChange={(chosen) => set('quote', chosen)}
            />,
          )}
          {value('quote') !== null &&
            field(
              'escape',
              'Escape',
              <CharacterChoice
                label="Escape"
                usual={['"', "'", '\\']}
                none="none"
                value={value('escape')}
                onChange={(chosen) => set('escape', chosen)}
              />,
            )}
          {field(
            'header',
            'First line',
            <SegmentedControl
              transitionDuration={0}
              aria-label="First line"
              data={[
                { value: 'header', label: 'Names' },
                { value: 'record', label: 'A record' },
              ]}
              value={value('header') === false ? 'record' : 'header'}
              onChange={(chosen) => set('header', chosen === 'header')}
            />,
          )}
          {field(
            'skip_lines',
            'Lines to skip',
            <NumberInput
              aria-label="Lines to skip"
              min={0}
              max={10_000}
              allowDecimal={false}
              allowNegative={false}
              value={value('skip_lines') ?? ''}
              onChange={(chosen) => {
                if (typeof chosen === 'number') set('skip_lines', chosen);
              }}
            />,
          )}
        </>
      )}
      {file !== undefined && <Evidence file={file} />}
    </div>
  );
}

function originOf(
  reading: Reading,
  choices: ReadingChoices,
  files: Preview['files'],
): 'detected' | 'set' | 'differs' | 'unknown' {
  if (choices[reading] !== undefined) return 'set';
  if (differs(reading, choices, files)) return 'differs';
  return files.length === 0 ? 'unknown' : 'detected';
}

function Evidence({ file }: { file: Preview['files'][number] }): ReactNode {
  return (
    <section className={classes['evidence']} aria-label="Why it is read so">
      <h2>Why</h2>
      <ul>
        {file.evidence.map((note) => (
          <li key={note}>{asSentence(note)}</li>
        ))}
      </ul>
      <Text size="xs" c="dimmed">
        {file.compression === 'gzip' ? 'Packed with gzip; it is unpacked while it is read.' : 'Not packed.'}
      </Text>
    </section>
  );
}
