import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { recordUpdate, emptyArchive, SnapshotSum } from './archive.ts';
import { decodeSegment, type EffectRow, encodeSegment } from './segment.ts';

const range = fc.record({
  client: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  clock: fc.nat(1_000_000),
  length: fc.integer({ min: 1, max: 10_000 }),
});
const effect = fc.record({
  inserted: fc.array(range, { maxLength: 3 }),
  deleted: fc.array(range, { maxLength: 3 }),
  added: fc.nat(10_000),
  removed: fc.nat(10_000),
});
const time = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });
const rows = fc
  .array(
    fc.record({
      author_id: fc.option(fc.uuid()),
      received_at: time,
      committed_at: time,
      typed: fc.option(fc.tuple(time, time)),
      effects: fc.array(effect, { minLength: 1, maxLength: 4 }),
      /** Of the same update as the next row. */
      isShared: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((drawn) => {
    let seq = 7;
    return drawn.map(({ typed, isShared, effects, ...row }, index): EffectRow => {
      const first_seq = seq;
      const [typed_from = null, typed_to = null] = (typed ?? []).toSorted(
        (a, b) => a.getTime() - b.getTime(),
      );
      const times = { ...row, typed_from, typed_to, first_seq };
      if (isShared && index < drawn.length - 1) {
        return { ...times, effects: effects.slice(0, 1), last_seq: first_seq };
      }
      seq += effects.length;
      return { ...times, effects, last_seq: seq - 1 };
    });
  });

test('H1: a segment is read as it was written, whatever is in it', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (written) => {
      const read = await decodeSegment(7, written.at(-1)?.last_seq ?? 0, await encodeSegment(written));
      expect(read).toEqual(written);
    }),
  );
});

test('H1: a segment of version 1, which knew no times of typing, is read as it was written', async () => {
  const segment =
    'KLUv/QBYQQIAAQIHCQEBkPOkfB5wAIAAAAAAAAAKrp6m5bczAgIBAgEABACk7UcCLGoDAQABAwABAAMDAAEDAAIAAgABAgAIAgMBAQABAgEC';
  const read = await decodeSegment(5, 7, Buffer.from(segment, 'base64'));
  const never = { typed_from: null, typed_to: null };
  expect(read).toEqual([
    {
      ...never,
      first_seq: 5,
      last_seq: 6,
      author_id: '0190f3a4-7c1e-7000-8000-00000000000a',
      received_at: new Date('2026-01-02T03:04:05.678Z'),
      committed_at: new Date('2026-01-02T03:04:05.700Z'),
      effects: [
        { inserted: [{ client: 7, clock: 0, length: 3 }], deleted: [], added: 3, removed: 0 },
        { inserted: [], deleted: [{ client: 7, clock: 1, length: 2 }], added: 0, removed: 2 },
      ],
    },
    {
      ...never,
      first_seq: 7,
      last_seq: 7,
      author_id: null,
      received_at: new Date('2026-01-02T03:09:00.000Z'),
      committed_at: new Date('2026-01-02T03:09:00.001Z'),
      effects: [{ inserted: [{ client: 9, clock: 4, length: 1 }], deleted: [], added: 1, removed: 0 }],
    },
  ]);
});

test('H1: where nothing was typed without a connection, times of typing take next to nothing in a segment', async () => {
  const row = (seq: number): EffectRow => ({
    first_seq: seq,
    last_seq: seq,
    author_id: null,
    received_at: new Date(seq * 1_000),
    committed_at: new Date(seq * 1_000),
    typed_from: null,
    typed_to: null,
    effects: [{ inserted: [{ client: 1, clock: seq, length: 1 }], deleted: [], added: 1, removed: 0 }],
  });
  const rows = Array.from({ length: 10_000 }, (_, index) => row(index + 1));
  expect((await encodeSegment(rows)).length).toBeLessThan(120);
});

test('what is no segment of this version is refused', async () => {
  await expect(decodeSegment(1, 1, new Uint8Array([1, 2, 3]))).rejects.toThrow();
});

test('H2: what updates did adds up to each state that the document had, whoever wrote and whatever came twice', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ by: fc.nat(2), at: fc.nat(100), remove: fc.boolean(), hear: fc.boolean() }), {
        maxLength: 60,
      }),
      (steps) => {
        const people = [new Y.Doc(), new Y.Doc(), new Y.Doc()] as const;
        const server = new Y.Doc();
        const archive = emptyArchive();
        const sum = new SnapshotSum();
        // As in the log: Yjs tidies up formats by an update of its own, and not everywhere the same.
        const logged: Uint8Array[] = [];
        server.on('update', (update: Uint8Array) => logged.push(update));
        for (const { by, at, remove, hear } of steps) {
          const person = people[by] as Y.Doc;
          if (hear) Y.applyUpdate(person, Y.encodeStateAsUpdate(server));
          const before = Y.encodeStateVector(server);
          const text = person.getText('t');
          person.transact(() => {
            person.getMap('m').set(`key ${at % 3}`, at);
            if (remove && text.length > 0) text.delete(at % text.length, 1);
            else text.insert(at % (text.length + 1), `${by}`, at % 2 ? { bold: true } : {});
          });
          // As after a reconnection: with deletions that were heard of before.
          const update = Y.encodeStateAsUpdate(person, before);
          const length = server.getText('t').length;
          Y.applyUpdate(server, update);
          const effects = logged.splice(0).map((each) => recordUpdate(archive, each));
          for (const effect of effects) sum.add(effect);
          const grown = effects.reduce((grown, { added, removed }) => grown + added - removed, 0);
          expect(server.getText('t').length - length).toBe(grown);
          const then = Y.createDocFromSnapshot(archive, sum.snapshot());
          expect(then.getText('t').toDelta()).toEqual(server.getText('t').toDelta());
          expect(then.getMap('m').toJSON()).toEqual(server.getMap('m').toJSON());
        }
      },
    ),
    { numRuns: 200 },
  );
});
