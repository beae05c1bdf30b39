/** What a reader may rely on in a bronze folder. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestSchema } from '../../electron/contract/publish.ts';

/** Every publish a reader can see: complete by its own manifest, file by file, byte by byte. Returns their folders. */
export function wholePublishes(target: string): string[] {
  if (!existsSync(target)) return [];
  const folders = readdirSync(target).filter((name) => name.startsWith('ingest_'));
  for (const folder of folders) {
    const path = join(target, folder);
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(path, '_manifest.json'), 'utf8')));
    for (const file of manifest.files) {
      const bytes = readFileSync(join(path, file.path));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      if (sha256 !== file.sha256 || bytes.length !== file.bytes) {
        throw new Error(`${folder}/${file.path} is not what its manifest says`);
      }
    }
  }
  return folders.sort();
}
