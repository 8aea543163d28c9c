import { oneLine } from '@scriptorium/shared/document/title-edit.ts';
import { toText } from '@scriptorium/shared/document/to-text.ts';
import { body_field, title_field } from '@scriptorium/shared/protocol/document.ts';
import type * as Y from 'yjs';

/** The note as a text file, made in the browser: it works when nothing else does. */
export function downloadCopy(doc: Y.Doc): void {
  const title = oneLine(doc.getText(title_field).toString()).trim();
  const text = `${title}\n\n${toText(doc.getXmlFragment(body_field))}\n`;
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${fileName(title)}.txt`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function fileName(title: string): string {
  return (
    title
      .replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 100) || 'Untitled'
  );
}
