import type { Editor } from '@tiptap/core';
import { useEffect } from 'react';
import { loadEditorMessages } from '../../../lib/i18n/i18n.ts';

export async function loadClipboard() {
  const words = loadEditorMessages();
  const { attachClipboard } = await import('./attach-clipboard.ts');
  await words;
  return attachClipboard;
}

/** Copying as Markdown and pasting with care come a moment after the text, as its images do. */
export function useClipboard(editor: Editor): void {
  useEffect(() => {
    let isOver = false;
    let detach = () => {};
    loadClipboard().then(
      (attachClipboard) => {
        if (!isOver && !editor.isDestroyed) detach = attachClipboard(editor);
      },
      // Not fetched yet, and no network: then it is copied and pasted as ProseMirror does.
      () => {},
    );
    return () => {
      isOver = true;
      detach();
    };
  }, [editor]);
}
