/** Bronze in a folder: staged beside the publishes, on the same drive, so that one rename is all it takes. */
import { readdir, stat } from 'node:fs/promises';
import type { BronzePlace } from './bronze-place.ts';
import { readManifestText } from './manifest.ts';
import { moveIntoPlace, removeHalf } from './move-into-place.ts';
import { isOneFile, publishedFilePath, within } from './publish-path.ts';
import { checkTarget, notWritable, prepareTarget, removeStaging, stagingFolder } from './target.ts';

export function folderPlace(target: string, workspace: string): BronzePlace {
  return {
    target,
    endpoint: null,
    check: () => checkTarget(target, workspace),
    prepare: async () => folderPlace(await prepareTarget(target, workspace), workspace),
    staging: (publish) => stagingFolder(target, publish),
    removeStaging: (publish) => removeStaging(target, publish),
    readManifest: readManifestText,
    async holds(path, files) {
      for (const file of files) {
        const found = await stat(publishedFilePath(path, file.path)).catch(() => undefined);
        if (found?.size !== file.bytes) return false;
      }
      return true;
    },
    // Writing it anew takes no longer than finding out what is there; what was left is cleared away at the start.
    cutShort: () => Promise.resolve(undefined),
    cutShortLoads: () => Promise.resolve([]),
    hold: () => undefined,
    letGo: () => undefined,
    async pathsNamed(beginning) {
      const names = await readdir(target);
      return names.filter((name) => name.startsWith(beginning)).map((name) => within(target, name));
    },
    awayWhy: () => null,
    bringIntoPlace: ({ row, staging }, { announce }) => moveIntoPlace(staging, row.path, announce),
    async takeBack(row) {
      await removeStaging(target, row.id);
      // A file may have been moved without its manifest; a folder's name may be somebody else's by now.
      if (isOneFile(row.path) && (await readManifestText(row.path)) === undefined) await removeHalf(row.path);
      return true;
    },
    explain: (error) => notWritable(target, error),
    leave: () => undefined,
  };
}
