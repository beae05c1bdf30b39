/** What stands in the way of a publish: each as a sentence, with the way to it. */
import { Button, Group, Text } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Load } from '../../../electron/contract/load.ts';
import type { Blocker } from '../../../electron/contract/publish.ts';
import { useWhereabouts } from '../../app/places.ts';
import { Notice } from '../../ui/notice.tsx';
import { useStreams } from '../loads/stream/streams-context.tsx';
import { AcceptedNote, CouldNotRun } from './could-not-run.tsx';
import { ingestDate, type Settings } from './settings.ts';

interface BlockersProps {
  readonly load: Load;
  readonly blockers: readonly Blocker[];
  readonly accepted: Settings['accepted'];
  readonly onChange: (changed: Partial<Settings>) => void;
}

export function Blockers({ load, blockers, accepted, onChange }: BlockersProps): ReactNode {
  return (
    <>
      {blockers.map((blocker) =>
        blocker.code === 'could_not_run' ? (
          <CouldNotRun key={blocker.code} load={load.id} onAccept={(given) => onChange({ accepted: given })} />
        ) : (
          <Hindrance key={blocker.message} load={load} blocker={blocker} onChange={onChange} />
        ),
      )}
      {accepted !== null && <AcceptedNote accepted={accepted} onTakeBack={() => onChange({ accepted: null })} />}
    </>
  );
}

interface HindranceProps {
  readonly load: Load;
  readonly blocker: Blocker;
  readonly onChange: BlockersProps['onChange'];
}

function Hindrance({ load, blocker: { code, message }, onChange }: HindranceProps): ReactNode {
  const { go } = useWhereabouts();
  const { openLoad } = useStreams();
  return (
    <Notice tone="bad" icon={IconHandStop} role="group" label="Blocked">
      <Text size="sm">
        {code === 'not_checked'
          ? 'This load has not been checked yet, so nobody knows which records may pass. Run its checks first.'
          : message}
      </Text>
      <Group gap="xs" mt="xs">
        {code === 'not_checked' && (
          <Button variant="default" onClick={() => go('checks', load.id)}>
            Go to Checks
          </Button>
        )}
        {code === 'unbalanced' && (
          <Button variant="default" onClick={() => openLoad(load.id, 'loads')}>
            Look at the load
          </Button>
        )}
        {code === 'unknown_column' && (
          <Button variant="default" onClick={() => onChange({ partitionBy: [ingestDate] })}>
            Partition by ingest_date alone
          </Button>
        )}
      </Group>
    </Notice>
  );
}
