import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createEngine, type Engine } from '../../electron/engine/engine.ts';
import { OfferedPaths } from '../../electron/engine/offered-paths.ts';

declare const APP_VERSION: string;

export const actor = 'bench';

/** An engine over a fresh workspace in `folder`, offered the source file and a bronze folder beside the workspace. */
export async function openEngine(folder: string, source: string): Promise<{ engine: Engine; target: string }> {
  const target = join(folder, 'bronze');
  await mkdir(target, { recursive: true });
  const offered = new OfferedPaths();
  offered.offer(dirname(source));
  offered.offer(target);
  const workspace = join(folder, 'workspace');
  return { engine: await createEngine({ workspace, offered, appVersion: APP_VERSION, host: 'bench' }), target };
}
