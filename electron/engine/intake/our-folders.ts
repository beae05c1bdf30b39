/** Folders Bronze Desk keeps for itself: what lies in them is no source, whoever names the folder around them. */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const publishName = /^ingest_\d+/;
const stagingName = '.bronze-desk-staging';

/** A workspace, a publish with its quarantine, or where a publish is put together. */
export function isOurFolder(folder: string): boolean {
  return existsSync(join(folder, 'desk.duckdb')) || isPartOfOurs(folder);
}

/** Whether a folder lies in one of ours; a workspace itself may have sources of a person's own beside what is ours. */
export function liesInOurs(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (isPartOfOurs(at)) return true;
    if (at === dirname(at)) return false;
  }
}

function isPartOfOurs(folder: string): boolean {
  const name = basename(folder);
  const parent = dirname(folder);
  if (name === stagingName) return true;
  if (name === 'landing' || name === 'staging') return existsSync(join(parent, 'desk.duckdb'));
  if (!publishName.test(name)) return false;
  if (existsSync(join(folder, '_manifest.json'))) return true;
  return basename(parent) === 'quarantine' && existsSync(join(dirname(parent), name, '_manifest.json'));
}
