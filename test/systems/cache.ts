/** Where real servers are kept beside the checkout, and whether what is not there may be fetched. */
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A server's own folder in the cache. */
export const systemFolder = (name: string): string =>
  join(process.env['BRONZE_DESK_SYSTEMS'] ?? join(homedir(), '.cache', 'bronze-desk', 'systems'), name);

/** Null where it may be fetched: `npm test` fetches nothing unless BRONZE_DESK_SYSTEMS_INSTALL says so, `test:systems` does. */
export const notToBeFetched = (name: string): string | null =>
  process.env['BRONZE_DESK_SYSTEMS_INSTALL'] === '0' ? `${name} is not in the cache of test:systems` : null;
