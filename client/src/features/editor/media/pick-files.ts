import type { Editor } from '@tiptap/core';
import { mediaKey } from './media-options.ts';

/** Asks the person for files, and puts them in at the caret. */
export function pickFiles(editor: Editor, kind: 'image' | 'file'): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = kind === 'image' ? 'image/*' : '';
  input.addEventListener('change', () => {
    mediaKey.getState(editor.state)?.insertFiles(editor.view, [...(input.files ?? [])]);
  });
  // Safari opens the dialog only for an input that is in the page.
  input.hidden = true;
  document.body.append(input);
  input.addEventListener('cancel', () => input.remove());
  input.addEventListener('change', () => input.remove());
  input.click();
}
