/** A publish to come against the last one of the same load to the same target. */
import type { Output } from '../../contract/methods.ts';
import { isObjectUrl } from '../../contract/object-url.ts';
import type { Manifest } from '../../contract/publish.ts';
import { duckdbErrorKind } from '../db/map-error.ts';
import type { Connection } from '../db/connection.ts';
import { ingestDate } from './bronze-columns.ts';
import type { BronzePlace } from './bronze-place.ts';
import { compareWithPublished, type Difference } from './compare.sql.ts';
import { partitionOfFile } from './partition-path.ts';
import type { Readiness } from './plan.ts';
import { publishedFilePath } from './publish-path.ts';
import { selectLatestPublish, type PublishRow } from './publish-store.sql.ts';

type Plan = Output<'publish.plan'>;

export interface Earlier {
  readonly row: PublishRow;
  /** Null when its folder was moved, changed or removed. */
  readonly manifest: Manifest | null;
}

export async function earlierPublish(
  connection: Connection,
  load: string,
  place: BronzePlace,
): Promise<Earlier | undefined> {
  const row = await connection.one<PublishRow>(selectLatestPublish(load, place.target, place.endpoint));
  if (row === undefined) return undefined;
  const read = await place.readManifest(row.path);
  return { row, manifest: read?.manifest.publish_id === row.id ? read.manifest : null };
}

/** Null where there was none, and where what was published can no longer be read whole: a guess would mislead. */
export async function changesSince(
  connection: Connection,
  ready: Readiness,
  earlier: Earlier | undefined,
): Promise<Plan['changes']> {
  const manifest = earlier?.manifest ?? null;
  if (earlier === undefined || manifest === null || !ready.receipt.balanced) return null;
  // DuckDB reads what is on this machine.
  if (isObjectUrl(earlier.row.path)) return null;
  const files = manifest.files.map((file) => publishedFilePath(earlier.row.path, file.path));
  const [seq] = earlier.row.audit_head.split(':');
  try {
    const found = await connection.only<Difference>(compareWithPublished(ready.load, files, Number(seq)));
    const { untouched, ...changes } = found;
    return untouched === ready.untouched ? changes : null;
  } catch (error) {
    // Files of it are gone or damaged.
    if (/^(IO|Invalid Input|Binder) Error$/i.test(duckdbErrorKind(error) ?? '')) return null;
    throw error;
  }
}

/**
 * Rows of each partition in the earlier publish, by what tells partitions apart: `ingest_date` is another one with every
 * publish, so it is left out. Undefined where the earlier publish was not laid out in this way.
 */
export function partitionsBefore(
  earlier: Earlier | undefined,
  partitionBy: readonly string[],
): ((values: Readonly<Record<string, string | null>>) => number) | undefined {
  const manifest = earlier?.manifest ?? null;
  if (manifest === null || JSON.stringify(manifest.partition_by) !== JSON.stringify(partitionBy)) return undefined;
  const rows = new Map<string, number>();
  for (const file of manifest.files) {
    const key = partitionKey(partitionOfFile(file.path, partitionBy));
    rows.set(key, (rows.get(key) ?? 0) + file.rows);
  }
  return (values) => rows.get(partitionKey(values)) ?? 0;
}

function partitionKey(values: Readonly<Record<string, string | null>>): string {
  return JSON.stringify(Object.entries(values).filter(([column]) => column !== ingestDate));
}
