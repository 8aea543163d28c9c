/** What three people do to a note, each on a device of their own, and what the server makes of it: for property tests. */
import { body_field, title_field } from '@scriptorium/shared/protocol/document.ts';
import { someNote } from '@scriptorium/shared/document/markdown/some-note.ts';
import { yXmlFragmentToProsemirrorJSON } from '@tiptap/y-tiptap';
import * as fc from 'fast-check';
import * as Y from 'yjs';
import { randomPart } from './random-part.ts';
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
  leaves: randomPart,
  /** Parts of the revisions. */
  from: randomPart,
  to: randomPart,
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

  /** @returns its seq. Yjs may tidy up formats behind it, by an update that follows. */
  edit(update: Uint8Array, author: string): number {
    const seq = this.life.to_seq + 1;
    this.#author = author;
    Y.applyUpdate(this.doc, update);
    this.#author = null;
    return seq;
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
  body: Json;
}

export interface Json {
  type: string;
  text?: string | undefined;
  attrs?: Record<string, unknown> | undefined;
  marks?: { type: string; attrs?: unknown }[] | undefined;
  content?: Json[] | undefined;
}

/** What a note says, in its normal form: two that say the same are equal. */
export function contentOf(doc: Y.Doc): Content {
  return {
    title: doc.getText(title_field).toString(),
    body: normalNode(yXmlFragmentToProsemirrorJSON(doc.getXmlFragment(body_field)) as Json),
  };
}

/** Texts with the same marks are one; marks and attributes stand in the order of their names. */
export function normalNode(node: Json, withoutMarks = false): Json {
  const { type, text, attrs = {}, marks = [], content = [] } = node;
  const normalMarks = withoutMarks ? [] : [...marks].sort((a, b) => (a.type < b.type ? -1 : 1));
  if (text !== undefined) return { type, text, marks: normalMarks };
  const children: Json[] = [];
  for (const child of content.flat() as Json[]) {
    const next = normalNode(child, withoutMarks);
    const last = children.at(-1);
    if (last?.text !== undefined && next.text !== undefined && same(last.marks, next.marks)) {
      last.text += next.text;
    } else if (next.text !== '') children.push(next);
  }
  return { type, attrs: Object.fromEntries(Object.entries(attrs).sort()), content: children };
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
