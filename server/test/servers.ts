/**
 * The words that stories about servers are told with: databases, a Postgres or a Redis of one's own, instances, clients.
 * Whatever a story starts is undone after it, the latest first.
 *
 *   const servers = makeServers();                    in a file or a `describe`: what a test makes goes with the test,
 *                                                     what `beforeAll` makes goes after the last one
 *   const servers = new Servers(test.onTestFinished)  in a concurrent test: each has its own
 */
import { afterAll, afterEach, beforeEach, inject } from 'vitest';
import { connectHocuspocus, type HocuspocusClient } from './clients.ts';
import { makeDatabase } from './database.ts';
import { signUp, type TestPerson } from './people.ts';
import { startPostgres, type OwnPostgres } from './postgres.ts';
import { startRedis, type TestRedis } from './redis.ts';
import { startServer, type TestServer } from './start-server.ts';
import { startTcpProxy, type TcpProxy, type TcpTarget } from './tcp-proxy.ts';
import { Typing } from './typing.ts';
import { WireClient } from './wire-client.ts';

type Env = Record<string, string>;
type UndoStep = () => void | Promise<void>;

/** Of every instance of one installation: a cookie or token of one is good at the others. */
const shared_secret = 'a secret that outlives every server';

/** One note, open at one client on each of several instances. */
export interface Scene {
  database_url: string;
  instances: TestServer[];
  /** Signed in at the first instance; `ada.at(url)` at another. */
  ada: TestPerson;
  note_id: string;
  clients: HocuspocusClient[];
}

export class Servers {
  readonly #undo: (step: UndoStep) => void;

  constructor(undo: (step: UndoStep) => void) {
    this.#undo = undo;
  }

  /** A new, empty database. @returns what fits `DATABASE_URL` */
  async database(): Promise<string> {
    const database = await makeDatabase();
    this.#undo(() => database.drop());
    return database.url;
  }

  /** A Postgres of the story's own, to take away and bring back. */
  async postgres(): Promise<OwnPostgres> {
    const postgres = await startPostgres();
    this.#undo(() => postgres.remove());
    return postgres;
  }

  /** A Redis of the story's own, to take away and bring back. */
  async redis(): Promise<TestRedis> {
    const redis = await startRedis();
    this.#undo(() => redis.stop());
    return redis;
  }

  /** A way to a Redis or a Postgres that can be blocked or cut. */
  async proxy(target: TcpTarget): Promise<TcpProxy> {
    const proxy = await startTcpProxy(target);
    this.#undo(() => proxy.close());
    return proxy;
  }

  async server(env: Env): Promise<TestServer> {
    const server = await startServer({ SECRET: shared_secret, ...env });
    this.#undo(() => server.kill9());
    return server;
  }

  /** `count` servers of one installation. They share the run's Redis unless `env` says otherwise ('' is: none). */
  instances(count: number, env: Env): Promise<TestServer[]> {
    const shared = { REDIS_URL: inject('redis_url'), ...env };
    return Promise.all(Array.from({ length: count }, () => this.server(shared)));
  }

  async open(server: TestServer, person: TestPerson, note_id: string): Promise<HocuspocusClient> {
    // One token for the whole story: to ask for another takes a database, and that may be away.
    const token = await person.at(server.url).token();
    return this.closing(await connectHocuspocus(server.url, note_id, token));
  }

  async openWire(server: TestServer, person: TestPerson, note_id: string): Promise<WireClient> {
    const token = await person.at(server.url).token();
    return this.closing(await WireClient.open(server.url, note_id, token));
  }

  /** Closes `client` after the story. */
  closing<T extends { close(): void }>(client: T): T {
    this.#undo(() => client.close());
    return client;
  }

  /** `count` instances with a new note open on each; in a database of their own unless `env` names one. */
  async scene(count: number, env: Env = {}): Promise<Scene> {
    const database_url = env.DATABASE_URL ?? (await this.database());
    const instances = await this.instances(count, { DATABASE_URL: database_url, ...env });
    const ada = await signUp((instances[0] as TestServer).url, 'Ada');
    const note_id = (await ada.createNote({ title: 'Story' })).id;
    const clients = await Promise.all(instances.map((instance) => this.open(instance, ada, note_id)));
    return { database_url, instances, ada, note_id, clients };
  }

  /** Types a numbered line every `every_ms` until it is stopped. */
  keepTyping(client: HocuspocusClient, name: string, every_ms: number): Typing {
    const typing = new Typing(client, name, every_ms);
    this.#undo(() => typing.stop());
    return typing;
  }
}

export function makeServers(): Servers {
  const steps: UndoStep[] = [];
  let made_for_file = 0;
  beforeEach(() => {
    made_for_file = steps.length;
  });
  afterEach(() => undoDownTo(steps, made_for_file));
  afterAll(() => undoDownTo(steps, 0));
  return new Servers((step) => steps.push(step));
}

/** A step that fails does not keep the others from being undone. */
async function undoDownTo(steps: UndoStep[], count: number): Promise<void> {
  const errors: unknown[] = [];
  while (steps.length > count) {
    try {
      await steps.pop()?.();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, 'not everything could be undone');
}
