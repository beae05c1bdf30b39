/**
 * Whether another workspace has taken what a partition holds from an offset on. Members of a group have a store each and one
 * bronze folder: what the others published there says so, in names first and in manifests for certain.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestSchema } from '../../contract/publish.ts';
import type { StreamName } from '../../contract/stream.ts';
import { manifestPath } from '../publish/publish-path.ts';
import { mayHold, type Stretch } from './offset-ranges.ts';

/** `stretch`: the partition, and the first offset that would matter. */
export async function isTakenElsewhere(target: string, name: StreamName, stretch: Stretch): Promise<boolean> {
  for (const path of await publishesNamed(target, stretch)) {
    const stream = await streamOf(path);
    if (stream === undefined) continue;
    const same = stream.cluster === name.cluster && stream.topic_id === name.topic_id && stream.group === name.group;
    const beyond = stream.ranges.some(
      ({ partition, last_offset: last }) => partition === stretch.partition && BigInt(last) >= stretch.from,
    );
    if (same && beyond) return true;
  }
  return false;
}

async function publishesNamed(target: string, stretch: Stretch): Promise<string[]> {
  const names = await readdir(target);
  return names
    .filter((name) => name.startsWith('stream_batch_') && mayHold(name, stretch))
    .map((name) => join(target, name));
}

async function streamOf(path: string) {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(manifestPath(path), 'utf8'))).load.stream;
  } catch {
    // What has no readable manifest was not published.
    return undefined;
  }
}
