/**
 * Where comments are drawn in the text. They come later and from elsewhere (`features/comments`), as the find bar does
 * (`find/found-marks.ts`); what is drawn moves along with what is typed.
 */
import { Extension } from '@tiptap/core';
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import { DecorationSet } from '@tiptap/pm/view';

export interface CommentMarksStorage {
  /** What is drawn after a transaction. */
  next: ((transaction: Transaction, marks: DecorationSet, state: EditorState) => DecorationSet) | null;
  /** Begins a comment on what is selected; null where nobody may. */
  begin: (() => void) | null;
}

const key = new PluginKey<DecorationSet>('commentMarks');

export const CommentMarks = Extension.create<object, CommentMarksStorage>({
  name: 'commentMarks',
  addStorage: () => ({ next: null, begin: null }),
  addProseMirrorPlugins() {
    const { storage } = this;
    return [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: () => DecorationSet.empty,
          apply: (transaction, marks, _before, state) => storage.next?.(transaction, marks, state) ?? marks,
        },
        props: { decorations: (state) => key.getState(state) },
      }),
    ];
  },
});

declare module '@tiptap/core' {
  interface Storage {
    commentMarks: CommentMarksStorage;
  }
}
