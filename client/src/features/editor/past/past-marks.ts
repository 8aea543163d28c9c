/** Shows a revision, or the union of two with its changes marked, in an editor that nobody can write in. */
import type { Change } from '@scriptorium/shared/api/history.ts';
import { type Editor, Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, type DecorationAttrs, DecorationSet } from '@tiptap/pm/view';
import { replaceBlocks } from '../binding/shown-body.ts';
import type { ChangedNodes, Place } from './changed-nodes.ts';
import './past-marks.css';

const key = new PluginKey<DecorationSet>('pastMarks');

export const PastMarks = Extension.create({
  name: 'pastMarks',
  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      key,
      // Others would put right what deleted and new blocks beside each other make wrong: a table's rows, for instance.
      filterTransaction: (transaction) => !transaction.docChanged || transaction.getMeta(key) !== undefined,
      state: {
        init: () => DecorationSet.empty,
        apply: (transaction, marks) => transaction.getMeta(key) ?? marks,
      },
      props: { decorations: (state) => key.getState(state) },
    }),
  ],
});

export interface ShownChanges {
  nodes: ChangedNodes;
  changes: readonly Change[];
  /** Of the person of a change: `#rrggbb`. */
  colorOf: (change: Change) => string;
  /** Soft colours that say who wrote, instead of what was changed. */
  isWhoWrote: boolean;
  /** The id of the block that is looked at. */
  current: string | null;
}

export function showBlocks(editor: Editor, blocks: Node[]): void {
  const { state, schema, view } = editor;
  const transaction = replaceBlocks(state.tr, orEmpty(blocks, schema));
  if (!transaction.docChanged && key.getState(state) === DecorationSet.empty) return;
  view.dispatch(transaction.setMeta(key, DecorationSet.empty).setMeta('addToHistory', false));
}

export function showChanges(editor: Editor, shown: ShownChanges): void {
  const { state, schema, view } = editor;
  const { blocks, places } = shown.nodes;
  const transaction = replaceBlocks(state.tr, orEmpty(blocks, schema));
  const marks = places.map((place) => decorationOf(place, shown));
  view.dispatch(
    transaction.setMeta(key, DecorationSet.create(transaction.doc, marks)).setMeta('addToHistory', false),
  );
}

function orEmpty(blocks: Node[], schema: Editor['schema']): Node[] {
  const paragraph = schema.nodes.paragraph?.create();
  return blocks.length === 0 && paragraph ? [paragraph] : blocks;
}

/**
 * `data-change` is the index of a change, `data-block` the id of a block; whoever draws around the note finds them by
 * these. Kinds differ in more than their colour (`past-marks.css`).
 */
function decorationOf(place: Place, shown: ShownChanges): Decoration {
  const { from, to, id, isBlock } = place;
  const attributes: DecorationAttrs = {};
  if (id !== undefined) attributes['data-block'] = id;
  if (id !== undefined && id === shown.current) attributes['data-current'] = '';
  const { change: index } = place;
  const change = index === undefined ? undefined : shown.changes[index];
  if (change) {
    attributes['data-change'] = String(index);
    attributes.style = `--person: ${shown.colorOf(change)}`;
    if (!(isBlock && isSaidAround(place, shown.changes)))
      attributes.class = shown.isWhoWrote ? 'past-wrote' : `past-change past-${change.kind}`;
  }
  if (isBlock) return Decoration.node(from, to, attributes);
  const isEdit = !shown.isWhoWrote && (change?.kind === 'inserted' || change?.kind === 'deleted');
  const nodeName = isEdit ? (change.kind === 'inserted' ? 'ins' : 'del') : 'span';
  return Decoration.inline(from, to, { ...attributes, nodeName });
}

/** One bar beside a list that somebody added says enough; its items need none. */
function isSaidAround({ change, within }: Place, changes: readonly Change[]): boolean {
  const [own, around] = [changes[change ?? -1], changes[within ?? -1]];
  return own?.kind === around?.kind && own?.person === around?.person;
}
