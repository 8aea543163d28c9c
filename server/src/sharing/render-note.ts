/** What a page shows of a note, from its document. Runs in the worker thread. */
import { readBody } from '@scriptorium/shared/document/read-body.ts';
import { noteExtensions } from '@scriptorium/shared/document/schema.ts';
import { toText } from '@scriptorium/shared/document/to-text.ts';
import { body_field } from '@scriptorium/shared/protocol/document.ts';
import { getSchema } from '@tiptap/core';
import * as Y from 'yjs';
import { loadDocument } from '../documents/load.ts';
import type { Db } from '../platform/db.ts';
import { findLinkedNotes, renderBody } from './render-body.ts';

export interface RenderQuestion {
  note_id: string;
  /** Of the link's pages: `/s/<token>`. */
  base: string;
  /** What the link leads to. */
  shared: { note_id: string; with_below: boolean };
}

export interface RenderedNote {
  /** Safe as it is. */
  body: string;
  /** How it begins, as text. */
  description: string;
}

const description_length_max = 200;
const schema = getSchema(noteExtensions());

export async function renderNote(db: Db, { note_id, base, shared }: RenderQuestion): Promise<RenderedNote> {
  const ydoc = new Y.Doc();
  await loadDocument({ db }, note_id, ydoc);
  const fragment = ydoc.getXmlFragment(body_field);
  const doc = schema.topNodeType.create(null, readBody(fragment, schema, new Map()));
  const known = await findShared(db, findLinkedNotes(doc), shared);
  const body = renderBody(doc, {
    file: (id) => `${base}/${note_id}/files/${id}`,
    note: (id) => (known.has(id.toLowerCase()) ? `${base}/${id}` : null),
  });
  const text = toText(fragment).replace(/\s+/g, ' ').trim();
  return { body, description: text.slice(0, description_length_max) };
}

/** Which of these notes the link leads to. */
async function findShared(
  db: Db,
  ids: readonly string[],
  { note_id, with_below }: RenderQuestion['shared'],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await db.query<{ id: string }>(
    `select id from notes where id = any($1::uuid[]) and trashed_with is null
       and (id = $2 or ($3 and $2 = any(access_path)))`,
    [ids, note_id, with_below],
  );
  return new Set(rows.map(({ id }) => id));
}
