/**
 * Whether another workspace has taken what a partition holds from an offset on. Members of a group have a store each and one
 * bronze folder: what the others published there says so, in names first and in manifests for certain.
 */
import { basename } from 'node:path';
import type { StreamName } from '../../contract/stream.ts';
import type { BronzePlace } from '../publish/bronze-place.ts';
import { batchPrefix } from '../publish/publish-path.ts';
import { mayHold, type Stretch } from './offset-ranges.ts';

/** `stretch`: the partition, and the first offset that would matter. */
export async function isTakenElsewhere(place: BronzePlace, name: StreamName, stretch: Stretch): Promise<boolean> {
  for (const path of await place.pathsNamed(batchPrefix)) {
    if (!mayHold(basename(path), stretch)) continue;
    // What has no readable manifest was not published.
    const stream = (await place.readManifest(path))?.manifest.load.stream;
    if (stream === undefined) continue;
    const same = stream.cluster === name.cluster && stream.topic_id === name.topic_id && stream.group === name.group;
    const beyond = stream.ranges.some(
      ({ partition, last_offset: last }) => partition === stretch.partition && BigInt(last) >= stretch.from,
    );
    if (same && beyond) return true;
  }
  return false;
}
