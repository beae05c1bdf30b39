/** A strip at the foot of the window that leads a newcomer with the sample to bronze, and goes when it is sent away. */
import { ActionIcon, Button, Text } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconCheck, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTasks } from '../../engine/tasks.tsx';
import { useIncoming } from '../../features/loads/incoming.tsx';
import { useShell } from '../../shell/shell-context.tsx';
import { useCommands } from '../commands.tsx';
import { useCurrentLoad } from '../current-load.tsx';
import { Keys } from '../palette.tsx';
import { placeWords, useWhereabouts } from '../places.ts';
import classes from './guide.module.css';
import { guideSteps, type GuideStep } from './guide-steps.ts';

export function Guide(): ReactNode {
  const { info } = useShell();
  const { loads = [] } = useCurrentLoad();
  const tasks = useTasks();
  const [dismissed, setDismissed] = useLocalStorage({
    key: 'bronze-desk.guide-dismissed',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const load =
    info.sample === null ? undefined : loads.find(({ files }) => files.some(({ path }) => path === info.sample));
  useCommands(
    load === undefined
      ? []
      : [
          {
            id: 'guide',
            label: dismissed ? 'Show the guide' : 'Put the guide away',
            group: 'Window',
            run: () => setDismissed(!dismissed),
          },
        ],
  );
  if (load === undefined || dismissed) return null;
  const done = guideSteps.map((step) => step.isDone(load, tasks));
  const current = guideSteps[done.indexOf(false)];
  return (
    <section className={classes['guide']} aria-label="Guide">
      <ol className={classes['steps']}>
        {guideSteps.map(({ id, title }, index) => (
          <li key={id} data-done={done[index]} {...(id === current?.id ? { 'aria-current': 'step' } : {})}>
            <i aria-hidden="true">{done[index] === true ? <IconCheck size={12} stroke={2.5} /> : index + 1}</i>
            {title}
            {done[index] === true && <span className={classes['spoken']}>, done</span>}
          </li>
        ))}
      </ol>
      <div className={classes['now']} role="status">
        {current === undefined ? <Finished /> : <Now step={current} loadId={load.id} />}
      </div>
      <ActionIcon size={26} aria-label="Put the guide away" onClick={() => setDismissed(true)}>
        <IconX size={15} />
      </ActionIcon>
    </section>
  );
}

function Now({ step, loadId }: { step: GuideStep; loadId: string }): ReactNode {
  const { place, loadId: chosen, go } = useWhereabouts();
  const { loaded } = useCurrentLoad();
  const isThere = place === step.place && (chosen ?? loaded?.load.id) === loadId;
  return (
    <>
      <Text size="sm">{step.sentence}</Text>
      {isThere ? (
        <Text size="sm" className={classes['key'] ?? ''}>
          Press <Keys keys={step.keys} />
        </Text>
      ) : (
        <Button size="compact-sm" variant="light" onClick={() => go(step.place, loadId)}>
          Go to {placeWords[step.place].name}
        </Button>
      )}
    </>
  );
}

function Finished(): ReactNode {
  const { pick } = useIncoming();
  return (
    <>
      <Text size="sm">That was the whole loop. Your own files go the same way.</Text>
      <Button size="compact-sm" variant="light" onClick={() => void pick()}>
        Choose files…
      </Button>
    </>
  );
}
