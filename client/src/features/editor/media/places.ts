/** Places in the text that wait for something: a mark for each, which moves with the text. */
import { type EditorState, PluginKey, type Transaction } from '@tiptap/pm/state';
import { Decoration, type DecorationSet } from '@tiptap/pm/view';
import { t } from '../../../lib/i18n/i18n.ts';
import { element } from './dom.ts';

/** Anything that is itself only: `{}`. */
type Place = object;
type Change = { keep: Place; pos: number } | { leave: Place };

export const placesKey = new PluginKey<DecorationSet>('media-places');

export function keepPlace(tr: Transaction, keep: Place, pos: number): Transaction {
  return tr.setMeta(placesKey, { keep, pos } satisfies Change);
}

export function leavePlace(tr: Transaction, leave: Place): Transaction {
  return tr.setMeta(placesKey, { leave } satisfies Change);
}

/** @returns null when the text around it was replaced as a whole */
export function findPlace(state: EditorState, place: Place): number | null {
  const found = placesKey.getState(state)?.find(undefined, undefined, (spec) => spec.place === place);
  return found?.[0]?.from ?? null;
}

export function changePlaces(tr: Transaction, places: DecorationSet): DecorationSet {
  const mapped = places.map(tr.mapping, tr.doc);
  const change: Change | undefined = tr.getMeta(placesKey);
  if (!change) return mapped;
  if ('keep' in change) return mapped.add(tr.doc, [mark(change.keep, change.pos)]);
  return mapped.remove(mapped.find(undefined, undefined, (spec) => spec.place === change.leave));
}

function mark(place: Place, pos: number): Decoration {
  return Decoration.widget(pos, () => element('span', 'media-place', t('attachments.adding')), { place });
}
