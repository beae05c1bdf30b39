import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

/**
 * `import text from './x.sql?raw'` for esbuild, as vite has it built in.
 * @type {import('esbuild').Plugin}
 */
export const rawText = {
  name: 'raw-text',
  setup(build) {
    build.onResolve({ filter: /\?raw$/ }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path.slice(0, -'?raw'.length)),
      namespace: 'raw-text',
    }));
    build.onLoad({ filter: /.*/, namespace: 'raw-text' }, async ({ path }) => ({
      contents: await readFile(path, 'utf8'),
      loader: 'text',
      watchFiles: [path],
    }));
  },
};
