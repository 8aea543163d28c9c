/** What no proper client sends: bytes that are no update, updates too early, twice, cut short, or at random. */
import * as fc from 'fast-check';
import { randomPart } from '../../test/random-part.ts';
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { closeCodes } from '@scriptorium/shared/protocol/close-codes.ts';
import { typeParagraph, until } from '../../test/clients.ts';
import { expectAllEqual, expectAllTyped, expectCleanStop, headSeq } from '../../test/expect-all-equal.ts';
import type { TestServer } from '../../test/start-server.ts';
import { type Scene, makeServers } from '../../test/servers.ts';
import type { WireClient } from '../../test/wire-client.ts';

const servers = makeServers();

/** Each paragraph one update, and each builds on the one before it. */
function writeElsewhere(...texts: string[]): { doc: Y.Doc; updates: Uint8Array[] } {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (const text of texts) typeParagraph({ doc, body: doc.getXmlFragment('default') }, text);
  return { doc, updates };
}

const openWire = (scene: Scene) =>
  servers.openWire(scene.instances[0] as TestServer, scene.ada, scene.note_id);

/** What is typed now is saved: whatever happened before holds nobody up. */
async function expectHonestToBeSaved({ clients: [honest] }: Scene, text: string): Promise<void> {
  if (!honest) throw new Error('nobody is honest');
  typeParagraph(honest, text);
  await honest.saved();
}

describe('bytes that are no update', () => {
  const { updates } = writeElsewhere('never to be seen');
  const whole = updates[0] as Uint8Array;
  const garbage = {
    'nothing at all': new Uint8Array(),
    'a text': new TextEncoder().encode('this is no update'),
    'ones only': new Uint8Array(40).fill(255),
    'an update without its last byte': whole.subarray(0, -1),
    'half an update': whole.subarray(0, whole.length / 2),
    'an update whose deletions break off': Uint8Array.of(...whole.subarray(0, -1), 200, 200),
  };

  it('D4: close the socket with bad_message, and change nothing', async () => {
    const scene = await servers.scene(1);
    const before = await headSeq(scene);
    for (const [what, bytes] of Object.entries(garbage)) {
      for (const send of ['sendUpdate', 'sendStep2'] as const) {
        const bad = await openWire(scene);
        bad[send](bytes);
        await until(() => bad.closed !== null, `${what} closes the socket (${send})`, 5_000);
        expect([what, bad.closed?.code, bad.acks]).toEqual([what, closeCodes.bad_message.code, 0]);
      }
    }
    expect(await headSeq(scene)).toBe(before);
    await expectHonestToBeSaved(scene, 'honest');
    expect(await expectAllEqual(scene)).toEqual(['honest']);
  });
});

describe('an update whose dependency is missing', () => {
  it('D4: is neither logged nor acknowledged until it is in: the server asks for it, and saves for others meanwhile', async () => {
    const scene = await servers.scene(1);
    const hasty = await openWire(scene);
    const head = await headSeq(scene);
    const { doc, updates } = writeElsewhere('first', 'second');

    hasty.sendUpdate(updates[1] as Uint8Array);
    await until(() => hasty.requests.length > 0, 'the server asks for what is missing', 5_000);
    const known = Y.decodeStateVector(hasty.requests.at(-1) as Uint8Array);
    expect(known.get(doc.clientID) ?? 0).toBe(0);
    for (const text of ['meanwhile', 'and again']) await expectHonestToBeSaved(scene, text);
    expect([hasty.acks, await headSeq(scene)]).toEqual([0, head + 2]);
    expect(await scene.ada.text(scene.note_id)).toBe('meanwhile\nand again');

    hasty.sendStep2(Y.encodeStateAsUpdate(doc));
    await until(() => hasty.acks > 0, 'it is acknowledged');
    expect((await expectAllEqual(scene)).sort()).toEqual(['and again', 'first', 'meanwhile', 'second']);
  });

  it('D4: and hundreds after it hold up nobody, nor does the one that never comes', async () => {
    const scene = await servers.scene(1);
    const before = await headSeq(scene);
    const hasty = await openWire(scene);
    const { updates } = writeElsewhere(...Array.from({ length: 1_000 }, (_, i) => `line ${i}`));
    for (const update of updates.slice(1)) hasty.sendUpdate(update);
    for (let i = 0; i < 20; i++) await expectHonestToBeSaved(scene, `honest ${i}`);
    expect([hasty.acks, await headSeq(scene)]).toEqual([0, before + 20]);
    expect(await expectAllEqual(scene)).toHaveLength(20);
    await expectCleanStop(scene.instances);
  });
});

