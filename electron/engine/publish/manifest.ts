/** The manifest: the last file written, and the only one a reader has to trust. */
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { DeskError } from '../../contract/errors.ts';
import { dialectSchema } from '../../contract/load.ts';
import { manifestSchema, type Manifest, type PublishInput } from '../../contract/publish.ts';
import type { CallContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import type { ManifestText } from './bronze-place.ts';
import { describeQuery, releasable, type Stamp } from './bronze.sql.ts';
import type { Readiness } from './plan.ts';
import { isOneFile, manifestPath, stagedManifest } from './publish-path.ts';
import type { PublishRow } from './publish-store.sql.ts';
import type { Staged } from './stage.ts';

export async function writeManifest(
  connection: Connection,
  context: CallContext,
  ready: Readiness,
  made: { row: PublishRow; input: PublishInput; stamp: Stamp; staged: Staged; folder: string },
): Promise<Manifest> {
  const { row, input, stamp, staged } = made;
  const { load, checked } = ready;
  if (checked === null) throw new DeskError('INTERNAL', 'A load that was not checked was about to be published.');
  const schema = await bronzeSchema(connection, ready, stamp);
  const [seq = '0', hash = ''] = row.audit_head.split(':');
  const dialect = load.files[0]?.dialect ?? null;
  const manifest = manifestSchema.parse({
    format: 'bronze-desk-manifest/1',
    app_version: context.appVersion,
    publish_id: row.id,
    published_at: row.published_at,
    published_by: row.actor,
    ingest_timestamp: stamp.ingestTimestamp,
    load: {
      id: load.row.id,
      source: load.row.source,
      sha256: load.row.sha256,
      bytes: load.row.bytes,
      format: load.row.format,
      dialect: dialect === null ? null : dialectSchema.parse(JSON.parse(dialect)),
      ...(load.stream === null ? {} : { stream: load.stream }),
    },
    suite: { name: checked.suiteName, sha256: checked.suite, validation: checked.validation },
    receipt: ready.receipt,
    counts: {
      rows: sum(staged.files.map((file) => file.rows)),
      files: staged.files.length,
      bytes: sum(staged.files.map((file) => file.bytes)),
      quarantine_rows: sum(staged.quarantine.map((file) => file.rows)),
    },
    partition_by: input.partition_by,
    compression: input.compression,
    schema: schema.map(({ name, type }) => {
      const renamed = load.columns.find((column) => column.name === name)?.renamed;
      return renamed === undefined ? { name, type } : { name, type, source_name: renamed.from };
    }),
    files: staged.files.map((file) => (isOneFile(row.path) ? { ...file, path: basename(row.path) } : file)),
    quarantine_files: [...staged.quarantine],
    could_not_run_accepted:
      input.accept_could_not_run === undefined || ready.couldNotRun.length === 0
        ? null
        : { ...input.accept_could_not_run, expectations: [...ready.couldNotRun] },
    audit_head: hash,
    audit_events: Number(seq),
    supersedes: row.supersedes,
  } satisfies Manifest);
  await writeFile(stagedManifest(made.folder), `${JSON.stringify(manifest, null, 2)}\n`, { flag: 'wx', flush: true });
  return manifest;
}

type BronzeSchema = readonly { readonly name: string; readonly type: string }[];

/** It follows from the load's columns, which of a stream's batches are nearly always the same. */
const knownSchemas = new Map<string, BronzeSchema>();
const mostKnown = 16;

async function bronzeSchema(
  connection: Connection,
  { load, nothingUnderReview }: Readiness,
  stamp: Stamp,
): Promise<BronzeSchema> {
  const key = JSON.stringify([load.columns, load.stream !== null]);
  const known = knownSchemas.get(key);
  if (known !== undefined) return known;
  const schema = await connection.describe(describeQuery(releasable(load, stamp, nothingUnderReview)));
  const [oldest] = knownSchemas.keys();
  if (knownSchemas.size >= mostKnown && oldest !== undefined) knownSchemas.delete(oldest);
  knownSchemas.set(key, schema);
  return schema;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Undefined where there is no publish, or none of ours. */
export async function readManifestText(path: string): Promise<ManifestText | undefined> {
  try {
    return parseManifest(await readFile(manifestPath(path), 'utf8'));
  } catch {
    // What cannot be read is no manifest: the publish did not happen, or stands no more.
    return undefined;
  }
}

/** Undefined where it is none of ours, or cut short. */
export function parseManifest(text: string): ManifestText | undefined {
  try {
    return { manifest: manifestSchema.parse(JSON.parse(text)), text };
  } catch {
    return undefined;
  }
}
