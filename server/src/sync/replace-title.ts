import type * as Y from 'yjs';
import { editBetween, oneLine } from '@scriptorium/shared/document/title-edit.ts';
import { title_field } from '@scriptorium/shared/protocol/document.ts';

/** Changes only what differs, so that somebody who types in the title meanwhile keeps what they typed. */
export function replaceTitle(doc: Y.Doc, title: string): void {
  const text = doc.getText(title_field);
  const edit = editBetween(text.toString(), oneLine(title));
  if (!edit) return;
  text.delete(edit.index, edit.remove);
  text.insert(edit.index, edit.insert);
}
