/** The first thing a newcomer sees: what happens here, in five steps, and the two ways to begin. */
import { Button, Kbd, Text, TextInput } from '@mantine/core';
import { useRef, type ReactNode } from 'react';
import { useActor } from '../../app/actor.tsx';
import { useCommands } from '../../app/commands.tsx';
import { places, placeWords, type Place } from '../../app/places.ts';
import { useShell } from '../../shell/shell-context.tsx';
import classes from './first-start.module.css';
import { useIncoming } from './incoming.tsx';
import { useLoadQueue } from './load-queue-context.tsx';
import { useStreams } from './stream/streams-context.tsx';

const steps: Readonly<Record<Place, string>> = {
  loads: 'A file comes in. Every line of it is accounted for on a receipt.',
  checks: 'Rules are run over every record. What fails goes to quarantine.',
  review: 'Records that fail alike are one family: fix, waive or exclude them in one act, with a reason.',
  publish: 'What passes is written to the bronze folder as Parquet, with a manifest.',
  audit: 'Who changed what, when and why stays provable for years.',
};

export function FirstStart(): ReactNode {
  const { info } = useShell();
  const { name, setName } = useActor();
  const { pick } = useIncoming();
  const { show } = useStreams();
  const queue = useLoadQueue();
  const nameField = useRef<HTMLInputElement>(null);
  const { sample } = info;
  const loadSample = (): void => {
    if (sample === null) return;
    if (name.trim() === '') nameField.current?.focus();
    else queue.add({ source: { paths: [sample] }, actor: name.trim(), again: false });
  };
  useCommands([
    {
      id: 'loads.sample',
      label: 'Load the sample',
      group: 'Loads',
      keys: 'S',
      disabled: sample === null,
      run: loadSample,
    },
  ]);
  return (
    <div className={classes['scroller']}>
      <div className={classes['welcome']}>
        <h1>From a raw file to bronze, with nothing lost</h1>
        <ol className={classes['steps']}>
          {places.map((place) => {
            const { name: title, icon: Picture } = placeWords[place];
            return (
              <li key={place}>
                <Picture size={20} stroke={1.6} aria-hidden />
                <b>{title}</b>
                <span>{steps[place]}</span>
              </li>
            );
          })}
        </ol>
        <TextInput
          ref={nameField}
          label="Your name"
          description="Stands beside every change you make. Kept on this machine."
          placeholder="Say who you are before you begin"
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          maw={360}
        />
        <div className={classes['acts']}>
          {sample !== null && (
            <Button size="sm" disabled={name.trim() === ''} onClick={loadSample} rightSection={<Kbd>S</Kbd>}>
              Load the sample
            </Button>
          )}
          <Button
            size="sm"
            {...(sample === null ? {} : { variant: 'default' })}
            onClick={() => void pick()}
            rightSection={<Kbd>O</Kbd>}
          >
            Choose files…
          </Button>
          <Text size="sm" c="dimmed">
            or drop them anywhere on this window
          </Text>
        </div>
        <div className={classes['acts']}>
          <Button size="sm" variant="default" onClick={() => show({ view: 'form' })} rightSection={<Kbd>T</Kbd>}>
            Take in a topic…
          </Button>
          <Text size="sm" c="dimmed">
            from Kafka, batch by batch, for as long as it runs
          </Text>
        </div>
        {sample !== null && (
          <Text size="sm" c="dimmed">
            The sample is invented: 500 dictations with the faults real files have. It takes two minutes to bronze.
          </Text>
        )}
      </div>
    </div>
  );
}
