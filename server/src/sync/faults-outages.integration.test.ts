/**
 * What is away for 20 s, or for a moment, and comes back. The stories run side by side, since most of their time is
 * waiting; each has instances, and a Postgres or a Redis, of its own.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { typeParagraph, until } from '../../test/clients.ts';
import { expectAllEqual, expectAllTyped, expectCleanStop, headSeq } from '../../test/expect-all-equal.ts';
import type { TestServer } from '../../test/start-server.ts';
import type { Typing } from '../../test/typing.ts';
import { type Scene, Servers } from '../../test/servers.ts';

const outage_ms = 20_000;
/** F2, with Redis and without it. */
const converged_ms_max = 2_000;
const converged_alone_ms_max = 10_000;
/** What asking every place for its state costs by itself, on a machine where all of these stories run at once. */
const measuring_ms = 1_500;
/** Far above an ack (a few ms) and far below an outage. */
const prompt_ms_max = 5_000;
/** What was acknowledged before a fault has arrived by then. */
const in_flight_ms = 500;
const stories = { timeout: 150_000 };

describe.concurrent('Postgres', stories, () => {
  it('D3: stopped for 20 s under load: people go on together, nothing is acknowledged, then all of it is saved', async ({
    onTestFinished,
  }) => {
    const servers = new Servers(onTestFinished);
    const postgres = await servers.postgres();
    const scene = await servers.scene(2, { DATABASE_URL: postgres.url });
    const neighbour = await servers.open(scene.instances[0] as TestServer, scene.ada, scene.note_id);
    const typings = everybodyTypes(servers, scene, 50);
    await untilAcknowledged(typings, 10);

    await postgres.stop();
    const [first] = typings as [Typing];
    const promised = first.acknowledged().length;
    await sleep(outage_ms);
    expect(first.acknowledged().length, 'acknowledged without a database').toBe(promised);
    expect(neighbour.body.toString()).toContain(first.lines().at(-5));

    await postgres.start();
    await untilAcknowledged(typings, first.count);
    await expectEnd(scene, typings);
  });

  it('D2 D3: restarted under load: nothing is lost', async ({ onTestFinished }) => {
    const servers = new Servers(onTestFinished);
    const postgres = await servers.postgres();
    const scene = await servers.scene(2, { DATABASE_URL: postgres.url });
    const typings = everybodyTypes(servers, scene, 20);
    for (let round = 1; round <= 3; round++) {
      await untilAcknowledged(typings, 50 * round);
      await postgres.stop();
      await postgres.start();
    }
    await untilAcknowledged(typings, 200);
    await expectEnd(scene, typings);
  });

  it('D1 D3: black-holed for 20 s: nothing is acknowledged, then all of it is saved', async ({
    onTestFinished,
  }) => {
    const servers = new Servers(onTestFinished);
    const { scene, proxy } = await sceneBehindProxy(servers, 1);
    const typings = everybodyTypes(servers, scene, 50);
    await untilAcknowledged(typings, 10);
    const [first] = typings as [Typing];

    proxy.blackHole();
    await sleep(in_flight_ms);
    const promised = first.acknowledged().length;
    await sleep(outage_ms);
    expect(first.acknowledged().length, 'acknowledged without a database').toBe(promised);

    proxy.pass();
    await untilAcknowledged(typings, first.count);
    await expectEnd(scene, typings);
  });

  it('D2: black-holed: a stop signal ends the server within 10 s all the same', async ({
    onTestFinished,
  }) => {
    const servers = new Servers(onTestFinished);
    const { scene, proxy } = await sceneBehindProxy(servers, 1);
    const typings = everybodyTypes(servers, scene, 50);
    await untilAcknowledged(typings, 10);
    proxy.blackHole();
    await sleep(in_flight_ms);
    const [server] = scene.instances as [TestServer];
    expect((await server.stop()).ms).toBeLessThan(10_000);
    expect(server.output()).toContain('could not be saved');
  });

  it('D3: when the answer to a commit is lost, each update is in the log once', async ({
    onTestFinished,
  }) => {
    const servers = new Servers(onTestFinished);
    const { scene, proxy } = await sceneBehindProxy(servers, 1);
    const before = await headSeq(scene);
    const typings = everybodyTypes(servers, scene, 10);
    const [first] = typings as [Typing];
    for (let round = 1; round <= 8; round++) {
      await untilAcknowledged(typings, first.acknowledged().length + 20);
      proxy.loseAnswers();
      await sleep(100);
      proxy.cut();
    }
    first.stop();
    await untilAcknowledged(typings, first.count);
    expect(await headSeq(scene)).toBe(before + first.count);
    await expectEnd(scene, typings);
  });

  /** The story itself looks at the database past the proxy. */
  async function sceneBehindProxy(servers: Servers, count: number) {
    const postgres = await servers.postgres();
    const proxy = await servers.proxy({ path: postgres.socket_path });
    const scene = await servers.scene(count, { DATABASE_URL: postgres.urlBy(proxy) });
    return { proxy, scene: { ...scene, database_url: postgres.url } };
  }
});

