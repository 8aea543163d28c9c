import { getSchema } from '@tiptap/core';
import { prosemirrorJSONToYXmlFragment } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { noteExtensions } from '@scriptorium/shared/document/schema.ts';
import { body_field, title_field } from '@scriptorium/shared/protocol/document.ts';

/** TipTap's JSON of a note's body: `{ type: 'doc', content: […] }`. */
export type BodyJson = Parameters<typeof prosemirrorJSONToYXmlFragment>[1];

/** The first update of a note that starts with something in it. */
export function initialUpdate(title: string, body?: BodyJson): Uint8Array {
  const doc = new Y.Doc();
  doc.transact(() => {
    doc.getText(title_field).insert(0, title);
    if (body)
      prosemirrorJSONToYXmlFragment(getSchema(noteExtensions()), body, doc.getXmlFragment(body_field));
  });
  return Y.encodeStateAsUpdate(doc);
}
