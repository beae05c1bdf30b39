/** The trail's word of a committed run, said once however often a commit is tried. */
import type { Manifest } from '../../contract/publish.ts';
import { appendToTrail } from '../audit/trail.ts';
import { selectEvents } from '../audit/trail.sql.ts';
import type { CallContext } from '../context.ts';
import { publishEntries } from '../publish/record-publish.ts';

export async function tellOfCommit(path: string, manifest: Manifest, context: CallContext): Promise<void> {
  const { publish_id: id, published_by: actor, supersedes } = manifest;
  const told = await context.db.write(async (writer) => {
    const [before] = await writer.all(selectEvents({ operation: id, action: 'publish' }, undefined, 1));
    if (before !== undefined) return true;
    await appendToTrail(writer, publishEntries({ id, load: null, actor, path, supersedes, manifest }));
    return false;
  });
  if (!told) context.metrics.published(manifest.counts);
}
