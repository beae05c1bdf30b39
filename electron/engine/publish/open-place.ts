import { isObjectUrl } from '../../contract/object-url.ts';
import type { EngineContext } from '../context.ts';
import type { BronzePlace } from './bronze-place.ts';
import { folderPlace } from './folder-place.ts';
import { objectPlace } from './object-place.ts';
import type { PublishRow } from './publish-store.sql.ts';

/** `endpoint`: that of an earlier publish; left out, the one in use. */
export function bronzePlace(context: EngineContext, target: string, endpoint?: string | null): BronzePlace {
  return isObjectUrl(target)
    ? objectPlace(context, target, endpoint === undefined ? context.objectStores.endpoint : endpoint)
    : folderPlace(target, context.workspace.path);
}

/** The place a publish was made to. */
export const placeOf = (context: EngineContext, row: PublishRow): BronzePlace =>
  bronzePlace(context, row.target, row.endpoint);
