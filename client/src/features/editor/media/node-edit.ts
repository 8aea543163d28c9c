/** What a block's own controls do to the document. */
import { NodeSelection, TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';

/** Where the block is now; undefined when it is gone. */
export type GetPos = () => number | undefined;

export function setAttribute(view: EditorView, getPos: GetPos, name: string, value: unknown): void {
  const pos = getPos();
  const node = pos === undefined ? null : view.state.doc.nodeAt(pos);
  if (pos === undefined || !node || node.attrs[name] === value || !view.editable) return;
  view.dispatch(view.state.tr.setNodeAttribute(pos, name, value));
}

function selectBlock(view: EditorView, getPos: GetPos): void {
  const pos = getPos();
  if (pos === undefined) return;
  view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, pos)));
  view.focus();
}

/** Escape in a block's controls: back to the block. */
export function leaveOnEscape(block: HTMLElement, view: EditorView, getPos: GetPos): void {
  block.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    selectBlock(view, getPos);
  });
}

/** Into the text below; there is a paragraph made for it where there is none. */
export function leaveBlock(view: EditorView, getPos: GetPos): void {
  const pos = getPos();
  const node = pos === undefined ? null : view.state.doc.nodeAt(pos);
  if (pos === undefined || !node) return;
  const { tr } = view.state;
  const after = pos + node.nodeSize;
  const { paragraph } = view.state.schema.nodes;
  if (!tr.doc.resolve(after).nodeAfter?.isTextblock && paragraph) tr.insert(after, paragraph.create());
  view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(after + 1))).scrollIntoView());
  view.focus();
}
