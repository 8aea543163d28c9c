/** Property: whatever editors, networks and processes do, in the end there is one note. */
import { setTimeout as sleep } from 'node:timers/promises';
import * as fc from 'fast-check';
import { describe, it } from 'vitest';
import type { HocuspocusClient } from '../../test/clients.ts';
import { expectAllEqual, expectCleanStop } from '../../test/expect-all-equal.ts';
import { applyEdit, type Edit, edits } from '../../test/random-edits.ts';
import type { TestRedis } from '../../test/redis.ts';
import type { TestServer } from '../../test/start-server.ts';
import { type Scene, makeServers } from '../../test/servers.ts';

const servers = makeServers();

type Command =
  | { kind: 'edit'; editor: number; edit: Edit }
  /** Of one editor's network. */
  | { kind: 'disconnect' | 'reconnect'; editor: number }
  /** kill -9 and a new start, while everybody else goes on. */
  | { kind: 'restart'; instance: number }
  | { kind: 'redis'; isOn: boolean }
  | { kind: 'wait'; ms: number };

const instances = 2;
/** Two at the first instance, one at the second. */
const editors = 3;
const editor = fc.nat(editors - 1);

const commands: fc.Arbitrary<Command[]> = fc.array(
  fc.oneof(
    { weight: 40, arbitrary: fc.record({ kind: fc.constant('edit' as const), editor, edit: edits }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('disconnect' as const), editor }) },
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('reconnect' as const), editor }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('restart' as const), instance: fc.nat(instances - 1) }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('redis' as const), isOn: fc.boolean() }) },
    { weight: 8, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(60) }) },
  ),
  { minLength: 50, maxLength: 50 },
);

/** Runs commands against real processes; whatever takes long (a restart) goes on beside the next ones. */
class World {
  readonly #scene: Scene;
  readonly #redis: TestRedis;
  readonly #restarts: Promise<void>[];
  #redisIsOn = true;

  constructor(scene: Scene, redis: TestRedis) {
    this.#scene = scene;
    this.#redis = redis;
    this.#restarts = scene.instances.map(() => Promise.resolve());
  }

  async run(command: Command): Promise<void> {
    switch (command.kind) {
      case 'edit':
        return applyEdit(this.#editor(command.editor), command.edit);
      case 'disconnect':
        return this.#editor(command.editor).disconnect();
      case 'reconnect':
        return this.#editor(command.editor).reconnect();
      case 'wait':
        return void (await sleep(command.ms));
      case 'redis':
        return this.#switchRedis(command.isOn);
      case 'restart': {
        const instance = this.#scene.instances[command.instance] as TestServer;
        const last = this.#restarts[command.instance] as Promise<void>;
        this.#restarts[command.instance] = last
          .then(() => instance.kill9())
          .then(() => instance.startAgain());
      }
    }
  }

  /** Everything is there again, and everybody is back. */
  async calm(): Promise<void> {
    await Promise.all(this.#restarts);
    await this.#switchRedis(true);
    for (const client of this.#scene.clients) client.reconnect();
  }

  async #switchRedis(isOn: boolean): Promise<void> {
    if (this.#redisIsOn === isOn) return;
    this.#redisIsOn = isOn;
    await (isOn ? this.#redis.start() : this.#redis.stop());
  }

  #editor(index: number): HocuspocusClient {
    return this.#scene.clients[index] as HocuspocusClient;
  }
}

describe('random editors at two instances', () => {
  it('D2 F2: end with one note, whatever disconnects, kills and outages came between', async () => {
    const redis = await servers.redis();
    const first = await servers.scene(instances, { REDIS_URL: redis.url, COMPACT_AFTER_UPDATES: '20' });
    const property = fc.asyncProperty(commands, async (run) => {
      const scene = await freshNote(first);
      const world = new World(scene, redis);
      for (const command of run) await world.run(command);
      await world.calm();
      await expectAllEqual(scene);
      for (const client of scene.clients) client.close();
    });
    // Another try with fewer commands takes as long as this one, and what is written down of a failed run is enough to
    // run it again: its commands are data.
    await fc.assert(property, { seed: 4, numRuns: 8, endOnFailure: true });
    await expectCleanStop(first.instances);
  }, 150_000);

  /** Of each run its own, at the same instances. */
  async function freshNote(scene: Scene): Promise<Scene> {
    const note_id = (await scene.ada.createNote({ title: 'Run' })).id;
    const clients: HocuspocusClient[] = [];
    for (let index = 0; index < editors; index++) {
      const instance = scene.instances[Math.floor((index * instances) / editors)] as TestServer;
      clients.push(await servers.open(instance, scene.ada, note_id));
    }
    return { ...scene, note_id, clients };
  }
});
