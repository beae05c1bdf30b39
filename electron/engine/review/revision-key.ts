import type { StoredLoad } from '../intake/load-store.ts';

/** Whatever changes the review table, the findings or the waivers raises the revision or is a check. */
export const revisionKey = (load: StoredLoad): string =>
  JSON.stringify([load.row.id, load.row.revision, load.row.checked_at]);
