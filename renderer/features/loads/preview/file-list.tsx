/** The files of the source, each with how it would be read; the chosen one's evidence is shown beside. */
import type { ReactNode } from 'react';
import type { Preview } from '../../../../electron/contract/load.ts';
import { fileName, formatBytes } from '../../../ui/format.ts';
import { briefReading } from '../load-words.ts';
import classes from './preview.module.css';

interface FileListProps {
  readonly files: Preview['files'];
  readonly chosen: string | undefined;
  readonly onChoose: (path: string) => void;
}

export function FileList({ files, chosen, onChoose }: FileListProps): ReactNode {
  return (
    <ul className={classes['files']} aria-label="Files">
      {files.map((file) => (
        <li key={file.path}>
          <button
            type="button"
            className={classes['file']}
            aria-pressed={file.path === chosen}
            title={file.path}
            onClick={() => onChoose(file.path)}
          >
            <b>{fileName(file.path)}</b>
            <span>
              {formatBytes(file.bytes)} · {briefReading(file)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
