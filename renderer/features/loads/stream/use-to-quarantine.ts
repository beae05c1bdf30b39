/** The way from a stream to what waits in it: the newest batch that has something quarantined, in Review. */
import { useState } from 'react';
import { isDeskError, type DeskError } from '../../../../electron/contract/errors.ts';
import type { Load } from '../../../../electron/contract/load.ts';
import type { StreamSummary } from '../../../../electron/contract/stream.ts';
import { useWhereabouts } from '../../../app/places.ts';
import { useEngine } from '../../../engine/engine-context.tsx';
import { showRecords, showRejects } from '../../review/shown-in-review.ts';

export interface WayToQuarantine {
  readonly go: () => void;
  readonly busy: boolean;
  readonly error: DeskError | null;
  readonly forget: () => void;
}

export function useToQuarantine(summary: StreamSummary | undefined): WayToQuarantine {
  const link = useEngine();
  const show = useShowQuarantine();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<DeskError | null>(null);
  const go = async (): Promise<void> => {
    if (summary === undefined) return;
    setBusy(true);
    setError(null);
    try {
      const { loads } = await link.call('stream.loads', { name: summary.name, only: 'quarantined', limit: 1 });
      if (loads[0] !== undefined) show(loads[0]);
    } catch (failure) {
      if (isDeskError(failure)) setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return { go: () => void go(), busy, error, forget: () => setError(null) };
}

/** Shows the quarantined records of a load in Review; its rejects, where there is nothing else. */
export function useShowQuarantine(): (load: Load) => void {
  const { go } = useWhereabouts();
  return (load) => {
    if (load.quarantined > load.rejects || load.rejects === 0) showRecords(load.id, { states: ['quarantined'] });
    else showRejects(load.id);
    go('review', load.id);
  };
}
