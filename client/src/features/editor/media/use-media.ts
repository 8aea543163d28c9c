import type { Editor } from '@tiptap/core';
import { useEffect } from 'react';
import { loadEditorMessages } from '../../../lib/i18n/i18n.ts';
import type { Account } from '../../../sync/account/account.ts';

/** Handed in by the app. */
export interface Files {
  account: Account;
  noteId: string;
  /** The largest file that the server takes. */
  bytes_max: number;
}

export async function loadMedia() {
  const words = loadEditorMessages();
  const { attachMedia } = await import('./attach-media.ts');
  await words;
  return attachMedia;
}

/** Images and files come to life a moment after the text: typing does not wait for their code. */
export function useMedia(editor: Editor, files: Files): void {
  useEffect(() => {
    let isOver = false;
    let detach = () => {};
    loadMedia().then(
      (attachMedia) => {
        if (!isOver && !editor.isDestroyed) detach = attachMedia(editor, files);
      },
      // Without the network and before it was fetched: the text is there, with the words of its images.
      () => {},
    );
    return () => {
      isOver = true;
      detach();
    };
  }, [editor, files]);
}
