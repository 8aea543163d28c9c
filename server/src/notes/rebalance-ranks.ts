/** Ranks that have grown long, made short again (N15). Pure: `rank-job.ts` does it to the rows. */
import { ranksBetween } from '@scriptorium/shared/rank.ts';

export interface RankedRow {
  id: string;
  rank: string;
}

/** Rows with a longer rank are given a new one. */
const rank_length_due = 60;
/** New ones are at most so long, however many there are. */
const rank_length_new = 30;
/** Two neighbours of this length have room between them for new ones. */
const room_length_max = 20;

/**
 * Of each run of rows whose ranks have become long only the run itself gets new ranks, between those of its neighbours,
 * which stay: what somebody offline put between two rows that stayed is there when it comes, and what they put between two
 * of the run is in the run, or at its end. Where there is not enough room between the neighbours, they belong to the run.
 * @param rows of one list, in order
 * @returns those that change
 */
export function rebalance(rows: readonly RankedRow[]): RankedRow[] {
  const ranks = rows.map(({ rank }) => rank);
  for (let at = 0; at < ranks.length; ) {
    const end = endOfRun(ranks, at);
    at = end > at ? shorten(ranks, at, end) : at + 1;
  }
  return rows.flatMap(({ id, rank }, at) => {
    const now = ranks[at] ?? rank;
    return now === rank ? [] : [{ id, rank: now }];
  });
}

function endOfRun(ranks: readonly string[], from: number): number {
  let to = from;
  while ((ranks[to]?.length ?? 0) > rank_length_due) to += 1;
  return to;
}

/** @returns where what was changed ends */
function shorten(ranks: string[], run_from: number, run_to: number): number {
  let [from, to] = [run_from, run_to];
  // Between long ones there is no room for short ones.
  while (isLong(ranks[from - 1])) from -= 1;
  while (isLong(ranks[to])) to += 1;
  for (let width = 1; ; width *= 2) {
    const shorter = ranksInside(ranks[from - 1] ?? null, ranks[to] ?? null, to - from);
    if (shorter) {
      ranks.splice(from, to - from, ...shorter);
      return to;
    }
    from = Math.max(0, from - width);
    to = Math.min(ranks.length, to + width);
  }
}

function isLong(rank: string | undefined): boolean {
  return (rank?.length ?? 0) > room_length_max;
}

/** @returns null where there is not enough room */
function ranksInside(before: string | null, after: string | null, count: number): string[] | null {
  // Two devices may have given the same rank.
  if (before !== null && after !== null && before >= after) return null;
  const ranks = ranksBetween(before, after, count);
  return ranks.every((rank) => rank.length <= rank_length_new) ? ranks : null;
}
