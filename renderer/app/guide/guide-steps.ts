/** The way of a newcomer's first load to bronze. Whether a step is done is read off the load and the trail's tasks. */
import type { Load } from '../../../electron/contract/load.ts';
import type { Task } from '../../../electron/contract/task.ts';
import type { Place } from '../places.ts';

export interface GuideStep {
  readonly id: string;
  readonly title: string;
  /** What to do, in one sentence, for somebody who is in the right place. */
  readonly sentence: string;
  readonly place: Place;
  /** The key to press there. */
  readonly keys: string;
  readonly isDone: (load: Load, tasks: readonly Task[]) => boolean;
}

export const guideSteps: readonly GuideStep[] = [
  {
    id: 'check',
    title: 'Check',
    sentence: 'Run the rules over the sample: what fails them goes to quarantine.',
    place: 'loads',
    keys: 'C',
    isDone: (load) => load.checked_at !== null,
  },
  {
    id: 'review',
    title: 'Fix a family',
    sentence: 'Records that fail alike are one family: fix them all at once, and say why.',
    place: 'review',
    keys: 'F',
    isDone: (load) => load.corrected + load.waived + load.excluded > 0,
  },
  {
    id: 'publish',
    title: 'Publish',
    sentence: 'Choose a folder and write what passes to bronze; the rest stays behind.',
    place: 'publish',
    keys: 'P',
    isDone: (load) => load.published_at !== null,
  },
  {
    id: 'audit',
    title: 'Audit',
    sentence: 'Everything you did is in the trail: prove that none of it was changed.',
    place: 'audit',
    keys: 'V',
    isDone: ({ published_at: published }, tasks) =>
      tasks.some(
        ({ method, state, started_at: at }) =>
          method === 'audit.verify' && state === 'done' && published !== null && at > published,
      ),
  },
];
