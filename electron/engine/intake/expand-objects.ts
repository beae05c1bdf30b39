/** From an address in an object store (an object, a prefix, a glob) to the objects to read, in the order of their keys. */
import { DeskError } from '../../contract/errors.ts';
import { formatObjectUrl, parseObjectUrl, type ObjectUrl } from '../../contract/object-url.ts';
import type { CallContext } from '../context.ts';
import type { ObjectEntry, ObjectStore } from '../object-store/object-store.ts';
import { sourceName } from './source-name.ts';

export interface SourceObject extends ObjectEntry {
  readonly url: ObjectUrl;
}

/** Throws SOURCE_MISSING, SOURCE_EMPTY, PATH_NOT_OFFERED, ObjectStoreProblem. */
export async function expandObjects(store: ObjectStore, named: string, context: CallContext): Promise<SourceObject[]> {
  const url = parseObjectUrl(named);
  const { folder, pattern } = literalPart(url);
  context.offered.require(formatObjectUrl(pattern === undefined ? url : folder));
  const exact = await objectAt(store, url, context.signal);
  const found = exact === undefined ? await listed(store, url, folder, pattern, context.signal) : [exact];
  for (const object of found) refuseEmpty(object);
  return found;
}

async function objectAt(store: ObjectStore, url: ObjectUrl, signal?: AbortSignal): Promise<SourceObject | undefined> {
  if (url.key === '') return undefined;
  // The first that begins so is the one that is called so.
  const { value } = await store.list(url.bucket, url.key, signal).next();
  return value?.key === url.key ? { ...value, url } : undefined;
}

async function listed(
  store: ObjectStore,
  url: ObjectUrl,
  folder: ObjectUrl,
  pattern: RegExp | undefined,
  signal: AbortSignal | undefined,
): Promise<SourceObject[]> {
  const all: SourceObject[] = [];
  for await (const object of store.listBelow(pattern === undefined ? url : folder, signal)) {
    all.push({ ...object, url: { bucket: url.bucket, key: object.key } });
  }
  const ours = publishesIn(all);
  const base = (pattern === undefined ? url : folder).key;
  const found = all.filter(({ key }) => {
    const name = base === '' ? key : key.slice(base.length + 1);
    if (ours.some((place) => key.startsWith(place)) || key.endsWith('/')) return false;
    return pattern === undefined ? isVisible(name) && sourceName.test(name) : pattern.test(name) && isVisible(name);
  });
  if (found.length > 0) return found;
  const address = formatObjectUrl(url);
  const what =
    pattern === undefined
      ? all.length === 0
        ? 'nothing at'
        : 'no CSV, JSON or Parquet file below'
      : 'nothing that matches';
  throw new DeskError(
    pattern === undefined && all.length > 0 ? 'SOURCE_EMPTY' : 'SOURCE_MISSING',
    `There is ${what} ${address} (${store.endpoint ?? 'Amazon S3'}). Check the address, then load it again.`,
    { path: address },
  );
}

/** Up to the slash before the first wildcard, and what is wild behind it; no pattern where nothing is. */
function literalPart({ bucket, key }: ObjectUrl): { folder: ObjectUrl; pattern: RegExp | undefined } {
  const wild = key.search(/[*?[]/);
  if (wild === -1) return { folder: { bucket, key }, pattern: undefined };
  const slash = key.lastIndexOf('/', wild);
  const folder = { bucket, key: slash === -1 ? '' : key.slice(0, slash) };
  return { folder, pattern: globPattern(key.slice(slash + 1)) };
}

/** As on disk: a star does not cross a slash, two do. */
export function globPattern(glob: string): RegExp {
  const source = glob.replace(/\*\*\/?|\*|\?|\[!?[^\]]+\]|[\\^$.|+()[\]{}]/g, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (part.length > 2) return `[${part.slice(1, -1).replace(/^!/, '^').replaceAll('\\', '\\\\')}]`;
    return `\\${part}`;
  });
  return new RegExp(`^${source}$`, 'su');
}

const isVisible = (name: string): boolean => name.split('/').every((part) => !/^[._]/.test(part));

/** What was published is no source: the prefixes of publishes with a manifest, and of their quarantine. */
function publishesIn(objects: readonly SourceObject[]): string[] {
  return objects.flatMap(({ key }) => {
    const [, parent = '', name] = /^(.*\/|)(ingest_\d+\/)_manifest\.json$/s.exec(key) ?? [];
    return name === undefined ? [] : [`${parent}${name}`, `${parent}quarantine/${name}`];
  });
}

function refuseEmpty({ bytes, url }: SourceObject): void {
  if (bytes > 0) return;
  throw new DeskError(
    'SOURCE_EMPTY',
    `${formatObjectUrl(url)} is empty: it has no bytes at all. Check that it was copied or exported completely.`,
    { path: formatObjectUrl(url) },
  );
}
