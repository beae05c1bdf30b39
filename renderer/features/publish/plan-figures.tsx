/** The three numbers of a publish to come. */
import type { ReactNode } from 'react';
import type { Output } from '../../../electron/contract/methods.ts';
import { formatBytes, formatCount } from '../../ui/format.ts';
import classes from './publish.module.css';

/** More are not listed by the engine. */
const mostPartitions = 10_000;

interface PlanFiguresProps {
  readonly rows: number;
  /** Undefined until there is a folder to plan for. */
  readonly plan: Output<'publish.plan'> | undefined;
  readonly partitioned: boolean;
}

export function PlanFigures({ rows, plan, partitioned }: PlanFiguresProps): ReactNode {
  const partitions = plan?.partitions.length ?? 0;
  const size = plan?.estimated_bytes ?? null;
  return (
    <dl className={classes['figures']} aria-label="In figures">
      <Figure number={formatCount(rows)} word={rows === 1 ? 'row' : 'rows'} />
      {plan !== undefined && partitioned && partitions > 0 && (
        <Figure
          number={`${formatCount(partitions)}${partitions >= mostPartitions ? ' or more' : ''}`}
          word={partitions === 1 ? 'partition' : 'partitions'}
        />
      )}
      {size !== null && <Figure number={`about ${formatBytes(size)}`} word="estimated size" />}
    </dl>
  );
}

export function Figure({ number, word }: { number: string; word: string }): ReactNode {
  return (
    <div className={classes['figure']}>
      <dd>{number}</dd>
      <dt>{word}</dt>
    </div>
  );
}
