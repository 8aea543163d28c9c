/** With which earlier revision the one that is shown is compared. */
import { entryAt, type Entry } from './entries.ts';

/** `before`: the one before the sitting. `authors`: none, but who wrote what. `nothing`: none. A number: that one. */
export type Compare = 'before' | 'authors' | 'nothing' | number;

/** The `since` to ask for: all of it is changed since 0, nothing since the revision itself. */
export function sinceOf(compare: Compare, entries: readonly Entry[], seq: number): number {
  if (compare === 'authors') return 0;
  if (compare === 'nothing') return seq;
  if (compare === 'before') return before(entryAt(entries, seq), seq);
  return Math.min(compare, seq);
}

/** A revision whose entry is not known, a page further down, is compared with nothing. */
function before(entry: Entry | undefined, seq: number): number {
  return entry ? Math.max(0, entry.from_seq - 1) : seq;
}
