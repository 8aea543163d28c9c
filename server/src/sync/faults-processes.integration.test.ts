import { describe, expect, it } from 'vitest';
import { connectYWebsocket, until } from '../../test/clients.ts';
import {
  expectAllEqual,
  expectAllTyped,
  expectCleanStop,
  linesInDatabase,
  withDb,
} from '../../test/expect-all-equal.ts';
import { metric, type TestServer } from '../../test/start-server.ts';
import type { Typing } from '../../test/typing.ts';
import { type Scene, makeServers } from '../../test/servers.ts';

const servers = makeServers();

/** Everybody types, each on an instance of their own. */
async function underLoad(scene: Scene): Promise<Typing[]> {
  const typings = scene.clients.map((client, index) => servers.keepTyping(client, `client-${index + 1}`, 8));
  await untilTyped(typings, 100);
  await until(
    () => typings.every((typing) => typing.acknowledged().length > 20),
    'the first acks have come to everybody',
  );
  return typings;
}

async function untilTyped(typings: Typing[], more: number): Promise<void> {
  const goals = typings.map((typing) => typing.count + more);
  await until(() => typings.every((typing, index) => typing.count >= (goals[index] as number)), 'all typed');
}

async function expectEnd(scene: Scene, typings: Typing[]): Promise<void> {
  for (const typing of typings) typing.stop();
  expectAllTyped(await expectAllEqual(scene), typings);
  await expectCleanStop(scene.instances);
  expectAllTyped(await linesInDatabase(scene), typings);
}

describe('of three instances under load', () => {
  it('D1 D2 F2: one is killed: what it acknowledged is in the database, the others go on, and it comes back to everything', async () => {
    const scene = await servers.scene(3);
    const [first, killed] = scene.instances as [TestServer, TestServer];
    const foreign = servers.closing(
      await connectYWebsocket(first.url, scene.note_id, await scene.ada.token()),
    );
    const typings = await underLoad(scene);

    await killed.kill9();
    const promised = (typings[1] as Typing).acknowledged();
    expect(promised.length).toBeGreaterThan(20);
    expect(await linesInDatabase(scene)).toEqual(expect.arrayContaining(promised));
    await untilTyped(typings, 50);
    await untilOthersMeet(scene, typings);

    await killed.startAgain();
    await untilTyped(typings, 50);
    for (const typing of typings) typing.stop();
    await expectAllEqual(scene, { extra: [foreign] });
    await expectEnd(scene, typings);
  });

  it('D2: one is told to stop: it ends within 10 s, keeps what it acknowledged, and its people go on where it starts again', async () => {
    const scene = await servers.scene(3);
    const [, stopped] = scene.instances as [unknown, TestServer];
    const typings = await underLoad(scene);

    const { code, ms } = await stopped.stop();
    const promised = (typings[1] as Typing).acknowledged();
    expect([code, ms < 10_000]).toEqual([0, true]);
    expect(await linesInDatabase(scene)).toEqual(expect.arrayContaining(promised));
    await untilTyped(typings, 50);
    await untilOthersMeet(scene, typings);

    await stopped.startAgain();
    await untilTyped(typings, 50);
    await expectEnd(scene, typings);
  });

  it('D2: all are killed at once, twice: nothing is missing that anybody was told is saved', async () => {
    const scene = await servers.scene(3);
    const typings = await underLoad(scene);
    await Promise.all(scene.instances.map((instance) => instance.kill9()));
    const lines = await linesInDatabase(scene);
    for (const typing of typings) expect(lines).toEqual(expect.arrayContaining(typing.acknowledged()));

    await Promise.all(scene.instances.map((instance) => instance.startAgain()));
    await untilTyped(typings, 100);
    await Promise.all(scene.instances.map((instance) => instance.kill9()));
    await Promise.all(scene.instances.map((instance) => instance.startAgain()));
    await expectEnd(scene, typings);
  });

  /** The first and the third see what the other one types while the second one is away. */
  async function untilOthersMeet({ clients }: Scene, typings: Typing[]): Promise<void> {
    const latest = typings.map((typing) => typing.lines().at(-1) as string);
    const sees = (index: number, line: number) =>
      clients[index]?.body.toString().includes(`>${latest[line]}<`) === true;
    await until(() => sees(0, 2) && sees(2, 0), 'the others see each other type');
  }
});

describe('two instances that compact one note at once', () => {
  it('D5: drop nothing, whoever wins, and the note opens from what they left', async () => {
    const scene = await servers.scene(2, { COMPACT_AFTER_UPDATES: '50' });
    const typings = scene.clients.map((client, index) =>
      servers.keepTyping(client, `client-${index + 1}`, 2),
    );
    await untilTyped(typings, 800);
    await until(() => hasBase(scene), 'somebody has compacted');
    await untilTyped(typings, 200);
    for (const typing of typings) typing.stop();
    expectAllTyped(await expectAllEqual(scene), typings);
    for (const instance of scene.instances) {
      const count = (outcome: string) =>
        metric(instance, `scriptorium_compactions_total{outcome="${outcome}"}`);
      expect((await count('done')) + (await count('nothing')), 'each was at it').toBeGreaterThan(0);
      expect(await count('failed')).toBe(0);
    }

    // Nothing but what is stored: neither the instances nor these clients have the note in memory.
    for (const client of scene.clients) client.close();
    await expectCleanStop(scene.instances);
    await Promise.all(scene.instances.map((instance) => instance.startAgain()));
    const clients = await Promise.all(
      scene.instances.map((instance) => servers.open(instance, scene.ada, scene.note_id)),
    );
    expectAllTyped(await expectAllEqual({ ...scene, clients }), typings);
  });

  const hasBase = (scene: Scene) =>
    withDb(scene, async (db) => {
      const { rows } = await db.query('select 1 from document_bases where note_id = $1', [scene.note_id]);
      return rows.length > 0;
    });
});
