/** What a publish leaves out, why, and the way to it. */
import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Load } from '../../../electron/contract/load.ts';
import type { Output } from '../../../electron/contract/methods.ts';
import { useWhereabouts } from '../../app/places.ts';
import { formatCount, formatCounted } from '../../ui/format.ts';
import { showRecords, showRejects } from '../review/shown-in-review.ts';
import classes from './publish.module.css';

interface HeldBackProps {
  readonly load: Load;
  readonly heldBack: Output<'publish.plan'>['held_back'];
  readonly withQuarantine: boolean;
}

export function HeldBack({ load, heldBack, withQuarantine }: HeldBackProps): ReactNode {
  const { quarantined, excluded, rejects } = heldBack;
  const { go } = useWhereabouts();
  const lines = [
    {
      count: quarantined,
      words: quarantined === 1 ? 'is quarantined: a check fails' : 'are quarantined: a check fails',
      way: 'Review them',
      show: () => showRecords(load.id, { states: ['quarantined'] }),
    },
    {
      count: rejects,
      // Said under the quarantined, which they are counted among.
      among: true,
      words: rejects === 1 ? 'of them is a reject: not a record yet' : 'of them are rejects: not records yet',
      way: 'Repair them',
      show: () => showRejects(load.id),
    },
    {
      count: excluded,
      words: excluded === 1 ? 'is excluded: somebody decided so' : 'are excluded: somebody decided so',
      way: 'Look at them',
      show: () => showRecords(load.id, { states: ['excluded'] }),
    },
  ];
  const present = lines.filter(({ count }) => count > 0);
  return (
    <section aria-labelledby="held-back">
      <h2 id="held-back" className={classes['heading']}>
        Held back
      </h2>
      {present.length === 0 ? (
        <p className={classes['sentence']}>{nothingWords(load)}</p>
      ) : (
        <ul className={classes['held']}>
          {present.map(({ count, among = false, words, way, show }) => (
            <li key={words} data-among={among}>
              <b>{formatCount(count)}</b>
              <span>{words}</span>
              <Anchor
                component="button"
                type="button"
                size="sm"
                onClick={() => {
                  show();
                  go('review', load.id);
                }}
              >
                {way}
              </Anchor>
            </li>
          ))}
        </ul>
      )}
      {present.length > 0 && withQuarantine && (
        <p className={classes['note']}>
          They are written to <span className="mono">quarantine/</span>, apart from the rows, with what was found.
        </p>
      )}
    </section>
  );
}

function nothingWords({ checked_at: checkedAt, could_not_run: unrun }: Load): string {
  if (checkedAt === null) return 'Nothing yet: no check has said which records fail.';
  if (unrun === 0) return 'Nothing: every record of the load is written.';
  return `Nothing, but ${formatCounted(unrun, 'expectation')} could not run: nobody knows what ${unrun === 1 ? 'it' : 'they'} would have held back.`;
}
