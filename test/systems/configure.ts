import { fileURLToPath } from 'node:url';
import { mergeConfig } from 'vitest/config';
import common from '../../vitest.config.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Tests against real servers, which they install and start themselves. One after the other: each server wants the machine. */
export const systemsConfig = (include: readonly string[]) =>
  mergeConfig(
    { ...common, test: { ...common.test, include: [], exclude: [] } },
    {
      root,
      test: { include: [...include], testTimeout: 15 * 60_000, hookTimeout: 15 * 60_000, fileParallelism: false },
    },
  );
