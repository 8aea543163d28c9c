/**
 * Marks in the text what each side wrote while they were apart. A plugin of its own, there only while it is looked at;
 * its places are kept in the shared document, so they stay right whoever goes on writing.
 */
import { body_field } from '@scriptorium/shared/protocol/document.ts';
import type { Editor } from '@tiptap/core';
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { relativePositionToAbsolutePosition, ySyncPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { t } from '../../../lib/i18n/i18n.ts';
import type { Change } from '../../../sync/coming-back.ts';
import './side-marks.css';

interface MarksState {
  current: number;
  places: DecorationSet;
}

const key = new PluginKey<MarksState>('sideMarks');

export class SideMarks {
  readonly #editor: Editor;
  readonly #doc: Y.Doc;
  readonly #changes: Change[];
  #current = -1;

  constructor(editor: Editor, doc: Y.Doc, changes: Change[]) {
    this.#editor = editor;
    this.#doc = doc;
    this.#changes = changes;
    editor.registerPlugin(this.#plugin());
  }

  /** Scrolls to a change, without taking the caret there. */
  show(index: number): void {
    const { view } = this.#editor;
    this.#current = index;
    view.dispatch(view.state.tr.setMeta(key, index));
    view.dom.querySelector('[data-current-change]')?.scrollIntoView({ block: 'center' });
  }

  destroy(): void {
    if (!this.#editor.isDestroyed) this.#editor.unregisterPlugin(key);
  }

  #plugin(): Plugin<MarksState> {
    const place = (state: EditorState) => ({ current: this.#current, places: this.#places(state) });
    return new Plugin<MarksState>({
      key,
      state: {
        // The document is bound, so its places are known.
        init: (_config, state) => place(state as EditorState),
        apply: (transaction, value, _before, after) => {
          const isMoved = transaction.docChanged && transaction.getMeta(ySyncPluginKey);
          if (transaction.getMeta(key) !== undefined || isMoved) return place(after);
          return { ...value, places: value.places.map(transaction.mapping, transaction.doc) };
        },
      },
      props: { decorations: (state) => key.getState(state)?.places },
    });
  }

  #places(state: EditorState): DecorationSet {
    const { binding } = ySyncPluginKey.getState(state);
    const body = this.#doc.getXmlFragment(body_field);
    const positionOf = (place: Y.RelativePosition): number | null =>
      relativePositionToAbsolutePosition(this.#doc, body, place, binding.mapping) ??
      firstPosition(this.#doc, place);
    const decorations = this.#changes.flatMap((change, index) => {
      const from = positionOf(change.from);
      const to = positionOf(change.to);
      if (from === null || to === null) return [];
      return decorationOf(change, from, to, index === this.#current);
    });
    return DecorationSet.create(state.doc, decorations);
  }
}

/** y-tiptap takes the very begin of the text for a place that is gone. */
function firstPosition(doc: Y.Doc, place: Y.RelativePosition): number | null {
  const found = Y.createAbsolutePositionFromRelativePosition(place, doc);
  const isBegin = found?.type instanceof Y.XmlText && found.index === 0 && !found.type._item?.deleted;
  return isBegin ? 1 : null;
}

function decorationOf(
  { side, kind, length }: Change,
  from: number,
  to: number,
  isCurrent: boolean,
): Decoration[] {
  const attributes = {
    class: `side-change side-${side}`,
    ...(isCurrent ? { 'data-current-change': '' } : {}),
  };
  if (kind === 'delete') {
    const caret = () => {
      const element = document.createElement('span');
      element.className = `${attributes.class} side-deleted`;
      if (isCurrent) element.dataset.currentChange = '';
      element.title = t('back.deleted', { count: length });
      // Drawn by CSS, so that it is no text of the note.
      element.dataset.count = String(length);
      return element;
    };
    return [Decoration.widget(from, caret, { side: -1 })];
  }
  if (to <= from) return [];
  return [
    kind === 'insert' ? Decoration.inline(from, to, attributes) : Decoration.node(from, to, attributes),
  ];
}
