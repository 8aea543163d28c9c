/** Where a note goes among its siblings, as ranks. */
import type { Note } from '@scriptorium/shared/api/notes.ts';
import { rank_length_max } from '@scriptorium/shared/api/notes.ts';
import { compareRanked, rankBetween, ranksBetween } from '@scriptorium/shared/rank.ts';

interface Ranked {
  id: string;
  rank: string;
}

/** The notes directly below one, or at the top, that are not in the trash; in order. */
export function siblingsIn(notes: readonly Note[], parent_id: string | null, withoutId?: string): Note[] {
  return notes
    .filter((note) => note.trashed_with === null && note.id !== withoutId && note.parent_id === parent_id)
    .sort(compareRanked);
}

/**
 * The ranks to give so that `id` comes at `index` among the others: usually its own alone. Where two neighbours have
 * the same rank (two devices gave it, each for itself), or the gap between them is used up, those behind it get new
 * ones as well.
 */
export function ranksAt(others: readonly Ranked[], id: string, index: number): Ranked[] {
  const before = others[index - 1]?.rank ?? null;
  const after = others[index]?.rank ?? null;
  if (before === null || after === null || before < after) {
    const rank = rankBetween(before, after);
    if (rank.length <= rank_length_max) return [{ id, rank }];
    const all = [...others.slice(0, index), { id }, ...others.slice(index)];
    return spread(null, all, null);
  }
  const end = others.findIndex((each, at) => at > index && each.rank > before);
  const tied = others.slice(index, end === -1 ? undefined : end);
  return spread(before, [{ id }, ...tied], end === -1 ? null : (others[end]?.rank ?? null));
}

function spread(before: string | null, rows: readonly { id: string }[], after: string | null): Ranked[] {
  const ranks = ranksBetween(before, after, rows.length);
  return rows.map(({ id }, at) => ({ id, rank: ranks[at] ?? '' }));
}
