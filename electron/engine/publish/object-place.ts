/**
 * Bronze in an object store: staged in the workspace, because nothing can be renamed there. What a crash or a lost network
 * leaves is kept on both sides and gone on with when the same is published again; anything else is taken back.
 */
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DeskError, isDeskError } from '../../contract/errors.ts';
import { formatObjectUrl, parseObjectUrl } from '../../contract/object-url.ts';
import type { EngineContext } from '../context.ts';
import { explainProblem, isProblem } from '../object-store/problem.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import { storageError } from '../storage-error.ts';
import { bringObjects } from './bring-objects.ts';
import type { BronzePlace, ManifestText, StagedPublish } from './bronze-place.ts';
import { unclaim, type Claimant } from './claim.ts';
import { parseManifest } from './manifest.ts';
import { holdsObjects, pathsNamed, readObjectManifest } from './object-manifest.ts';
import { manifestName } from './publish-path.ts';
import { deletePublish, selectUnfinished, type PublishRow } from './publish-store.sql.ts';
import { recordPublish } from './record-publish.ts';
import { stagePlace } from './stage.ts';
import { takeBackObjects } from './take-back-objects.ts';
import { isOfFileSystem } from './target.ts';

export function objectPlace(context: EngineContext, named: string, endpoint: string | null): BronzePlace {
  const url = parseObjectUrl(named);
  const target = formatObjectUrl(url);
  const { objectStores, workspace, db } = context;
  const mark = `${endpoint ?? ''} ${target}`;
  const open = (): Promise<ObjectStore> => objectStores.at(endpoint);
  const claimantOf = async (row: PublishRow): Promise<Claimant> => ({
    store: await open(),
    target: url,
    publish: row.id,
  });
  const staging = (publish: string): string => join(workspace.staging, publish);
  const removeStaging = (publish: string): Promise<void> => rm(staging(publish), { recursive: true, force: true });

  const explain = (error: unknown, kept: boolean): unknown => {
    if (isProblem(error)) {
      const outcome = kept
        ? 'What has arrived there is kept, and nobody sees it: publish again to go on from there.'
        : 'Nothing was published.';
      return explainProblem(error, { url, endpoint }, 'TARGET_NOT_WRITABLE', outcome);
    }
    if (!isOfFileSystem(error)) return error;
    return storageError(error instanceof DeskError ? error.cause : error, {
      code: 'WORKSPACE_UNUSABLE',
      message: `The workspace ${workspace.path} cannot be written to, where a publish is put together. Mend its permissions or use another; nothing was published.`,
    });
  };
  const inWords = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw explain(error, false);
    });

  /** Publishes to here that were begun and not settled. */
  const unfinished = async (): Promise<PublishRow[]> => {
    const rows = await db.read((connection) => connection.all<PublishRow>(selectUnfinished()));
    return rows.filter(
      (row) => row.target === target && row.endpoint === endpoint && !objectStores.underway.has(row.id),
    );
  };
  const takeBackAll = async (row: PublishRow): Promise<void> => {
    await takeBackObjects(await claimantOf(row), row.path, await stagedOf(row));
    await removeStaging(row.id);
  };
  const forget = async (row: PublishRow): Promise<void> => {
    await takeBackAll(row);
    await db.write((writer) => writer.run(deletePublish(row.id)));
  };
  const stagedOf = async (row: PublishRow): Promise<(StagedPublish & ManifestText) | undefined> => {
    const place = stagePlace(staging(row.id));
    const text = await readFile(join(place.data, manifestName), 'utf8').catch(() => undefined);
    const read = text === undefined ? undefined : parseManifest(text);
    return read?.manifest.publish_id === row.id ? { row, staging: place, resumed: true, ...read } : undefined;
  };

  const settle = async (): Promise<void> => {
    for (const row of await unfinished()) {
      const standing = await readObjectManifest(await open(), row.path);
      if (standing?.manifest.publish_id === row.id) {
        await unclaim(await claimantOf(row), row.path);
        await removeStaging(row.id);
        await recordPublish(context, { ...row, manifest: standing.manifest });
      } else if ((await stagedOf(row)) === undefined) {
        await forget(row);
      }
    }
  };

  const place: BronzePlace = {
    target,
    endpoint,
    check: (signal) => inWords(open().then((store) => store.checkBucket(url, signal))),
    async prepare(signal) {
      if (objectStores.publishing.has(mark)) {
        throw new DeskError(
          'CONFLICT',
          `A publish to ${target} is under way. Wait for it or cancel it, then publish again.`,
        );
      }
      objectStores.publishing.add(mark);
      try {
        await place.check(signal);
        await inWords(settle());
        return place;
      } catch (error) {
        place.leave();
        throw error;
      }
    },
    staging,
    removeStaging,
    readManifest: (path) => inWords(open().then((store) => readObjectManifest(store, path))),
    holds: (path, files) => inWords(open().then((store) => holdsObjects(store, path, files))),
    async cutShort(load, identity) {
      for (const row of await unfinished()) {
        if (row.load !== load) continue;
        const staged = await stagedOf(row);
        if (row.identity === identity && staged !== undefined) return staged;
        await inWords(forget(row));
      }
      return undefined;
    },
    async cutShortLoads() {
      const loads: string[] = [];
      for (const row of await unfinished()) if ((await stagedOf(row)) !== undefined) loads.push(row.load);
      return loads;
    },
    hold: (publish) => void objectStores.underway.add(publish),
    letGo: (publish) => void objectStores.underway.delete(publish),
    pathsNamed: (beginning) => inWords(open().then((store) => pathsNamed(store, url, beginning))),
    async bringIntoPlace(publish, work) {
      const text = await readFile(join(publish.staging.data, manifestName), 'utf8');
      return await bringObjects(await claimantOf(publish.row), publish, text, work);
    },
    async takeBack(row, error) {
      const whole = existsSync(join(stagePlace(staging(row.id)).data, manifestName));
      if (whole && isProblem(error) && error.isPassing) return false;
      try {
        await takeBackAll(row);
        return true;
      } catch (problem) {
        // The server does not let us, or is gone: the next publish to here tries again.
        if (isProblem(problem)) return false;
        throw problem;
      }
    },
    awayWhy(error) {
      const problem = isDeskError(error) ? error.cause : undefined;
      const mayComeBack = isProblem(problem, 'unreachable') || isProblem(problem, 'busy');
      return mayComeBack ? `${endpoint ?? 'Amazon S3'} does not answer (${problem.answer}).` : null;
    },
    explain,
    leave: () => void objectStores.publishing.delete(mark),
  };
  return place;
}
