/**
 * How the shared document is shown, in place of y-tiptap's own way; how typing goes into it stays y-tiptap's.
 *
 * Differences, each measured or suffered:
 *   - what it cannot read it leaves alone (`read-body.ts`): y-tiptap deletes it from everybody's document
 *   - a change by somebody else redraws the blocks that changed: y-tiptap reads the whole note anew and replaces all
 *     of it, so that every decoration (highlighted code, found words) is made anew with each letter of another person
 *   - who may only read writes nothing, whatever a plugin thinks has to be put right
 *   - nothing is put right (links made, tables mended) in answer to what somebody else typed: both would do it
 */
import { type NodeMapping, readBody } from '@scriptorium/shared/document/read-body.ts';
import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { NodeSelection, Plugin, Selection, TextSelection, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import {
  type ProsemirrorBinding,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { forgetChanged, replaceBlocks } from './shown-body.ts';

export const TolerantBinding = Extension.create({
  name: 'tolerantBinding',
  // Its plugin's view comes before the one that binds (Collaboration: 1000).
  priority: 1_100,
  addProseMirrorPlugins: () => [tolerantBinding()],
});

function tolerantBinding(): Plugin {
  let remote: Transaction | null = null;
  return new Plugin({
    // The transaction itself comes by first, then those that plugins would append to it.
    filterTransaction: (transaction) => {
      if (isFromDocument(transaction)) remote = transaction;
      else if (remote && transaction.docChanged) return false;
      return true;
    },
    view: (view) => {
      takeOver(ySyncPluginKey.getState(view.state).binding, view);
      return { update: () => (remote = null) };
    },
  });
}

/** Whether it shows what came out of the shared document: from others, from the disk, by undo. */
export function isFromDocument(transaction: Transaction): boolean {
  return transaction.getMeta(ySyncPluginKey)?.isChangeOrigin === true;
}

function takeOver(binding: ProsemirrorBinding, view: EditorView): void {
  const mapping = binding.mapping as NodeMapping;
  const write = Object.getPrototypeOf(binding)._prosemirrorChanged;
  /** What the view and the shared document were last equal in. */
  let equal: Node | null = null;

  const show = (origin: unknown): void => {
    const blocks = readBody(binding.type, view.state.schema, mapping);
    const transaction = replaceBlocks(view.state.tr, blocks);
    const isOwn = origin instanceof Y.UndoManager;
    restoreSelection(transaction, binding, isOwn);
    if (isOwn) transaction.scrollIntoView();
    transaction.setMeta('addToHistory', false);
    transaction.setMeta(ySyncPluginKey, { isChangeOrigin: true, isUndoRedoOperation: isOwn, binding });
    equal = transaction.doc;
    view.dispatch(transaction);
  };

  // Asked for whenever a plugin comes or goes. What was read stays: with blocks that only look the same, ProseMirror would
  // compare the whole note in depth at each key, for ever.
  binding._forceRerender = () => binding.mux(() => show(null));
  binding._observeFunction = (_events: unknown, transaction: Y.Transaction) => {
    if (!binding.prosemirrorView) return;
    binding.mux(() => {
      forgetChanged(mapping, transaction);
      joinOwnTexts(transaction);
      show(transaction.origin);
    });
  };
  binding._prosemirrorChanged = (doc: Node) => {
    if (doc === equal || !view.editable) return;
    equal = doc;
    write.call(binding, doc);
  };
}

/**
 * ProseMirror keeps a selection outside of what was replaced. One inside is found by the letters that it was at, and so
 * is the one that an undo brings back.
 */
function restoreSelection(transaction: Transaction, binding: ProsemirrorBinding, isUndo: boolean): void {
  const before = binding.beforeTransactionSelection;
  if (!before || !(isUndo || touchesSelection(transaction, before))) return;
  const anchor = absolute(binding, before.anchor, transaction.doc);
  const head = absolute(binding, before.head, transaction.doc) ?? anchor;
  if (anchor === null && head === null) return;
  const $anchor = transaction.doc.resolve(anchor ?? head ?? 0);
  if (before.type === 'node' && $anchor.nodeAfter && NodeSelection.isSelectable($anchor.nodeAfter)) {
    transaction.setSelection(new NodeSelection($anchor));
  } else if (before.type === 'text') {
    transaction.setSelection(TextSelection.between($anchor, transaction.doc.resolve(head ?? $anchor.pos)));
  } else {
    transaction.setSelection(Selection.near($anchor));
  }
}

function touchesSelection(transaction: Transaction, before: { absAnchor: number; absHead: number }): boolean {
  let isTouched = false;
  for (const map of transaction.mapping.maps) {
    map.forEach((from, to) => {
      isTouched ||= [before.absAnchor, before.absHead].some((at) => at >= from && at <= to);
    });
  }
  return isTouched;
}

function absolute(binding: ProsemirrorBinding, relative: unknown, doc: Node): number | null {
  const position = relativePositionToAbsolutePosition(binding.doc, binding.type, relative, binding.mapping);
  return position === null ? null : Math.min(Math.max(position, 0), doc.content.size);
}

/**
 * Two people who begin to type in the same empty paragraph make a text each. Who made the second joins it to the first,
 * as y-tiptap does: otherwise the next edit by either would write the other's words anew.
 */
function joinOwnTexts(transaction: Y.Transaction): void {
  for (const type of transaction.changed.keys()) {
    if (!(type instanceof Y.XmlElement)) continue;
    for (const child of type.toArray()) {
      const next = child instanceof Y.XmlText ? child.nextSibling : null;
      if (!(child instanceof Y.XmlText && next instanceof Y.XmlText)) continue;
      if (next._item?.id.client !== transaction.doc.clientID) continue;
      child.applyDelta([{ retain: child.length }, ...next.toDelta()]);
      const { parent } = next;
      if (parent instanceof Y.XmlElement) parent.delete(parent.toArray().indexOf(next), 1);
      break;
    }
  }
}
