/**
 * Browsers tell that the caret has moved some time after it has. On a busy page something else comes first: the next key,
 * which would act where the caret was, or a change by somebody else, after which the caret would be put back there. Told
 * again before these, the editor reads where the caret is.
 */
import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import type { NoteProvider } from '../../sync/note-provider.ts';

export const FreshCaret = Extension.create<{ provider: NoteProvider }>({
  name: 'freshCaret',
  addProseMirrorPlugins() {
    return [freshCaret(this.options.provider)];
  },
});

function freshCaret(provider: NoteProvider): Plugin {
  /** By a key or a click in the text, and not told yet. Otherwise the caret is where the editor has put it, or will. */
  let isMoved = false;
  const readCaret = () => {
    if (isMoved) document.dispatchEvent(new Event('selectionchange'));
  };
  return new Plugin({
    props: {
      handleDOMEvents: {
        keydown: (_view, { key, ctrlKey, metaKey, isComposing }) => {
          // Letters go where the browser puts them.
          const isLetter = key.length === 1 && !ctrlKey && !metaKey;
          if (isLetter || isComposing) return false;
          readCaret();
          isMoved = true;
          return false;
        },
        mousedown: () => {
          isMoved = true;
          return false;
        },
      },
    },
    view: () => {
      const onTold = () => {
        isMoved = false;
      };
      provider.on('message', readCaret);
      document.addEventListener('selectionchange', onTold);
      return {
        destroy: () => {
          provider.off('message', readCaret);
          document.removeEventListener('selectionchange', onTold);
        },
      };
    },
  });
}
