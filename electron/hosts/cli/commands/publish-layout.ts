/** How a publish is laid out on disk: partitions, compression, the fail branch. */
import { existsSync } from 'node:fs';
import { Option, type Command } from 'commander';
import { isObjectUrl } from '../../../contract/object-url.ts';
import type { PublishResult } from '../../../contract/publish.ts';
import type { BatchConfig } from '../batch-config.ts';
import { parseColumnList } from '../quoted-column.ts';
import { counted } from '../text.ts';

export interface LayoutOptions {
  readonly partitionBy?: string;
  readonly compression?: 'snappy' | 'zstd';
  readonly withQuarantine?: boolean;
}

/** Some always write the quarantine. */
export function addLayoutOptions(command: Command, quarantineOptional = true): Command {
  command
    .option('--partition-by <columns>', 'columns, with commas between; ingest_date unless said otherwise')
    .addOption(
      new Option('--compression <codec>', 'of the Parquet files; snappy unless said otherwise').choices([
        'snappy',
        'zstd',
      ]),
    );
  return quarantineOptional
    ? command.option('--with-quarantine', 'also write what is held back, with its findings, to quarantine/')
    : command;
}

/** Options win over the batch configuration; what neither says, the contract's defaults do. */
export function readLayout(options: LayoutOptions, config?: BatchConfig) {
  const partitionBy = options.partitionBy === undefined ? config?.partitionBy : parseColumnList(options.partitionBy);
  const compression = options.compression ?? config?.compression;
  return {
    ...(partitionBy === undefined ? {} : { partition_by: [...partitionBy] }),
    ...(compression === undefined ? {} : { compression }),
    ...(options.withQuarantine === true ? { with_quarantine: true } : {}),
  };
}

export function publishedWords({ publish, superseded, unchanged }: PublishResult): string {
  const amount = `${counted(publish.rows, 'record')} in ${counted(publish.files, 'file')}`;
  if (unchanged) return `Already published, nothing was written: ${publish.path} (${amount})`;
  const gone = superseded !== null && !isObjectUrl(superseded) && !existsSync(superseded);
  const before = superseded === null ? '' : `\nIt supersedes ${superseded}${gone ? ' (no longer there)' : ''}`;
  return `Published ${amount}: ${publish.path}${before}`;
}