describe('frames that come twice and in any order', () => {
  it('D4: end in the note that they would have made in order, once the client answers what it is asked', async () => {
    const scene = await servers.scene(1);
    const texts = Array.from({ length: 40 }, (_, i) => `line ${i}`);
    const { doc, updates } = writeElsewhere(...texts);
    const orders = fc.sample(fc.shuffledSubarray([...updates, ...updates], { minLength: 80 }), {
      seed: 11,
      numRuns: 3,
    });
    const client = await openWire(scene);
    client.onRequest = (vector) => client.sendStep2(Y.encodeStateAsUpdate(doc, vector));
    for (const update of orders.flat()) client.sendUpdate(update);
    client.sendStep2(Y.encodeStateAsUpdate(doc));
    await until(() => client.acks > 0, 'something is acknowledged');
    await expectHonestToBeSaved(scene, 'honest');
    const lines = await expectAllEqual(scene);
    expect(lines.filter((line) => line !== 'honest')).toEqual(texts);
    expect(client.closed).toBeNull();
  });
});

/** One wrong act. `cut` is the part of the bytes that is sent. */
const act = fc.oneof(
  fc.record({ kind: fc.constant('random bytes' as const), bytes: fc.uint8Array({ maxLength: 300 }) }),
  fc.record({
    kind: fc.constant('random payload' as const),
    type: fc.nat(12),
    step: fc.nat(3),
    bytes: fc.uint8Array({ maxLength: 300 }),
  }),
  fc.record({ kind: fc.constant('cut frame' as const), cut: randomPart.map((part) => part * 0.999) }),
  fc.record({
    kind: fc.constant('cut update' as const),
    cut: randomPart.map((part) => part * 0.999),
  }),
  fc.record({ kind: fc.constant('twice' as const) }),
  fc.record({ kind: fc.constant('in the wrong order' as const) }),
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

describe('a client gone mad', () => {
  it('D4 P1: harms nobody: 300 seeded frames of every wrong kind, while two honest people type', async () => {
    const scene = await servers.scene(1);
    scene.clients.push(await servers.open(scene.instances[0] as TestServer, scene.ada, scene.note_id));
    let disconnects = 0;
    for (const { provider } of scene.clients) provider.on('disconnect', () => disconnects++);
    const typings = scene.clients.map((client, index) =>
      servers.keepTyping(client, `honest-${index + 1}`, 20),
    );

    const codes = new Set<number>();
    let mad = await openWire(scene);
    for (const [index, each] of fc.sample(act, { seed: 20_260_101, numRuns: 300 }).entries()) {
      for (const frame of framesOf(each, index, mad)) mad.send(frame);
      await untilClosed(mad, 20);
      if (mad.closed === null) continue;
      codes.add(mad.closed.code);
      mad = await openWire(scene);
    }

    for (const typing of typings) typing.stop();
    const lines = await expectAllEqual(scene);
    expectAllTyped(lines, typings);
    expect(lines.filter((line) => line.startsWith('cut'))).toEqual([]);
    const twice = lines.filter((line) => line.startsWith('twice'));
    expect(new Set(twice).size).toBe(twice.length);
    expect([...codes]).toEqual([closeCodes.bad_message.code]);
    expect(disconnects).toBe(0);
    await expectCleanStop(scene.instances);
  }, 120_000);

  function framesOf(each: Act, index: number, client: WireClient): Uint8Array[] {
    const write = (...texts: string[]) => writeElsewhere(...texts).updates as [Uint8Array, Uint8Array];
    switch (each.kind) {
      case 'random bytes':
        return [each.bytes];
      case 'random payload':
        return [client.frame(each.type, each.step, each.bytes)];
      case 'cut frame': {
        const frame = client.updateFrame(write(`cut frame ${index}`)[0]);
        return [frame.subarray(0, frame.length * each.cut)];
      }
      case 'cut update': {
        const [update] = write(`cut update ${index}`);
        return [client.updateFrame(update.subarray(0, update.length * each.cut))];
      }
      case 'twice': {
        const frame = client.updateFrame(write(`twice ${index}`)[0]);
        return [frame, frame];
      }
      default: {
        const [first, second] = write(`first ${index}`, `second ${index}`);
        return [client.updateFrame(second), client.updateFrame(first)];
      }
    }
  }

  async function untilClosed(client: WireClient, ms: number): Promise<void> {
    await until(() => client.closed !== null, 'closed', ms).catch(() => undefined);
  }
});
