/**
 * In a long note most blocks are not laid out and not painted while they are off the screen (`content-visibility`): else
 * each key would cost the browser a look at all of them.
 *
 * Not so the blocks around the caret, and the first and the last ones. A new block begins as one that is not laid out, for
 * the rest of that frame, and keys find no text in such a one: the caret would go to its begin, or a letter elsewhere.
 * There the caret may go by keys, or text may be made by them.
 */
import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';

const blocks_min = 150;
const first = 60;
const last = 5;
/** On either side of the caret: more than a screen. */
const around = 80;
/** So far the caret may go before its surroundings are said anew. */
const drift_max = 40;

export const LongNote = Extension.create({
  name: 'longNote',
  addProseMirrorPlugins: () => [longNote()],
});

function longNote(): Plugin {
  return new Plugin({
    view: (view) => {
      // A sheet of its own: attributes of blocks are ProseMirror's, which would take a change of them for an edit.
      const sheet = new CSSStyleSheet();
      document.adoptedStyleSheets.push(sheet);
      let center: number | null = null;
      const update = () => {
        const { doc, selection } = view.state;
        const caret = doc.childCount < blocks_min ? null : selection.$head.index(0);
        const isNear = center !== null && caret !== null && Math.abs(caret - center) <= drift_max;
        if (isNear || caret === center) return;
        center = caret;
        sheet.replaceSync(center === null ? '' : rulesFor(center));
      };
      update();
      return {
        update,
        destroy: () => {
          document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
        },
      };
    },
  });
}

/** `center`: the index of a block, from 0. */
function rulesFor(center: number): string {
  const isBefore = `:nth-child(-n + ${Math.max(0, center - around)})`;
  const isAfter = `:nth-child(n + ${center + 2 + around})`;
  // What is drawn beside a block, a name at a caret or an outline, is not cut off.
  return `@media screen {
    .prose > :is(${isBefore}, ${isAfter}):nth-child(n + ${first + 1}):nth-last-child(n + ${last + 1}) {
      content-visibility: auto;
      contain-intrinsic-block-size: auto 3.5rem;
      overflow-clip-margin: 2rem;
    }
  }`;
}
