/** One cell of a record: its line, its state, or a value with what fails in it marked. */
import type { ReactNode } from 'react';
import type { DeskRecord } from '../../electron/contract/record.ts';
import { formatCount } from '../ui/format.ts';
import { StateBadge } from '../ui/state-badge.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { failingMarks, joinMarks, type Rule } from './failing-characters.ts';
import { lineColumn, stateColumn } from './grid-columns.ts';
import classes from './record-grid.module.css';

export type Rules = ReadonlyMap<string, Rule>;

interface GridCellProps {
  readonly record: DeskRecord;
  readonly columnId: string;
  /** The source column's name. */
  readonly name: string | undefined;
  readonly rules: Rules;
}

export function GridCell({ record, columnId, name, rules }: GridCellProps): ReactNode {
  if (columnId === lineColumn) return formatCount(record.source_line);
  if (columnId === stateColumn) return <StateBadge state={record.state} />;
  if (name === undefined) return null;
  return <ValueCell record={record} name={name} rules={rules} />;
}

function ValueCell({ record, name, rules }: { record: DeskRecord; name: string; rules: Rules }): ReactNode {
  const value = record.values[name] ?? null;
  const isWhole = record.shortened?.includes(name) !== true;
  const marks =
    value === null
      ? []
      : joinMarks(
          openFindings(record, name).flatMap(({ expectation_key: key }) =>
            failingMarks(rules.get(key), value, isWhole),
          ),
        );
  return (
    <span className={classes['text']}>
      <VisibleText text={value} marks={marks} oneLine />
      {!isWhole && '…'}
    </span>
  );
}

const openFindings = (record: DeskRecord, name: string): DeskRecord['findings'] =>
  record.state === 'excluded' ? [] : record.findings.filter(({ column, waived }) => column === name && !waived);

export const isFailing = (record: DeskRecord | undefined, name: string | undefined): boolean =>
  record !== undefined && name !== undefined && openFindings(record, name).length > 0;
