/**
 * Where a publish stands in the bronze folder: a folder with its manifest in it, or, for a micro-batch without partitions,
 * one Parquet file with its manifest under `_manifests/`, a name that Spark and Hive pass by.
 */
import { basename, dirname, join } from 'node:path';
import type { StoredLoad } from '../intake/load-store.ts';
import { rangesInName } from '../stream/offset-ranges.ts';

const parquet = '.parquet';
const manifestName = '_manifest.json';
const manifestsFolder = '_manifests';

/**
 * `ingest_<epoch seconds>`; for a micro-batch `stream_batch_<UTC time>_<offsets by partition>_<end of its id>`: the id makes
 * it a name that no other batch, of whatever topic and desk, ever gets.
 */
export function publishPath(target: string, at: Date, load: StoredLoad, partitionBy: readonly string[]): string {
  if (load.stream === null) return join(target, `ingest_${Math.floor(at.getTime() / 1_000)}`);
  const time = at.toISOString().replaceAll(/[-:.]/g, '');
  const tail = load.row.id.slice(load.row.id.lastIndexOf('-') + 1);
  const name = `stream_batch_${time}_${rangesInName(load.stream.ranges)}_${tail}`;
  return join(target, partitionBy.length === 0 ? `${name}${parquet}` : name);
}

export const isOneFile = (path: string): boolean => path.endsWith(parquet);

export const manifestPath = (path: string): string =>
  isOneFile(path) ? join(dirname(path), manifestsFolder, `${basename(path, parquet)}.json`) : join(path, manifestName);

/** A file of a publish; `file` is its path as the manifest has it. */
export const publishedFilePath = (path: string, file: string): string =>
  join(isOneFile(path) ? dirname(path) : path, file);

/** Beside the publishes, not in one, so that nobody reading bronze takes quarantined rows for released ones. */
export const quarantinePath = (path: string): string => join(dirname(path), 'quarantine', basename(path, parquet));

/** What is staged is a folder in either case, with its manifest in it. */
export const stagedManifest = (folder: string): string => join(folder, manifestName);
