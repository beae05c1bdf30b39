/** The columns of a load, and what was done to their names. */
import type { ReactNode } from 'react';
import type { Column } from '../../../../electron/contract/load.ts';
import { renamingWords } from '../load-words.ts';
import classes from './details.module.css';

export function ColumnList({ columns }: { columns: readonly Column[] }): ReactNode {
  return (
    <ol className={classes['columns']}>
      {columns.map((column, index) => (
        <li key={column.name}>
          <span className="mono">{column.name}</span>
          <span>{column.type === 'VARCHAR' ? 'text' : column.type.toLowerCase()}</span>
          {renamingWords(column, index).map((sentence) => (
            <em key={sentence}>{sentence}</em>
          ))}
        </li>
      ))}
    </ol>
  );
}
