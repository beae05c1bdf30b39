/** The files of a publish, with what proves them unchanged; many of them are shown step by step. */
import { Button, Table } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { PublishedFile } from '../../../electron/contract/publish.ts';
import { CopyValue } from '../../ui/copy-value.tsx';
import { formatBytes, formatCount } from '../../ui/format.ts';
import classes from './publish.module.css';

const step = 100;
const hashCharacters = 12;

export function ManifestFiles({ title, files }: { title: string; files: readonly PublishedFile[] }): ReactNode {
  const [shown, setShown] = useState(step);
  const left = files.length - shown;
  return (
    <section aria-label={title}>
      <h2 className={classes['heading']}>{title}</h2>
      <Table className={classes['table'] ?? ''} aria-label={title}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>File</Table.Th>
            <Table.Th ta="right">Rows</Table.Th>
            <Table.Th ta="right">Size</Table.Th>
            <Table.Th>SHA-256</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {files.slice(0, shown).map(({ path, rows, bytes, sha256 }) => (
            <Table.Tr key={path}>
              <Table.Td className="mono">{path}</Table.Td>
              <Table.Td ta="right">{formatCount(rows)}</Table.Td>
              <Table.Td ta="right">{formatBytes(bytes)}</Table.Td>
              <Table.Td>
                <CopyValue value={sha256} label={`SHA-256 of ${path}`} shown={hashCharacters} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {left > 0 && (
        <Button variant="default" mt="xs" onClick={() => setShown(shown + step)}>
          Show {formatCount(Math.min(step, left))} of {formatCount(left)} more
        </Button>
      )}
    </section>
  );
}
