/** Publishes that were made, and what their manifests say. */
import { DeskError } from '../../contract/errors.ts';
import type { Output, ParsedInput } from '../../contract/methods.ts';
import type { CallContext } from '../context.ts';
import { placeOf } from './open-place.ts';
import { manifestPath } from './publish-path.ts';
import { selectPublish, selectPublishes, type PublishRow } from './publish-store.sql.ts';

export async function listPublishes(
  input: ParsedInput<'publish.list'>,
  context: CallContext,
): Promise<Output<'publish.list'>> {
  const rows = await context.db.read((connection) => connection.all<PublishRow>(selectPublishes(input.load)));
  return rows.map((row) => ({
    id: row.id,
    load: row.load,
    path: row.path,
    manifest: manifestPath(row.path),
    files: row.files,
    rows: row.rows,
    published_at: row.published_at,
    actor: row.actor,
    supersedes: row.supersedes,
    endpoint: row.endpoint,
  }));
}

/** Throws NOT_FOUND. */
export async function getManifest(
  { publish: id }: ParsedInput<'publish.manifest'>,
  context: CallContext,
): Promise<Output<'publish.manifest'>> {
  const row = await context.db.read((connection) => connection.one<PublishRow>(selectPublish(id)));
  if (row === undefined)
    throw new DeskError('NOT_FOUND', `There is no publish ${id} in this workspace.`, { publish: id });
  const read = await placeOf(context, row).readManifest(row.path);
  if (read?.manifest.publish_id === row.id) return read;
  throw new DeskError(
    'NOT_FOUND',
    `The manifest of this publish is no longer in ${row.path}: what was there was moved, changed or removed. Put it back there, or publish again.`,
    { publish: id, path: row.path },
  );
}
