/**
 * How a publish and its parts are called, in a folder as in an object store: a folder with its manifest in it, or, for a
 * micro-batch without partitions, one Parquet file with its manifest under `_manifests/`, a name that Spark and Hive pass
 * by.
 */
import { basename, dirname, join } from 'node:path';
import { isObjectUrl } from '../../contract/object-url.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { rangesInName } from '../stream/offset-ranges.ts';

const parquet = '.parquet';
/** What the name of every micro-batch begins with. */
export const batchPrefix = 'stream_batch_';
const manifestsFolder = '_manifests';
export const manifestName = '_manifest.json';

/** Something in a folder or below an address: on disk with the system's separator, in an object store with a slash. */
export function within(path: string, name: string): string {
  return isObjectUrl(path) ? `${path}/${name}` : join(path, name);
}

/**
 * `ingest_<epoch seconds>`; of two publishes in one second the later takes the next one's. For a micro-batch
 * `stream_batch_<UTC time>_<offsets by partition>_<end of its id>`: the id makes it a name that no other batch, of
 * whatever topic and desk, ever gets.
 */
export function publishPath(target: string, at: Date, load: StoredLoad, partitionBy: readonly string[]): string {
  if (load.stream === null) return within(target, `ingest_${Math.floor(at.getTime() / 1_000)}`);
  const time = at.toISOString().replaceAll(/[-:.]/g, '');
  const tail = load.row.id.slice(load.row.id.lastIndexOf('-') + 1);
  const name = `${batchPrefix}${time}_${rangesInName(load.stream.ranges)}_${tail}`;
  const asOneFile = partitionBy.length === 0 && !isObjectUrl(target);
  return within(target, asOneFile ? `${name}${parquet}` : name);
}

export function nextPath(path: string): string {
  const [, start = '', second = '0'] = /^(.*_)(\d+)$/s.exec(path) ?? [];
  return `${start}${Number(second) + 1}`;
}

export const isOneFile = (path: string): boolean => path.endsWith(parquet);

export const manifestPath = (path: string): string =>
  isOneFile(path)
    ? within(within(dirname(path), manifestsFolder), `${basename(path, parquet)}.json`)
    : within(path, manifestName);

/** A file of a publish; `file` is its path as the manifest has it. */
export const publishedFilePath = (path: string, file: string): string =>
  within(isOneFile(path) ? dirname(path) : path, file);

/** Beside the publishes, not in one, so that nobody reading bronze takes quarantined rows for released ones. */
export const quarantinePath = (path: string): string =>
  within(within(dirname(path), 'quarantine'), basename(path, parquet));

/** What is staged is a folder in either case, with its manifest in it. */
export const stagedManifest = (folder: string): string => join(folder, manifestName);
