/** What an object store holds of a publish. */
import { below, formatObjectUrl, parseObjectUrl, type ObjectUrl } from '../../contract/object-url.ts';
import type { PublishedFile } from '../../contract/publish.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import type { ManifestText } from './bronze-place.ts';
import { parseManifest } from './manifest.ts';
import { manifestName } from './publish-path.ts';

export async function readObjectManifest(
  store: ObjectStore,
  path: string,
  signal?: AbortSignal,
): Promise<ManifestText | undefined> {
  const text = await store.readText(below(parseObjectUrl(path), manifestName), signal);
  return text === undefined ? undefined : parseManifest(text);
}

/** Whether every file is there with its bytes. */
export async function holdsObjects(
  store: ObjectStore,
  path: string,
  files: readonly PublishedFile[],
  signal?: AbortSignal,
): Promise<boolean> {
  const url = parseObjectUrl(path);
  const bytes = new Map<string, number>();
  for await (const object of store.listBelow(url, signal)) bytes.set(object.key, object.bytes);
  return files.every((file) => bytes.get(below(url, file.path).key) === file.bytes);
}

/** What lies directly below an address under a name that begins so, each once. */
export async function pathsNamed(store: ObjectStore, target: ObjectUrl, beginning: string): Promise<string[]> {
  const names = new Set<string>();
  for await (const { key } of store.list(target.bucket, below(target, beginning).key)) {
    const [name] = key.slice(below(target, beginning).key.length - beginning.length).split('/');
    if (name !== undefined) names.add(name);
  }
  return [...names].map((name) => formatObjectUrl(below(target, name)));
}
