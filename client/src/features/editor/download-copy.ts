import { oneLine } from '@scriptorium/shared/document/title-edit.ts';
import { toText } from '@scriptorium/shared/document/to-text.ts';
import { body_field, title_field } from '@scriptorium/shared/protocol/document.ts';
import type * as Y from 'yjs';
import { saveFile } from '../../lib/save-file.ts';

/** The note as a text file. */
export function downloadCopy(doc: Y.Doc): void {
  const title = oneLine(doc.getText(title_field).toString()).trim();
  const text = `${title}\n\n${toText(doc.getXmlFragment(body_field))}\n`;
  saveFile(new Blob([text], { type: 'text/plain;charset=utf-8' }), title, 'txt');
}
