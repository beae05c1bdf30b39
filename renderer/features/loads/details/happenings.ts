/** A load's checks, operations and publishes as one line of events in words, newest first. */
import type { ValidationSummary } from '../../../../electron/contract/check.ts';
import type { Load } from '../../../../electron/contract/load.ts';
import type { Output } from '../../../../electron/contract/methods.ts';
import { formatCount, formatCounted } from '../../../ui/format.ts';

type Operation = Output<'review.history'>[number];
type Publish = Output<'publish.list'>[number];

export interface Happening {
  readonly id: string;
  readonly at: string;
  readonly who: string;
  readonly what: string;
  readonly reason: string | null;
  readonly undone: boolean;
}

export function happenings(
  load: Load,
  checks: readonly ValidationSummary[],
  operations: readonly Operation[],
  publishes: readonly Publish[],
): Happening[] {
  const loaded = `Loaded ${formatCounted(load.records, 'record')}${load.rejects > 0 ? ` and ${formatCounted(load.rejects, 'reject')}` : ''}`;
  return [
    { ...plain(load.id, load.loaded_at, load.loaded_by), what: loaded },
    ...checks.map((check) => ({ ...plain(check.id, check.at, check.actor), what: checkWords(check) })),
    ...operations.map((operation) => ({
      ...plain(operation.operation, operation.at, operation.actor),
      what: operationWords(operation),
      reason: operation.reason,
      undone: operation.undone_by !== null,
    })),
    ...publishes.map((publish) => ({
      ...plain(publish.id, publish.published_at, publish.actor),
      what: `Published ${formatCounted(publish.rows, 'row')}${publish.supersedes === null ? '' : ', superseding the publish before'}`,
    })),
  ].sort((one, other) => other.at.localeCompare(one.at));
}

const plain = (id: string, at: string, who: string): Omit<Happening, 'what'> => ({
  id,
  at,
  who,
  reason: null,
  undone: false,
});

function checkWords({ suite, results, could_not_run: couldNotRun }: ValidationSummary): string {
  const failed = results.filter(({ success }) => !success).length;
  const outcome =
    failed === 0 ? 'every rule holds' : `${formatCount(failed)} of ${formatCounted(results.length, 'rule')} fail`;
  return `Checked with ${suite.name}: ${outcome}${couldNotRun > 0 ? `, ${formatCount(couldNotRun)} of them could not run` : ''}`;
}

const operationVerbs: Readonly<Record<Operation['kind'], string>> = {
  correct: 'Corrected',
  waive: 'Waived',
  exclude: 'Excluded',
  reinstate: 'Reinstated',
  repair: 'Repaired a reject into',
  undo: 'Undid a change of',
  redrive: 'Redrove',
};

const operationWords = ({ kind, records }: Operation): string =>
  `${operationVerbs[kind]} ${formatCounted(records, 'record')}`;
