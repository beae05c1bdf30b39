import { actor, openEngine } from './open-engine.ts';

/** Seconds. `total` is load, check and publish; opening a fresh workspace is beside it. */
export interface Round {
  readonly open: number;
  readonly load: number;
  readonly check: number;
  readonly publish: number;
  readonly total: number;
}

export async function loadCheckPublish(folder: string, source: string): Promise<Round> {
  const began = performance.now();
  const { engine, target } = await openEngine(folder, source);
  try {
    const opened = performance.now();
    const { load } = await engine.call('load.start', { source: { paths: [source] }, actor });
    const loaded = performance.now();
    await engine.call('check.run', { load: load.id, actor });
    const checked = performance.now();
    await engine.call('publish.run', { load: load.id, target, actor });
    const published = performance.now();
    const seconds = (from: number, to: number) => (to - from) / 1_000;
    return {
      open: seconds(began, opened),
      load: seconds(opened, loaded),
      check: seconds(loaded, checked),
      publish: seconds(checked, published),
      total: seconds(opened, published),
    };
  } finally {
    await engine.close();
  }
}
