import { defineConfig } from 'vitest/config';

const elsewhere = ['**/node_modules/**', '**/dist/**', 'data/**', 'client/e2e/**'];

export default defineConfig({
  test: {
    // Two files at a time: the tests share the machine with a database, a Redis, and sometimes a browser.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...elsewhere, '**/*.integration.test.ts'],
        },
      },
      {
        test: {
          name: 'integration',
          include: ['**/*.integration.test.ts'],
          exclude: elsewhere,
          pool: 'forks',
          globalSetup: './server/test/global-setup.ts',
          // Node runs these files as it runs the server: no bundler in between that knows more, or less, than Node.
          experimental: { viteModuleRunner: false },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
