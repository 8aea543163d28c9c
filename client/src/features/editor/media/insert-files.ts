/**
 * Files that somebody pastes, drops or picks become blocks once their bytes are safe on this device; until then a mark
 * keeps their place, wherever the text around it moves.
 */
import { Fragment, type Node, Slice } from '@tiptap/pm/model';
import { TextSelection, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { t } from '../../../lib/i18n/i18n.ts';
import { showToast } from '../../../ui/toast.tsx';
import { describeFile } from './describe-file.ts';
import type { MediaOptions } from './media-options.ts';
import { findPlace, keepPlace, leavePlace } from './places.ts';
import { sizeWords } from './words.ts';

/** @param pos where they were dropped; without, at the selection, which they replace */
export async function insertFiles(
  view: EditorView,
  files: readonly File[],
  options: MediaOptions,
  pos?: number,
): Promise<void> {
  const fitting = sayTooLarge(files, options.bytes_max);
  if (fitting.length === 0 || !view.editable) return;
  const place = {};
  const begin = view.state.tr;
  if (pos === undefined) begin.deleteSelection();
  view.dispatch(keepPlace(begin, place, pos ?? begin.selection.from));
  const blocks = await Promise.all(fitting.map((file) => keep(view, file, options)));
  if (view.isDestroyed) return;
  const { tr } = view.state;
  const at = findPlace(view.state, place) ?? view.state.selection.from;
  insertBlocks(
    tr,
    at,
    blocks.filter((block) => block !== null),
  );
  view.dispatch(leavePlace(tr, place).scrollIntoView());
  view.focus();
}

function sayTooLarge(files: readonly File[], bytes_max: number): File[] {
  const large = files.filter((file) => file.size > bytes_max);
  const [first] = large;
  if (first) {
    const values = {
      count: large.length,
      name: first.name,
      size: sizeWords(first.size),
      limit: sizeWords(bytes_max),
    };
    showToast(t('attachments.tooLarge', values));
  }
  return files.filter((file) => file.size <= bytes_max);
}

/** @returns null when this device cannot keep it: then it is not put in, and said */
async function keep(view: EditorView, file: File, { media, noteId }: MediaOptions): Promise<Node | null> {
  const id = crypto.randomUUID();
  const block = describeFile(file, id, view.state.schema, view.dom.clientWidth);
  try {
    await media.add({ noteId, id }, file, file.name);
    return await block;
  } catch {
    showToast(t('attachments.notKept', { name: file.name }));
    return null;
  }
}

/** An empty paragraph makes way. The caret goes on below, in a paragraph made for it where there is none. */
export function insertBlocks(tr: Transaction, at: number, blocks: readonly Node[]): void {
  if (blocks.length === 0) return;
  const $at = tr.doc.resolve(at);
  const isEmpty = $at.parent.type.name === 'paragraph' && $at.parent.content.size === 0;
  const [from, to] = isEmpty ? [$at.before(), $at.after()] : [at, at];
  const steps = tr.steps.length;
  tr.replaceRange(from, to, new Slice(Fragment.fromArray([...blocks]), 0, 0));
  const $end = tr.doc.resolve(endOfChange(tr, steps));
  const { paragraph } = tr.doc.type.schema.nodes;
  const isBetween = !$end.parent.inlineContent;
  if (isBetween && !$end.nodeAfter?.isTextblock && paragraph) tr.insert($end.pos, paragraph.create());
  tr.setSelection(TextSelection.near(tr.doc.resolve(isBetween ? $end.pos + 1 : $end.pos)));
}

/** Behind what was put in: in the middle of a paragraph that is its second half, at its end it is below it. */
function endOfChange(tr: Transaction, steps_before: number): number {
  let end = 0;
  for (const map of tr.mapping.maps.slice(steps_before)) {
    end = map.map(end);
    map.forEach((_from, _to, _new_from, new_to) => {
      end = Math.max(end, new_to);
    });
  }
  return end;
}
