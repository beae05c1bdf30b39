/**
 * From staging into an object store. First every part of every file, of which nothing can be seen; then the files are
 * completed; then, last, the manifest: a reader who follows manifests sees all of the publish or nothing.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { below, parseObjectUrl } from '../../contract/object-url.ts';
import type { PublishedFile } from '../../contract/publish.ts';
import type { BringingWork, StagedPublish } from './bronze-place.ts';
import { forEachOf, Lanes } from '../object-store/lanes.ts';
import { ObjectStoreProblem } from '../object-store/problem.ts';
import { completeFile, sendFile, type FileToSend } from '../object-store/send-file.ts';
import { claim, unclaim, type Claimant } from './claim.ts';
import { holdsObjects, readObjectManifest } from './object-manifest.ts';
import { manifestName, nextPath, quarantinePath } from './publish-path.ts';
import { nameFiles } from './stage.ts';

/** Parts, or small files, on their way at once; four parts are 32 MiB of memory. */
const atOnce = 4;

/** `text` is the manifest as it stands in staging. Throws ObjectStoreProblem, CANCELLED. */
export async function bringObjects(
  claimant: Claimant,
  publish: StagedPublish,
  text: string,
  work: BringingWork,
): Promise<string> {
  const { store } = claimant;
  const { staging, manifest, resumed } = publish;
  await nameFiles(staging.data);
  if (existsSync(staging.quarantine)) await nameFiles(staging.quarantine);
  const path = await claimPath(claimant, publish.row.path, work);
  const files = filesOf(publish, path);
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  let done = 0;
  const onBytes = (bytes: number): void => {
    done += bytes;
    work.report({ phase: 'uploading', done, total, unit: 'bytes' });
  };
  onBytes(0);
  const lanes = new Lanes(atOnce);
  const sent = await forEachOf(files, atOnce, work.signal, (file, signal) =>
    sendFile(store, file, { resume: resumed, lanes, signal, onBytes }),
  );
  work.report({ phase: 'completing', done: 0, total: files.length, unit: 'files' });
  await forEachOf(sent, atOnce, work.signal, (file, signal) => completeFile(store, file, signal));
  if (!(await holdsObjects(store, path, manifest.files, work.signal))) {
    throw new ObjectStoreProblem('damaged', 'files are missing');
  }
  // A cancel comes too late from here on: the manifest may be there although nobody waited for the answer.
  const created = await store.createText(below(parseObjectUrl(path), manifestName), text);
  if (!created && (await readObjectManifest(store, path))?.manifest.publish_id !== publish.row.id) {
    throw new ObjectStoreProblem('taken', 'If-None-Match');
  }
  // The publish stands: a claim that cannot be removed is in nobody's way.
  await unclaim(claimant, path).catch(() => undefined);
  return path;
}

async function claimPath(claimant: Claimant, wanted: string, work: BringingWork): Promise<string> {
  for (let path = wanted; ; path = nextPath(path)) {
    if (path !== wanted) await work.announce(path);
    if (await claim(claimant, path, work.signal)) return path;
  }
}

/** Every file of a publish but its manifest: where it is staged and where it goes. */
export function filesOf(
  { staging, manifest }: Pick<StagedPublish, 'staging' | 'manifest'>,
  path: string,
): FileToSend[] {
  const of = (files: readonly PublishedFile[], folder: string, place: string): FileToSend[] =>
    files.map((file) => ({
      url: below(parseObjectUrl(place), file.path),
      path: join(folder, file.path),
      bytes: file.bytes,
      sha256: file.sha256,
    }));
  return [
    ...of(manifest.files, staging.data, path),
    ...of(manifest.quarantine_files, staging.quarantine, quarantinePath(path)),
  ];
}
