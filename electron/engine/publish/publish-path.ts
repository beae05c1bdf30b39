/** How a publish and its parts are called, in a folder as in an object store. */
import { basename, dirname, join } from 'node:path';
import { isObjectUrl } from '../../contract/object-url.ts';

export const manifestName = '_manifest.json';

/** Something in a folder or below an address: on disk with the system's separator, in an object store with a slash. */
export function within(path: string, name: string): string {
  return isObjectUrl(path) ? `${path}/${name}` : join(path, name);
}

/** `ingest_<epoch seconds>`; of two publishes in one second the later takes the next one's. */
export function publishPath(target: string, at: Date): string {
  return within(target, `ingest_${Math.floor(at.getTime() / 1_000)}`);
}

export function nextPath(path: string): string {
  const [, start = '', second = '0'] = /^(.*_)(\d+)$/s.exec(path) ?? [];
  return `${start}${Number(second) + 1}`;
}

/** Beside the publishes, not in one, so that nobody reading bronze takes quarantined rows for released ones. */
export function quarantinePath(path: string): string {
  return within(within(dirname(path), 'quarantine'), basename(path));
}
