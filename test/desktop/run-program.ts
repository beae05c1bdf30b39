/** The program on the double, with the real engine where its process would be. */
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { createEngine, type Engine } from '../../electron/engine/engine.ts';
import { runEngineProcess } from '../../electron/hosts/desktop/engine-process.ts';
import { start, type Started, type StartWish } from './start-desktop.ts';

export const sample = fileURLToPath(new URL('../fixtures/sample/transcriptions.csv', import.meta.url));

export interface Running extends Started {
  /** Puts the real engine where the newest process is; resolves when it has opened the workspace, or cannot. */
  readonly live: () => Promise<void>;
  /** The process dies. What it held open goes with it, as it does on a real system. */
  readonly die: () => Promise<void>;
}

export async function run(wish: StartWish = {}): Promise<Running> {
  const started = await start(wish);
  const { double } = started;
  const engines: Engine[] = [];
  const release = async (): Promise<void> => {
    for (const engine of engines.splice(0)) await engine.close();
  };
  onTestFinished(release);
  return {
    ...started,
    async live() {
      const { child } = double;
      const answered = once(child, 'message');
      runEngineProcess({
        ...child.inside,
        appVersion: '0.0.0-test',
        memoryLimit: undefined,
        createEngine: async (options) => {
          const engine = await createEngine({ ...options, checkOutputs: true });
          engines.push(engine);
          return engine;
        },
      });
      child.replay();
      await answered;
    },
    async die() {
      double.child.end(1);
      await release();
    },
  };
}
