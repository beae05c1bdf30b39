/** Clears away what a publish left in an object store before it stood there. */
import { parseObjectUrl, type ObjectUrl } from '../../contract/object-url.ts';
import { abortUpload, openUploads } from '../object-store/multipart.ts';
import { filesOf } from './bring-objects.ts';
import type { StagedPublish } from './bronze-place.ts';
import { holdsClaim, unclaim, type Claimant } from './claim.ts';
import { quarantinePath } from './publish-path.ts';

/**
 * `staged` names its files; without it only what is listed below the path is found. Does nothing where the path is not
 * claimed by this publish: then nothing of it is there. Throws ObjectStoreProblem.
 */
export async function takeBackObjects(
  claimant: Claimant,
  path: string,
  staged: Pick<StagedPublish, 'staging' | 'manifest'> | undefined,
): Promise<void> {
  if (!(await holdsClaim(claimant, path))) return;
  const { store } = claimant;
  const urls = staged === undefined ? [] : filesOf(staged, path).map((file) => file.url);
  for (const url of urls) await abortAll(claimant, url);
  for (const place of [path, quarantinePath(path)]) {
    const { bucket, key } = parseObjectUrl(place);
    for await (const object of store.listBelow({ bucket, key })) await store.remove({ bucket, key: object.key });
  }
  await unclaim(claimant, path);
}

async function abortAll({ store }: Claimant, url: ObjectUrl): Promise<void> {
  for (const upload of await openUploads(store, url)) await abortUpload(store, url, upload);
}