describe.concurrent('Redis', stories, () => {
  it('F2 F3: stopped for 20 s: saves are as prompt as ever, instances converge without it, and at once when it is back', async ({
    onTestFinished,
  }) => {
    const servers = new Servers(onTestFinished);
    const redis = await servers.redis();
    const scene = await servers.scene(2, { REDIS_URL: redis.url });
    await expectToConverge(
      scene,
      () => redis.stop(),
      () => redis.start(),
    );
  });

  it('F2 F3: black-holed for 20 s: the same, though nobody is told that it is away', async ({
    onTestFinished,
  }) => {
    const servers = new Servers(onTestFinished);
    const redis = await servers.redis();
    const proxy = await servers.proxy({ host: '127.0.0.1', port: redis.port });
    const scene = await servers.scene(2, { REDIS_URL: `redis://${proxy.host}:${proxy.port}` });
    await expectToConverge(
      scene,
      async () => proxy.blackHole(),
      async () => proxy.pass(),
    );
  });

  it('F2: restarted, and cut off, under load: nothing is lost', async ({ onTestFinished }) => {
    const servers = new Servers(onTestFinished);
    const redis = await servers.redis();
    const proxy = await servers.proxy({ host: '127.0.0.1', port: redis.port });
    const scene = await servers.scene(2, { REDIS_URL: `redis://${proxy.host}:${proxy.port}` });
    const typings = everybodyTypes(servers, scene, 20);
    await untilAcknowledged(typings, 50);
    await redis.stop();
    await redis.start();
    await untilAcknowledged(typings, 100);
    proxy.cut();
    await untilAcknowledged(typings, 150);
    await expectEnd(scene, typings);
  });

  async function expectToConverge(
    scene: Scene,
    takeAway: () => Promise<void>,
    bringBack: () => Promise<void>,
  ): Promise<void> {
    const converged = (ms: number) => expectAllEqual(scene, { ms: ms + measuring_ms });
    await converged(converged_alone_ms_max);
    await takeAway();
    const back = sleep(outage_ms);
    await editEverywhere(scene, 'away');
    await converged(converged_alone_ms_max);
    await back;
    await editEverywhere(scene, 'about to be back');
    await bringBack();
    expect(await converged(converged_ms_max)).toHaveLength(4);
    await editEverywhere(scene, 'back');
    expect(await converged(converged_ms_max)).toHaveLength(6);
    await expectCleanStop(scene.instances);
  }

  /** Saved although Redis is as it is: a save never waits for it. */
  async function editEverywhere({ clients }: Scene, text: string): Promise<void> {
    for (const [index, client] of clients.entries()) typeParagraph(client, `${text} ${index}`);
    await until(
      () => clients.every(({ provider }) => !provider.hasUnsyncedChanges),
      'every edit is acknowledged promptly',
      prompt_ms_max,
    );
  }
});

describe.concurrent('an instance', stories, () => {
  it('F2: paused for 20 s holds up no other one, and catches up when it goes on', async ({
    onTestFinished,
  }) => {
    const servers = new Servers(onTestFinished);
    const scene = await servers.scene(3);
    const paused = scene.instances[1] as TestServer;
    const typings = everybodyTypes(servers, scene, 20);
    await untilAcknowledged(typings, 20);

    paused.pause();
    const [others, stuck] = [typings.filter((_, index) => index !== 1), typings[1] as Typing];
    const waking = sleep(outage_ms);
    await sleep(in_flight_ms);
    const promised = stuck.acknowledged().length;
    for (let lines = 100; lines <= 500; lines += 100) {
      await until(
        () => others.every((typing) => typing.acknowledged().length >= lines),
        'the others’ lines are saved, pause or not',
        prompt_ms_max + 100 * 20 * 2,
      );
    }
    await waking;
    expect(stuck.acknowledged().length, 'acknowledged by a process that is paused').toBe(promised);
    paused.resume();
    await expectEnd(scene, typings);
  });
});

function everybodyTypes(servers: Servers, { clients }: Scene, every_ms: number): Typing[] {
  return clients.map((client, index) => servers.keepTyping(client, `client-${index + 1}`, every_ms));
}

async function untilAcknowledged(typings: Typing[], lines: number): Promise<void> {
  await until(
    () => typings.every((typing) => typing.acknowledged().length >= lines),
    `everybody has ${lines} lines acknowledged`,
    40_000,
  );
}

async function expectEnd(scene: Scene, typings: Typing[]): Promise<void> {
  for (const typing of typings) typing.stop();
  expectAllTyped(await expectAllEqual(scene), typings);
  await expectCleanStop(scene.instances);
}
