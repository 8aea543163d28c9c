/** The hint in the empty block that the caret is in, and in an empty note. Looks at one block, whatever a note weighs. */
import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { t } from '../../lib/i18n/i18n.ts';

export const Hint = Extension.create({
  name: 'hint',
  addProseMirrorPlugins() {
    const { editor } = this;
    return [new Plugin({ props: { decorations: (state) => hint(state, editor.isEditable) } })];
  },
});

function hint(state: EditorState, isEditable: boolean): DecorationSet | null {
  const { doc, selection } = state;
  const first = doc.firstChild;
  if (doc.childCount === 1 && first?.type.name === 'paragraph' && first.content.size === 0) {
    return show(doc, first, 0, isEditable ? t('blocks.writeHint') : '');
  }
  const { $head, empty } = selection;
  const block = $head.parent;
  if (!empty || !isEditable || !block.isTextblock || block.content.size > 0) return null;
  const words = wordsFor(block, $head.depth);
  return words ? show(doc, block, $head.before(), words) : null;
}

function wordsFor(block: Node, depth: number): string {
  if (block.type.name === 'heading') return t('blocks.headingHint', { level: Number(block.attrs.level) });
  if (block.type.name === 'detailsSummary') return t('blocks.toggleHint');
  return block.type.name === 'paragraph' && depth === 1 ? t('blocks.writeHint') : '';
}

function show(doc: Node, block: Node, from: number, words: string): DecorationSet {
  return DecorationSet.create(doc, [
    Decoration.node(from, from + block.nodeSize, { class: 'is-empty', 'data-placeholder': words }),
  ]);
}
