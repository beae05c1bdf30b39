/** Publishes that a crash cut short: the manifest in bronze says whether they happened. */
import { existsSync } from 'node:fs';
import { isObjectUrl } from '../../contract/object-url.ts';
import type { EngineContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import { readManifestText } from './manifest.ts';
import { removeHalf } from './move-into-place.ts';
import { deletePublish, selectUnfinished, type PublishRow } from './publish-store.sql.ts';
import { recordPublish } from './record-publish.ts';
import { removeStaging } from './target.ts';

/** The ids of publishes that were begun and not settled. */
export async function unfinishedPublishes(connection: Connection): Promise<Set<string>> {
  const rows = await connection.all<PublishRow>(selectUnfinished());
  return new Set(rows.map((row) => row.id));
}

export async function settleUnfinishedPublishes(context: EngineContext): Promise<void> {
  const unfinished = await context.db.read((connection) => connection.all<PublishRow>(selectUnfinished()));
  for (const row of unfinished) {
    // Not without being asked does the program go on the network: the next publish to that place settles it.
    if (isObjectUrl(row.target)) continue;
    // A drive that is not connected now may hold the publish: that is settled when it is back.
    if (!existsSync(row.target)) continue;
    await removeStaging(row.target, row.id);
    const manifest = (await readManifestText(row.path))?.manifest;
    if (manifest?.publish_id === row.id) {
      await recordPublish(context, { ...row, manifest });
    } else {
      if (manifest === undefined) await removeHalf(row.path);
      await context.db.write((writer) => writer.run(deletePublish(row.id)));
    }
  }
}
