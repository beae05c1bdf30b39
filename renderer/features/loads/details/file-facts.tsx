/** One file of a load as it was read: its dialect, the evidence, its hash, and whether it is still as it was. */
import { Spoiler } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Load, LoadFile } from '../../../../electron/contract/load.ts';
import { useQuestion } from '../../../engine/engine-context.tsx';
import { CopyValue } from '../../../ui/copy-value.tsx';
import { formatBytes, formatCount, formatCounted } from '../../../ui/format.ts';
import { asSentence, formatNames, readingWords } from '../load-words.ts';
import classes from './details.module.css';

export function FileFacts({ load, file }: { load: Load; file: LoadFile }): ReactNode {
  return (
    <dl className={classes['facts']}>
      <dt>File</dt>
      <dd>
        <CopyValue value={file.path} label="the file's path" />
        <SourceNow load={load} file={file} />
      </dd>
      <dt>Size</dt>
      <dd>
        {formatBytes(file.bytes)}, {formatCounted(file.records, 'record')}
        {file.rejects > 0 && `, ${formatCounted(file.rejects, 'reject')}`}
        {file.physical_lines > 0 && `, ${formatCount(file.physical_lines)} physical lines`}
      </dd>
      <dt>SHA-256</dt>
      <dd>
        <CopyValue value={file.sha256} label="the file's SHA-256" shown={24} />
      </dd>
      <dt>Read as</dt>
      <dd>
        {formatNames[load.format]}, {readingWords(file)}
      </dd>
      <dt>Because</dt>
      <dd>
        <Spoiler maxHeight={66} showLabel="All of the evidence" hideLabel="Less">
          <ul className={classes['notes']}>
            {file.evidence.map((note) => (
              <li key={note}>{asSentence(note)}</li>
            ))}
          </ul>
        </Spoiler>
      </dd>
    </dl>
  );
}

/** A load stands on its own once it is made; but who looks at the source should know that it is another one by now. */
function SourceNow({ load, file }: { load: Load; file: LoadFile }): ReactNode {
  const before = load.files.filter((each) => each.file < file.file).reduce((sum, { records }) => sum + records, 0);
  const first = useQuestion(
    'record.get',
    { record_id: `${load.id}:${before + 1}` },
    { enabled: file.records > 0 && load.format !== 'parquet' },
  );
  const problem = first.data?.source_text.problem ?? null;
  if (problem === null) return null;
  return (
    <p className={classes['warning']} role="note">
      {problem} The load is whole all the same: it keeps every record as it was read.
    </p>
  );
}
