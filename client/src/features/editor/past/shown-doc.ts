/** A shared document in an editor for reading: as it is, and as it becomes while a history is played. */
import { type NodeMapping, readBody } from '@scriptorium/shared/document/read-body.ts';
import { body_field } from '@scriptorium/shared/protocol/document.ts';
import type { Editor } from '@tiptap/core';
import type * as Y from 'yjs';
import { forgetChanged } from '../binding/shown-body.ts';
import { showBlocks } from './past-marks.ts';

/** @returns what ends it */
export function showDoc(editor: Editor, doc: Y.Doc): () => void {
  const body = doc.getXmlFragment(body_field);
  const mapping: NodeMapping = new Map();
  const show = () => showBlocks(editor, readBody(body, editor.schema, mapping));
  const onChange = (transaction: Y.Transaction) => {
    forgetChanged(mapping, transaction);
    show();
  };
  show();
  doc.on('afterTransaction', onChange);
  return () => doc.off('afterTransaction', onChange);
}
