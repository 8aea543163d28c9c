/** Which threads a filter shows, and in which order. Pure. */
import type { ShownThread } from '../../sync/comments/threads.ts';
import type { Places } from './drawn-comments.ts';

export const filters = ['open', 'resolved', 'mine'] as const;
export type Filter = (typeof filters)[number];

/** Those about the whole note first, then in the order of the text; what is not in it any more comes last. */
export function listedThreads(
  threads: readonly ShownThread[],
  filter: Filter,
  places: Places,
  personId: string,
): ShownThread[] {
  const placeOf = ({ id, anchor }: ShownThread) =>
    anchor === null ? -1 : (places.get(id)?.from ?? Number.POSITIVE_INFINITY);
  return threads
    .filter((thread) => isShown(thread, filter, personId))
    .map((thread, i) => ({ thread, place: placeOf(thread), i }))
    .sort((a, b) => (a.place === b.place ? a.i - b.i : a.place - b.place))
    .map(({ thread }) => thread);
}

function isShown(thread: ShownThread, filter: Filter, personId: string): boolean {
  if (filter === 'resolved') return thread.is_resolved;
  return !thread.is_resolved && (filter === 'open' || takesPart(thread, personId));
}

function takesPart({ comments }: ShownThread, personId: string): boolean {
  return comments.some(
    ({ author_id, mentions }) => author_id === personId || mentions.some(({ id }) => id === personId),
  );
}
