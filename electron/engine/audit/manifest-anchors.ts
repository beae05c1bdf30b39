/**
 * The trail's head as it was when something was published: noted in the store, and in the manifest in bronze, out of
 * reach of who edits the store.
 */
import type { AuditVerdict } from '../../contract/audit.ts';
import { DeskError } from '../../contract/errors.ts';
import { isObjectUrl, parseObjectUrl } from '../../contract/object-url.ts';
import type { CallContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import { bronzePlace } from '../publish/open-place.ts';
import type { Anchor } from './chain.ts';
import { selectAnchors, type AnchorRow } from './trail.sql.ts';

export interface ManifestAnchors {
  readonly anchors: readonly Anchor[];
  readonly manifests: NonNullable<AuditVerdict['manifests']>;
}

export async function manifestAnchors(connection: Connection, context: CallContext): Promise<ManifestAnchors> {
  const publishes = await connection.all<AnchorRow>(selectAnchors());
  const anchors: Anchor[] = [];
  const unreachable = new Set<string>();
  let compared = 0;
  for (const publish of publishes) {
    const [seq, hash = ''] = publish.audit_head.split(':');
    anchors.push({ where: `the store's note of the publish ${publish.path}`, seq: Number(seq), hash });
    const written = await anchorInManifest(publish, context, unreachable);
    if (written === undefined) continue;
    anchors.push(written);
    compared += 1;
  }
  return { anchors, manifests: { compared, unread: publishes.length - compared } };
}

/**
 * Undefined when bronze is not there just now: a share or a server that is away says nothing about the trail. A
 * bucket that was away once is not waited for again.
 */
async function anchorInManifest(
  { path, target, endpoint }: AnchorRow,
  context: CallContext,
  unreachable: Set<string>,
): Promise<Anchor | undefined> {
  const bucket = isObjectUrl(target) ? JSON.stringify([endpoint, parseObjectUrl(target).bucket]) : null;
  if (bucket !== null && unreachable.has(bucket)) return undefined;
  try {
    const read = await bronzePlace(context, target, endpoint).readManifest(path);
    if (read === undefined) return undefined;
    const { audit_events: seq, audit_head: hash } = read.manifest;
    return { where: `the manifest of ${path}`, seq, hash };
  } catch {
    if (context.signal?.aborted === true) throw new DeskError('CANCELLED', 'Cancelled. Nothing was changed.');
    if (bucket !== null) unreachable.add(bucket);
    return undefined;
  }
}
