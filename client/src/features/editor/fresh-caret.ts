/**
 * Browsers tell that the caret has moved some time after it has. On a busy page something else comes first: the next key,
 * which would act where the caret was, or a change by somebody else, after which the caret would be put back there. Told
 * again before these, the editor reads where the caret is.
 */
import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import type { NoteProvider } from '../../sync/note-provider.ts';

export const FreshCaret = Extension.create<{ provider: NoteProvider }>({
  name: 'freshCaret',
  addProseMirrorPlugins() {
    return [freshCaret(this.options.provider)];
  },
});

function freshCaret(provider: NoteProvider): Plugin {
  return new Plugin({
    props: {
      handleDOMEvents: {
        keydown: (view, { key, ctrlKey, metaKey, isComposing }) => {
          // Letters go where the browser puts them.
          const isLetter = key.length === 1 && !ctrlKey && !metaKey;
          if (!isLetter && !isComposing) readCaret(view);
          return false;
        },
      },
    },
    view: (view) => {
      const onMessage = () => readCaret(view);
      provider.on('message', onMessage);
      return { destroy: () => provider.off('message', onMessage) };
    },
  });
}

function readCaret(view: EditorView): void {
  if (view.hasFocus() && !isRead(view)) document.dispatchEvent(new Event('selectionchange'));
}

/** Whether the editor's selection is the page's, as far as can be told at little cost: not knowing is no harm. */
function isRead(view: EditorView): boolean {
  const { anchorNode, anchorOffset, focusNode, focusOffset } = document.getSelection() ?? {};
  const { anchor, head } = view.state.selection;
  const isAt = (node: Node | null | undefined, offset: number | undefined, position: number) =>
    node?.nodeType === Node.TEXT_NODE &&
    view.dom.contains(node) &&
    view.posAtDOM(node, offset ?? 0) === position;
  return isAt(anchorNode, anchorOffset, anchor) && isAt(focusNode, focusOffset, head);
}
