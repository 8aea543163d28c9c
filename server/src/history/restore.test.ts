import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { applyEdit, edits } from '../../test/random-edits.ts';
import { emptyArchive, recordUpdate, SnapshotSum } from '../documents/archive.ts';
import { restoreEdit } from './restore.ts';

/** What three people do, each on a device of their own; the third one is without a network from some moment on. */
const story = fc.record({
  steps: fc.array(fc.record({ by: fc.nat(2), edit: edits, syncs: fc.boolean() }), {
    minLength: 4,
    maxLength: 40,
  }),
  /** Parts of the steps: which revision is restored, and when the third one loses the network. */
  back: fc.double({ min: 0, max: 1, noNaN: true }),
  leaves: fc.double({ min: 0, max: 1, noNaN: true }),
});

test('H3: a restore is exact, the same for all, taken back by a restore, and keeps what is written offline', () => {
  fc.assert(
    fc.property(story, ({ steps, back, leaves }) => {
      const server = new Server();
      const people = [new Y.Doc(), new Y.Doc(), new Y.Doc()] as const;
      const gone = Math.floor(leaves * steps.length);
      for (const [index, { by, edit, syncs }] of steps.entries()) {
        const person = people[by] as Y.Doc;
        const isOffline = by === 2 && index >= gone;
        if (syncs && !isOffline) server.sync(person);
        applyEdit(partsOf(person), edit);
        if (!isOffline) server.sync(person);
      }

      const seq = Math.floor(back * server.revisions.length);
      const present = contentOf(server.doc);
      const undoSeq = server.revisions.length;
      server.restore(seq);
      expect(contentOf(server.doc)).toEqual(server.revisions[seq - 1] ?? contentOf(new Y.Doc()));
      server.restore(undoSeq);
      expect(contentOf(server.doc)).toEqual(present);

      server.restore(seq);
      const [, , third] = people;
      third.getText('title').insert(0, 'written offline');
      server.sync(third);
      expect(server.doc.getText('title').toString()).toContain('written offline');
      for (const person of people) {
        server.sync(person);
        expect(contentOf(person)).toEqual(contentOf(server.doc));
        expect(person.store.pendingStructs).toBeNull();
      }
    }),
    { numRuns: 500 },
  );
});

/** As the server keeps a note: a live document with garbage collection, and its life beside it. */
class Server {
  readonly doc = new Y.Doc();
  /** The content after each update. */
  readonly revisions: ReturnType<typeof contentOf>[] = [];
  readonly #archive = emptyArchive();
  readonly #effects: ReturnType<typeof recordUpdate>[] = [];

  constructor() {
    this.doc.on('update', (update: Uint8Array) => {
      this.#effects.push(recordUpdate(this.#archive, update));
      this.revisions.push(contentOf(this.doc));
    });
  }

  sync(person: Y.Doc): void {
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(person, Y.encodeStateVector(this.doc)));
    Y.applyUpdate(person, Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(person)));
  }

  restore(seq: number): void {
    const sum = new SnapshotSum();
    for (const effect of this.#effects.slice(0, seq)) sum.add(effect);
    const version = Y.createDocFromSnapshot(this.#archive, sum.snapshot(), new Y.Doc({ gc: false }));
    const edit = restoreEdit(version, Y.encodeStateAsUpdate(this.doc));
    if (edit) Y.applyUpdate(this.doc, edit);
  }
}

function partsOf(doc: Y.Doc) {
  return { doc, title: doc.getText('title'), body: doc.getXmlFragment('default') };
}

function contentOf(doc: Y.Doc) {
  const { title, body } = partsOf(doc);
  return { title: title.toString(), body: body.toString() };
}
