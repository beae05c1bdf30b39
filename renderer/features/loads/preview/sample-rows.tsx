/** The first rows as they would be read, and the columns with what was done to their names. */
import { Switch, Text } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';
import type { Preview } from '../../../../electron/contract/load.ts';
import { fileName, formatCount, formatCounted } from '../../../ui/format.ts';
import { VisibleText } from '../../../ui/visible-text.tsx';
import { renamingWords } from '../load-words.ts';
import classes from './sample-rows.module.css';

interface SampleRowsProps {
  readonly preview: Preview;
  /** The answer to what was set last is still awaited. */
  readonly outdated: boolean;
}

export function SampleRows({ preview: { files, columns, rows }, outdated }: SampleRowsProps): ReactNode {
  const [whole, setWhole] = useState(false);
  const heading = useId();
  const renamed = columns.flatMap((column, index) => renamingWords(column, index));
  return (
    <div className={classes['sample']} data-outdated={outdated}>
      <div className={classes['head']}>
        <h2 id={heading}>
          {rows.length === 1 ? 'First row' : `First ${formatCount(rows.length)} rows`}
          {files.length > 1 && ` of ${fileName(files[0]?.path ?? '')}`}, {formatCounted(columns.length, 'column')}
        </h2>
        <Switch
          label="Whole values"
          checked={whole}
          onChange={({ currentTarget }) => setWhole(currentTarget.checked)}
        />
      </div>
      {renamed.map((sentence) => (
        <Text key={sentence} size="sm" className={classes['renamed'] ?? ''}>
          {sentence}
        </Text>
      ))}
      <div className={classes['scroller']} tabIndex={0} role="region" aria-labelledby={heading}>
        <table className={classes['rows']} data-whole={whole}>
          <thead>
            <tr>
              {columns.map(({ name, type, renamed: was }) => (
                <th key={name} scope="col">
                  <span className={classes['name']} data-renamed={was !== undefined}>
                    {name}
                  </span>
                  {type !== 'VARCHAR' && <span className={classes['type']}>{type.toLowerCase()}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="mono">
            {rows.map((row, place) => (
              <tr key={place}>
                {columns.map(({ name }, index) => (
                  <td key={name}>
                    <VisibleText text={row[index] ?? null} oneLine={!whole} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length === 0 && (
          <Text size="sm" c="dimmed" p="md">
            There is no record below the names of the columns.
          </Text>
        )}
      </div>
    </div>
  );
}
