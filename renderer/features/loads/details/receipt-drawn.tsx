/** The receipt drawn large: every record, and every line of the source, accounted for. */
import { Button, Text } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import type { Load, Receipt } from '../../../../electron/contract/load.ts';
import { useWhereabouts } from '../../../app/places.ts';
import { fileName, formatCount, formatCounted } from '../../../ui/format.ts';
import { termsOf } from '../receipt-words.ts';
import classes from './receipt-drawn.module.css';

interface Term {
  readonly count: number;
  readonly word: string;
  readonly meaning?: 'bad' | 'good';
}

export function ReceiptDrawn({ load, receipt }: { load: Load; receipt: Receipt }): ReactNode {
  const { go } = useWhereabouts();
  const { left, right } = termsOf(load, receipt);
  const linesAddUp = receipt.physical_lines === receipt.record_lines + receipt.non_record_lines;
  const openRejects = receipt.rejects - receipt.repaired_rejects;
  return (
    <section className={classes['drawn']} aria-label="Receipt" data-balanced={receipt.balanced}>
      {!receipt.balanced && <Unbalanced load={load} receipt={receipt} />}
      <Equation label="Records" left={left} right={right} holds={receipt.balanced} />
      {receipt.physical_lines > 0 && (
        <Equation
          label={load.stream === null ? 'Lines' : 'Messages'}
          small
          left={[{ count: receipt.physical_lines, word: load.stream === null ? 'physical lines' : 'messages' }]}
          right={[
            { count: receipt.record_lines - receipt.reject_lines, word: 'of records' },
            ...(receipt.reject_lines === 0 ? [] : [{ count: receipt.reject_lines, word: 'of rejects' }]),
            { count: receipt.non_record_lines, word: receipt.non_record_lines === 1 ? 'other' : 'others' },
          ]}
          holds={linesAddUp}
        />
      )}
      <div className={classes['below']}>
        <Text size="xs" c="dimmed">
          Counted a second time, without the database’s parser.
        </Text>
        {openRejects > 0 && (
          <Button
            variant="subtle"
            size="compact-xs"
            className={classes['rejects'] ?? ''}
            onClick={() => go('review', load.id)}
          >
            {`Look at ${formatCounted(openRejects, 'reject')}`}
          </Button>
        )}
      </div>
    </section>
  );
}

interface EquationProps {
  readonly label: string;
  readonly left: readonly Term[];
  readonly right: readonly Term[];
  readonly holds: boolean;
  readonly small?: boolean;
}

function Equation({ label, left, right, holds, small = false }: EquationProps): ReactNode {
  return (
    <div className={classes['equation']} data-small={small} role="group" aria-label={label}>
      <Terms terms={left} />
      <span className={classes['sign']} data-holds={holds}>
        {holds ? '=' : '≠'}
      </span>
      <Terms terms={right} />
      <span
        className={classes['sign']}
        data-holds={holds}
        aria-label={holds ? 'adds up' : 'does not add up'}
        role="img"
      >
        {holds ? '✓' : '✕'}
      </span>
    </div>
  );
}

function Terms({ terms }: { terms: readonly Term[] }): ReactNode {
  return terms.map(({ count, word, meaning }, index) => (
    <Fragment key={word}>
      {index > 0 && <span className={classes['plus']}>+</span>}
      <span className={classes['term']} data-meaning={meaning}>
        <b>{formatCount(count)}</b> <span>{word}</span>
      </span>
    </Fragment>
  ));
}

function Unbalanced({ load, receipt: { problem } }: { load: Load; receipt: Receipt }): ReactNode {
  return (
    <div className={classes['loud']} role="alert">
      <b>This receipt does not balance. Nothing of this load can be published.</b>
      <span>
        {problem === null
          ? 'The states of its records do not add up to what was counted. Load the source again, and compare.'
          : `${problem.message} Look at ${linesOf(problem)} of ${load.files.length > 1 ? fileName(problem.file) : 'the source'}, mend the source, and load it again.`}
      </span>
    </div>
  );
}

const linesOf = ({ first_line: first, last_line: last }: NonNullable<Receipt['problem']>): string =>
  first === last ? `line ${formatCount(first)}` : `lines ${formatCount(first)} to ${formatCount(last)}`;
