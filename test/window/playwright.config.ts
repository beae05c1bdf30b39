import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';

const executablePath = process.env['BRONZE_DESK_BROWSER'];

export default defineConfig({
  testDir: '.',
  outputDir: fileURLToPath(new URL('../../dist/window-failures', import.meta.url)),
  // Each test has a server, an engine and a browser of its own: more at once only makes each of them slower.
  workers: 2,
  fullyParallel: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    // What a test shows is patient text at worst from the public samples; kept only where it helps to see why.
    screenshot: 'only-on-failure',
    launchOptions: { ...(executablePath === undefined ? {} : { executablePath }) },
  },
});
