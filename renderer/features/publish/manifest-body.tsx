/** What a manifest says, for people: counts, files, schema, and everything that proves where the rows come from. */
import { Button, CopyButton, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Manifest } from '../../../electron/contract/publish.ts';
import { CopyValue } from '../../ui/copy-value.tsx';
import { fileName, formatBytes, formatCount, formatCounted } from '../../ui/format.ts';
import { ReceiptEquation } from '../../ui/receipt.tsx';
import { VisibleText } from '../../ui/visible-text.tsx';
import { ManifestFiles } from './manifest-files.tsx';
import { Figure } from './plan-figures.tsx';
import classes from './publish.module.css';

interface ManifestBodyProps {
  readonly manifest: Manifest;
  /** As it stands in bronze. */
  readonly text: string;
}

export function ManifestBody({ manifest, text }: ManifestBodyProps): ReactNode {
  const { counts, receipt, schema, could_not_run_accepted: accepted } = manifest;
  return (
    <>
      <dl className={classes['figures']} aria-label="In figures">
        <Figure number={formatCount(counts.rows)} word={counts.rows === 1 ? 'row' : 'rows'} />
        <Figure number={formatCount(counts.files)} word={counts.files === 1 ? 'file' : 'files'} />
        <Figure number={formatBytes(counts.bytes)} word={`Parquet, ${manifest.compression}`} />
        {counts.quarantine_rows > 0 && <Figure number={formatCount(counts.quarantine_rows)} word="in quarantine/" />}
      </dl>
      <div>
        <ReceiptEquation receipt={receipt} />
      </div>
      <ManifestFiles title="Files" files={manifest.files} />
      {manifest.quarantine_files.length > 0 && (
        <ManifestFiles title="Files in quarantine/" files={manifest.quarantine_files} />
      )}
      <section aria-labelledby="manifest-origin">
        <h2 id="manifest-origin" className={classes['heading']}>
          Where it comes from
        </h2>
        <Origin manifest={manifest} />
      </section>
      {accepted !== null && (
        <section aria-labelledby="manifest-accepted">
          <h2 id="manifest-accepted" className={classes['heading']}>
            Accepted although it could not run
          </h2>
          <p className={classes['sentence']}>
            {accepted.expectations.join('; ')}. {accepted.actor}: “{accepted.reason}”
          </p>
        </section>
      )}
      <section aria-labelledby="manifest-schema">
        <h2 id="manifest-schema" className={classes['heading']}>
          Schema, {formatCounted(schema.length, 'column')}
        </h2>
        <Table className={classes['table'] ?? ''} aria-labelledby="manifest-schema" maw={640}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Column</Table.Th>
              <Table.Th>Type</Table.Th>
              <Table.Th>In the source, where renamed</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {schema.map(({ name, type, source_name: sourceName }) => (
              <Table.Tr key={name}>
                <Table.Td className="mono">{name}</Table.Td>
                <Table.Td className="mono">{type}</Table.Td>
                <Table.Td className="mono">
                  {sourceName !== undefined && <VisibleText text={sourceName} oneLine />}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
      <div>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy the manifest as JSON'}
            </Button>
          )}
        </CopyButton>
      </div>
    </>
  );
}

function Origin({ manifest }: { manifest: Manifest }): ReactNode {
  const { load, suite } = manifest;
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['Published by', manifest.published_by],
    [
      'Source',
      [fileName(load.source), ...(load.bytes === null ? [] : [formatBytes(load.bytes)]), load.format].join(', '),
    ],
    [
      'SHA-256 of the source',
      load.sha256 === null ? (
        'not known: Spark read it'
      ) : (
        <CopyValue key="source" value={load.sha256} label="SHA-256 of the source" />
      ),
    ],
    ['Load', <CopyValue key="load" value={load.id} label="the load’s id" />],
    ['Suite', suite.name],
    ['SHA-256 of the suite', <CopyValue key="suite" value={suite.sha256} label="SHA-256 of the suite" />],
    [
      `Audit head at event ${formatCount(manifest.audit_events)}`,
      <CopyValue key="head" value={manifest.audit_head} label="the audit head" />,
    ],
    ['Partitioned by', manifest.partition_by.length === 0 ? 'nothing' : manifest.partition_by.join(', ')],
    [
      'Supersedes',
      manifest.supersedes === null ? (
        'nothing'
      ) : (
        <CopyValue key="supersedes" value={manifest.supersedes} label="the path of what it supersedes" />
      ),
    ],
    ['Written by', `Bronze Desk ${manifest.app_version}`],
  ];
  return (
    <dl className={classes['facts']}>
      {facts.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
