import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const dist = (name: string) => JSON.stringify(new URL(`./dist/${name}`, import.meta.url).href);

export default defineConfig({
  define: { SCAN_WORKER_URL: dist('scan-worker.js'), APP_VERSION: JSON.stringify('0.0.0-test') },
  root: fileURLToPath(new URL('.', import.meta.url)),
  test: {
    include: ['test/**/*.test.ts'],
    // Against real servers: `npm run test:systems`.
    exclude: ['test/systems/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
  },
});
