import { type Note, tagKey } from '@scriptorium/shared/api/notes.ts';
import { currentLanguage } from '../../lib/i18n/i18n.ts';

export interface TagCount {
  tag: string;
  count: number;
}

/** Every tag in use, as it was written first, in the order of the alphabet. */
export function allTags(notes: readonly Note[]): TagCount[] {
  const found = new Map<string, TagCount>();
  for (const tag of notes.flatMap((note) => note.tags)) {
    const known = found.get(tagKey(tag));
    if (known) known.count += 1;
    else found.set(tagKey(tag), { tag, count: 1 });
  }
  const { compare } = new Intl.Collator(currentLanguage(), { numeric: true });
  return [...found.values()].sort((a, b) => compare(a.tag, b.tag));
}

export function hasTag(note: Note, tag: string): boolean {
  return note.tags.some((each) => tagKey(each) === tagKey(tag));
}

export function tagAddress(tag: string): string {
  return `/tags/${encodeURIComponent(tag)}`;
}
