/**
 * Where the find bar draws. The bar and its search come when they are asked for; adding a plugin then would set up all
 * the others anew, Yjs's among them.
 */
import { Extension } from '@tiptap/core';
import { type EditorState, Plugin } from '@tiptap/pm/state';
import type { DecorationSet } from '@tiptap/pm/view';

export interface FoundMarksStorage {
  draw: ((state: EditorState) => DecorationSet) | null;
}

export const FoundMarks = Extension.create<object, FoundMarksStorage>({
  name: 'foundMarks',
  addStorage: () => ({ draw: null }),
  addProseMirrorPlugins() {
    const { storage } = this;
    return [new Plugin({ props: { decorations: (state) => storage.draw?.(state) ?? null } })];
  },
});

declare module '@tiptap/core' {
  interface Storage {
    foundMarks: FoundMarksStorage;
  }
}
