import { defineConfig } from '@playwright/test';
import { chromium } from './scripts/checks/tools.mjs';

const executablePath = process.env.CHROMIUM_PATH ?? (await chromium.find());

export default defineConfig({
  // Generous: it only ends stories that have failed. How long something takes is measured by `npm run perf`.
  expect: { timeout: 20_000 },
  timeout: 120_000,
  testDir: 'client/e2e',
  outputDir: 'test-results',
  workers: 2,
  // A test that passes the second time is a test, or a product, that fails sometimes.
  retries: 0,
  use: {
    trace: 'retain-on-failure',
    // Each test has a browser that knows nothing: it would store the app each time. Who works offline allows it.
    serviceWorkers: 'block',
    launchOptions: executablePath ? { executablePath } : {},
  },
});
