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
    const { provider } = this.options;
    return [
      new Plugin({
        props: {
          handleDOMEvents: {
            keydown: (_view, { key, ctrlKey, metaKey, isComposing }) => {
              // Letters go where the browser puts them.
              const isLetter = key.length === 1 && !ctrlKey && !metaKey;
              if (!isLetter && !isComposing) tellAgain();
              return false;
            },
          },
        },
        view: (view) => {
          const onMessage = () => {
            if (view.hasFocus()) tellAgain();
          };
          provider.on('message', onMessage);
          return { destroy: () => provider.off('message', onMessage) };
        },
      }),
    ];
  },
});

function tellAgain(): void {
  document.dispatchEvent(new Event('selectionchange'));
}
