/** What three people do to a note, each on a device of their own, and what the server makes of it: for property tests. */
import { body_field, title_field } from '@scriptorium/shared/protocol/document.ts';
import { someNote } from '@scriptorium/shared/document/markdown/some-note.ts';
import { yXmlFragmentToProsemirrorJSON } from '@tiptap/y-tiptap';
import * as fc from 'fast-check';
import * as Y from 'yjs';
import { emptyArchive, recordUpdate } from '../src/documents/archive.ts';
import type { Life } from '../src/documents/life.ts';
import { applyNoteEdit, noteEdits } from './random-note-edits.ts';

export const people = ['ada', 'grace', 'mary'] as const;

/** The third one is without a network from some moment on. */
export const stories = fc.record({
  /** What there is at first: where there is nothing, most commands do nothing. */
  note: someNote,
  steps: fc.array(fc.record({ by: fc.nat(2), edit: noteEdits, syncs: fc.boolean() }), {
    minLength: 12,
    maxLength: 40,
  }),
  leaves: fc.double({ min: 0, max: 1, noNaN: true }),
  /** Parts of the revisions. */
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  to: fc.double({ min: 0, max: 1, noNaN: true }),
});
export type Story = typeof stories extends fc.Arbitrary<infer S> ? S : never;

/** As the server keeps a note: a live document with garbage collection, and its life beside it. */
export class StoryServer {
  readonly doc = new Y.Doc();
  readonly life: Life = {
    from_seq: 0,
    to_seq: 0,
    isLast: true,
    begins: null,
    archive: emptyArchive(),
    rows: [],
  };
  /** The content after each update. */
  readonly revisions: Content[] = [];
  #author: string | null = null;

  constructor() {
    this.doc.on('update', (update: Uint8Array) => {
      const seq = ++this.life.to_seq;
      this.life.rows.push({
        first_seq: seq,
        last_seq: seq,
        author_id: this.#author,
        received_at: new Date(seq * 1_000),
        committed_at: new Date(seq * 1_000),
        effects: [recordUpdate(this.life.archive, update)],
      } as Life['rows'][number]);
      this.revisions.push(contentOf(this.doc));
    });
  }

  sync(person: Y.Doc, author: string): void {
    this.edit(Y.encodeStateAsUpdate(person, Y.encodeStateVector(this.doc)), author);
    Y.applyUpdate(person, Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(person)));
  }

  edit(update: Uint8Array, author: string): void {
    this.#author = author;
    Y.applyUpdate(this.doc, update);
    this.#author = null;
  }

  at(seq: number): Content {
    return this.revisions[seq - 1] ?? contentOf(new Y.Doc());
  }
}

/** @returns the server, and the people's devices: the third one may have what the server has not seen */
export function tell({ note, steps, leaves }: Story): { server: StoryServer; devices: Y.Doc[] } {
  const server = new StoryServer();
  const devices = people.map(() => new Y.Doc());
  applyNoteEdit(devices[0] as Y.Doc, { kind: 'blocks', at: 0, note });
  for (const [index, device] of devices.entries()) server.sync(device, people[index] as string);
  const gone = Math.floor(leaves * steps.length);
  for (const [index, { by, edit, syncs }] of steps.entries()) {
    const device = devices[by] as Y.Doc;
    const author = people[by] as string;
    const isOffline = by === 2 && index >= gone;
    if (syncs && !isOffline) server.sync(device, author);
    applyNoteEdit(device, edit);
    if (!isOffline) server.sync(device, author);
  }
  return { server, devices };
}

export interface Content {
  title: string;
  body: unknown;
}

export function contentOf(doc: Y.Doc): Content {
  return {
    title: doc.getText(title_field).toString(),
    body: yXmlFragmentToProsemirrorJSON(doc.getXmlFragment(body_field)),
  };
}
