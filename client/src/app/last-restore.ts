/** The last restore, handed on from the history to the note: there ⌘Z takes it back. */
import type { Editor } from '@tiptap/core';
import type { RestoredUpdates } from '../features/history/restored.ts';

let last: RestoredUpdates | null = null;

export function rememberRestore(restored: RestoredUpdates): void {
  last = restored;
}

/** @returns what ends it */
export function undoRestores(noteId: string, editor: Editor): () => void {
  const restored = last;
  if (restored?.noteId !== noteId) {
    // Whoever opened another note meanwhile is not surprised by it later.
    last = null;
    return () => {};
  }
  const life = new AbortController();
  import('./undo-restore.ts').then(
    ({ undoByKey }) => undoByKey(restored, editor, life.signal),
    () => {},
  );
  return () => life.abort();
}
