/** Publishes that a crash cut short: the manifest in bronze says whether they happened. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { EngineContext } from '../context.ts';
import { readManifest } from './manifest.ts';
import { quarantinePath } from './move-into-place.ts';
import { deletePublish, selectUnfinished, type PublishRow } from './publish-store.sql.ts';
import { recordPublish } from './record-publish.ts';
import { removeStaging } from './target.ts';

export async function settleUnfinishedPublishes(context: EngineContext): Promise<void> {
  const unfinished = await context.db.read((connection) => connection.all<PublishRow>(selectUnfinished()));
  for (const row of unfinished) {
    // A drive that is not connected now may hold the publish: that is settled when it is back.
    if (!existsSync(row.target)) continue;
    await removeStaging(row.target, row.id);
    const manifest = await readManifest(row.path);
    if (manifest?.publish_id === row.id) {
      await recordPublish(context, { ...row, manifest });
    } else {
      if (manifest === undefined) await rm(quarantinePath(row.path), { recursive: true, force: true });
      await context.db.write((writer) => writer.run(deletePublish(row.id)));
    }
  }
}
