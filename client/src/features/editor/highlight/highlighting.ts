/**
 * Colours in code. Only the blocks of code that a change touched are read again, and the library comes with the first
 * block that names a language.
 */
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import type { highlightCode } from './highlight-code.ts';
import { knownLanguage } from './languages.ts';

type Highlight = typeof highlightCode;

const key = new PluginKey<DecorationSet>('highlighting');
/** Longer code stays plain: it would be read anew with each letter typed in it. */
const code_length_max = 30_000;

export function highlighting(): Plugin {
  let highlight: Highlight | null = null;
  const wanted = new Set<string>();
  const read = (set: DecorationSet, state: EditorState, from: number, to: number): DecorationSet => {
    let next = set;
    for (const block of codeBetween(state.doc, from, to)) {
      next = next.remove(next.find(block.position, block.position + block.node.nodeSize));
      next = next.add(state.doc, decorate(block, highlight, wanted));
    }
    return next;
  };
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_config, state) => read(DecorationSet.empty, state, 0, state.doc.content.size),
      apply: (transaction, set, _old, state) => {
        if (transaction.getMeta(key)) return read(set, state, 0, state.doc.content.size);
        if (!transaction.docChanged) return set;
        const [from, to] = changedRange(transaction);
        return read(set.map(transaction.mapping, transaction.doc), state, from, to);
      },
    },
    props: { decorations: (state) => key.getState(state) },
    view: (view) => {
      const load = () =>
        void loadFor(view, wanted, (loaded) => {
          highlight = loaded;
        });
      load();
      return { update: load };
    },
  });
}

/** Fetches what the blocks named; then they are read again. */
async function loadFor(
  view: EditorView,
  wanted: Set<string>,
  onLoaded: (highlight: Highlight) => void,
): Promise<void> {
  if (wanted.size === 0) return;
  const languages = [...wanted];
  wanted.clear();
  try {
    const { highlightCode, loadLanguage } = await import('./highlight-code.ts');
    await Promise.all(languages.map(loadLanguage));
    onLoaded(highlightCode);
    if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, true));
  } catch {
    // Not fetched (no network): the code stays plain, and the next block that names the language asks again.
  }
}

interface CodeBlock {
  node: Node;
  position: number;
}

function decorate(
  { node, position }: CodeBlock,
  highlight: Highlight | null,
  wanted: Set<string>,
): Decoration[] {
  const language = knownLanguage(node.attrs.language);
  if (!language || node.content.size > code_length_max) return [];
  const parts = highlight?.(language, node.textContent);
  if (!parts) {
    wanted.add(language);
    return [];
  }
  const start = position + 1;
  return parts.map(({ from, to, classes }) =>
    Decoration.inline(start + from, start + to, { class: classes }),
  );
}

function codeBetween(doc: Node, from: number, to: number): CodeBlock[] {
  const found: CodeBlock[] = [];
  doc.nodesBetween(from, Math.min(to, doc.content.size), (node, position) => {
    if (node.type.name === 'codeBlock') found.push({ node, position });
    return !node.isTextblock;
  });
  return found;
}

/** From the first to the last place that changed, in the document afterwards. */
function changedRange(transaction: Transaction): [number, number] {
  let from = transaction.doc.content.size;
  let to = 0;
  for (const [i, map] of transaction.mapping.maps.entries()) {
    const rest = transaction.mapping.slice(i + 1);
    map.forEach((_oldFrom, _oldTo, newFrom, newTo) => {
      from = Math.min(from, rest.map(newFrom, -1));
      to = Math.max(to, rest.map(newTo, 1));
    });
  }
  // A step that changes a block's attributes moves nothing.
  if (from > to) return [0, transaction.doc.content.size];
  return [from, to];
}
