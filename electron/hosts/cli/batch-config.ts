/** `--config batch.json`: the batch configuration of the pipeline this replaces. Options on the command line win over it. */
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { DeskError } from '../../contract/errors.ts';
import { absolutePath } from './typed-path.ts';

const batchConfigSchema = z.strictObject({
  source_uri: z.string().min(1),
  target_dir: z.string().min(1),
  file_format: z.literal('parquet', { error: 'is written as "parquet" only' }).optional(),
  partition_by: z.array(z.string().min(1)).optional(),
  suite: z.string().min(1).optional(),
  compression: z.enum(['snappy', 'zstd']).optional(),
});

export interface BatchConfig {
  readonly source: string;
  readonly target: string;
  readonly partitionBy: readonly string[] | undefined;
  readonly suite: string | undefined;
  readonly compression: 'snappy' | 'zstd' | undefined;
}

export async function readBatchConfig(path: string): Promise<BatchConfig> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new DeskError(
      'NOT_FOUND',
      `The batch configuration ${path} cannot be read. Name a readable JSON file after --config.`,
      undefined,
      {
        cause: error,
      },
    );
  }
  return parseBatchConfig(text, path);
}

/** Paths in the file are relative to the file. */
export function parseBatchConfig(text: string, path: string): BatchConfig {
  const parsed = batchConfigSchema.safeParse(parseJson(text, path));
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) =>
      issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`,
    );
    throw new DeskError(
      'INVALID_INPUT',
      `The batch configuration ${path} cannot be used (${faults.join('; ')}). Its keys are source_uri, target_dir, file_format, partition_by, suite and compression.`,
      { faults },
    );
  }
  const { source_uri, target_dir, partition_by, suite, compression } = parsed.data;
  const folder = dirname(path);
  return {
    source: absolutePath(source_uri, folder),
    target: absolutePath(target_dir, folder),
    partitionBy: partition_by,
    suite: suite === undefined ? undefined : absolutePath(suite, folder),
    compression,
  };
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    throw new DeskError(
      'INVALID_INPUT',
      `The batch configuration ${path} is not JSON. Mend it, then do it again.`,
      undefined,
      {
        cause: error,
      },
    );
  }
}
