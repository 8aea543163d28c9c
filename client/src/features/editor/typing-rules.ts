/** What becomes of Markdown while it is typed, beyond the rules that TipTap's own blocks bring. */
import { readAddress } from '@scriptorium/shared/document/safe-values.ts';
import { Extension, InputRule, markInputRule } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, type Transaction } from '@tiptap/pm/state';

export const TypingRules = Extension.create({
  name: 'typingRules',
  addInputRules() {
    const { schema } = this.editor;
    const { highlight, link } = schema.marks;
    const { inlineMath, blockMath } = schema.nodes;
    if (!highlight || !link || !inlineMath || !blockMath) return [];
    return [
      markInputRule({ find: /(?:^|\s)==([^=\s](?:[^=]*[^=\s])?)==$/, type: highlight }),
      // [text](address)
      new InputRule({
        find: /(?<!!)\[([^[\]]+)\]\(([^()\s]+)\)$/,
        handler: ({ state, range, match }) => {
          const href = readAddress(match[2]);
          if (!href) return null;
          state.tr
            .replaceWith(range.from, range.to, schema.text(match[1] ?? '', [link.create({ href })]))
            .removeStoredMark(link);
          return;
        },
      }),
      // $x^2$, not $5 and $10
      new InputRule({
        find: /(?<![\w$\\])\$([^\s$](?:[^$]*[^\s$\\])?)\$$/,
        handler: ({ state, range, match }) => {
          state.tr.replaceWith(range.from, range.to, inlineMath.create({ latex: match[1] }));
        },
      }),
      // $$ and a space at the start of a line
      new InputRule({
        find: /^\$\$\s$/,
        handler: ({ state, range }) => {
          replaceBlock(state, range.from, blockMath.create());
        },
      }),
    ];
  },
  addProseMirrorPlugins: () => [autolink()],
});

/** The text block at a place gives way to a block without text, with room to type after it. */
function replaceBlock(state: EditorState, at: number, block: Node): void {
  const $at = state.doc.resolve(at);
  const paragraph = state.schema.nodes.paragraph?.create();
  if (!paragraph) return;
  state.tr.replaceWith($at.before(), $at.after(), [block, paragraph]);
}

const address_at_end = /(?:^|\s)((?:https?:\/\/|www\.)[^\s<>"]+)$/i;

/** An address becomes a link when the space, or the line break, after it is typed. */
function autolink(): Plugin {
  return new Plugin({
    props: {
      handleTextInput: (view, from, to, text) => {
        const linked = from === to && text === ' ' ? linkBefore(view.state) : null;
        if (!linked) return false;
        view.dispatch(linked.insertText(' '));
        return true;
      },
      handleKeyDown: (view, event) => {
        const linked = event.key === 'Enter' && !event.isComposing ? linkBefore(view.state) : null;
        if (linked) view.dispatch(linked);
        return false;
      },
    },
  });
}

function linkBefore(state: EditorState): Transaction | null {
  const { $head, empty } = state.selection;
  const { link, code } = state.schema.marks;
  if (!empty || !link || $head.parent.type.spec.code) return null;
  const before = $head.parent.textBetween(
    Math.max(0, $head.parentOffset - 500),
    $head.parentOffset,
    null,
    ' ',
  );
  const address = address_at_end.exec(before)?.[1]?.replace(/[.,;:!?)\]'"]+$/, '');
  if (!address) return null;
  const href = readAddress(/^www\./i.test(address) ? `https://${address}` : address);
  const word = before.lastIndexOf(address);
  const from = $head.pos - (before.length - word);
  const to = from + address.length;
  if (!href || state.doc.rangeHasMark(from, to, link) || (code && state.doc.rangeHasMark(from, to, code))) {
    return null;
  }
  return state.tr.addMark(from, to, link.create({ href })).removeStoredMark(link);
}
