import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  outputDir: fileURLToPath(new URL('../../../dist/smoke-failures', import.meta.url)),
  workers: 1,
  timeout: 120_000,
  forbidOnly: true,
});
