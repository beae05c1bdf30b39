/** The publish to come against the last one to the same folder. */
import { Text } from '@mantine/core';
import { IconCheck, IconPencil } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Output } from '../../../electron/contract/methods.ts';
import { isObjectUrl } from '../../../electron/contract/object-url.ts';
import { formatCount, formatCounted, formatTime } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import classes from './publish.module.css';

interface DifferenceProps {
  readonly plan: Output<'publish.plan'>;
  /** The load was changed after its last publish, wherever that went. */
  readonly changed: boolean;
}

const kinds = [
  { kind: 'added', sign: '+' },
  { kind: 'removed', sign: '−' },
  { kind: 'changed', sign: '~' },
] as const;

export function Difference({ plan, changed }: DifferenceProps): ReactNode {
  const { previous, changes, unchanged_since: standing, rows } = plan;
  return (
    <section aria-labelledby="difference" className={classes['difference']}>
      <h2 id="difference" className={classes['heading']}>
        Against the last publish
      </h2>
      {standing !== null && (
        <Notice tone="good" icon={IconCheck} role="note">
          <Text size="sm">Bronze already holds exactly this. Publishing again would change nothing.</Text>
          <Text size="sm" className="mono">
            {standing}
          </Text>
        </Notice>
      )}
      {standing === null && changed && (
        <Notice tone="warn" icon={IconPencil} role="note">
          <Text size="sm">
            This load was changed since it was published. Bronze holds it as it was until you publish again.
          </Text>
        </Notice>
      )}
      {previous === null ? (
        <p className={classes['sentence']}>Nothing of this load has been published to this folder yet.</p>
      ) : (
        <>
          <p className={classes['sentence']}>
            Published here on {formatTime(previous.published_at)} with {formatCounted(previous.rows, 'row')}; now{' '}
            {formatCounted(rows, 'row')}.{standing === null && ' The next publish supersedes it.'}
          </p>
          {changes === null && standing !== null ? null : changes === null ? (
            <p className={classes['note']}>
              {isObjectUrl(previous.path)
                ? 'Which rows differ is not told for an object store: every file of that publish would have to be fetched again.'
                : 'What changed cannot be told: the files of that publish can no longer be read whole.'}
            </p>
          ) : changes.added + changes.removed + changes.changed === 0 ? (
            <p className={classes['note']}>No row differs.</p>
          ) : (
            <ul className={classes['changes']} aria-label="Rows that differ">
              {kinds.map(({ kind, sign }) => (
                <li key={kind} data-meaning={changes[kind] === 0 ? 'none' : kind}>
                  <b>
                    {changes[kind] > 0 && sign}
                    {formatCount(changes[kind])}
                  </b>{' '}
                  {kind}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}
