/**
 * The language of these tests: a server of one's own for each worker, people with accounts, and their browsers. People
 * are signed up over the API, so that a test begins where its story does.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test';
import { a_password, signUp, type TestPerson } from '../../../server/test/people.ts';
import { startServer, type TestServer } from '../../../server/test/start-server.ts';
import { cookiesOf } from './cookies.ts';

export { a_password, expect };

/** A server with a database of its own, in a folder that goes with it. */
export interface OwnServer {
  url: string;
  dataDir: string;
  /** No warning, as when the power fails. */
  kill9(): Promise<void>;
  /** Again, on the same port with the same data. */
  start(): Promise<void>;
}

export interface Visitor {
  person: TestPerson;
  page: Page;
  context: BrowserContext;
}

interface TestFixtures {
  /** Makes an account and opens a browser in which it is signed in. */
  visit: (name: string, options?: BrowserContextOptions) => Promise<Visitor>;
  /** A server that nobody has used. */
  freshServer: OwnServer;
}

export const test = base.extend<TestFixtures, { server: OwnServer }>({
  server: [
    async ({ browserName: _ }, use) => {
      await withServer(async (server) => {
        // Whoever is first owns the installation; the tests' people are not special.
        await signUp(server.url, 'Owner');
        await use(server);
      });
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  freshServer: async ({ browserName: _ }, use) => withServer(use),
  baseURL: async ({ server }, use) => use(server.url),
  visit: async ({ browser, server }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (name, options = {}) => {
      const person = await signUp(server.url, name);
      const context = await browser.newContext({ baseURL: server.url, ...options });
      contexts.push(context);
      await context.addCookies(cookiesOf(person, server.url));
      return { person, context, page: await context.newPage() };
    });
    for (const context of contexts) await context.close();
  },
});

async function withServer(use: (server: OwnServer) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'scriptorium-e2e-'));
  let running: TestServer = await startServer({ DATA_DIR: dataDir });
  const { url } = running;
  try {
    await use({
      url,
      dataDir,
      kill9: () => running.kill9(),
      async start() {
        running = await startServer({ DATA_DIR: dataDir, PORT: new URL(url).port });
      },
    });
  } finally {
    await running.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
