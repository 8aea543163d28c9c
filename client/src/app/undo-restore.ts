import type { Editor } from '@tiptap/core';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import type { RestoredUpdates } from '../features/history/restored.ts';
import { errorWords } from '../lib/error-words.ts';
import { matches } from '../lib/hotkeys.ts';
import { loadHistoryMessages, t } from '../lib/i18n/i18n.ts';
import { showToast } from '../ui/toast.tsx';

/**
 * A restore is an edit of the server's, which the editor's own undo does not know. It is the oldest thing to undo:
 * where the editor has nothing left, ⌘Z takes it back, and ⌘⇧Z does it again.
 */
export function undoByKey(restored: RestoredUpdates, editor: Editor, signal: AbortSignal): void {
  const onKeyDown = (event: KeyboardEvent) => {
    const isUndo = matches('Mod+Z', event);
    const isRedo = matches('Mod+Shift+Z', event) || matches('Mod+Y', event);
    if (!(isUndo || isRedo) || !isOldest(editor) || isUndo === restored.isTakenBack) return;
    event.preventDefault();
    event.stopPropagation();
    (isUndo ? restored.takeBack() : restored.doAgain()).catch(async (error: unknown) => {
      await loadHistoryMessages();
      showToast(t('history.notRestored', { reason: errorWords(error) }));
    });
  };
  if (!signal.aborted) editor.view.dom.addEventListener('keydown', onKeyDown, { signal, capture: true });
}

/** Nothing was typed since, or all of it was undone. */
function isOldest(editor: Editor): boolean {
  return yUndoPluginKey.getState(editor.state)?.undoManager.undoStack.length === 0;
}
