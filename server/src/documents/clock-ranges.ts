/** Sets of edits: ranges of clocks, by client. */
import * as Y from 'yjs';
import type { ClockRange } from './archive.ts';

/** The same edits, in as few ranges as can be; by client, and then by clock. */
export function joinRanges(ranges: readonly ClockRange[]): ClockRange[] {
  const joined: ClockRange[] = [];
  for (const range of ranges.toSorted(byClock)) {
    const last = joined.at(-1);
    const end = last && last.clock + last.length;
    if (last && last.client === range.client && range.clock <= (end as number)) {
      last.length = Math.max(last.length, range.clock + range.length - last.clock);
    } else joined.push({ ...range });
  }
  return joined;
}

/** The edits that are in both. */
export function intersectRanges(a: readonly ClockRange[], b: readonly ClockRange[]): ClockRange[] {
  const [left, right] = [joinRanges(a), joinRanges(b)];
  const both: ClockRange[] = [];
  for (let l = 0, r = 0; l < left.length && r < right.length; ) {
    const [one, other] = [left[l] as ClockRange, right[r] as ClockRange];
    const [end, otherEnd] = [one.clock + one.length, other.clock + other.length];
    const clock = Math.max(one.clock, other.clock);
    const length = Math.min(end, otherEnd) - clock;
    if (one.client === other.client && length > 0) both.push({ client: one.client, clock, length });
    if (one.client < other.client || (one.client === other.client && end <= otherEnd)) l++;
    else r++;
  }
  return both;
}

/** As Yjs has it. */
export function deleteSetOf(ranges: readonly ClockRange[]): Y.Snapshot['ds'] {
  const set = Y.createDeleteSet();
  for (const { client, clock, length } of joinRanges(ranges)) {
    const items = set.clients.get(client) ?? [];
    // Yjs' class is not exported; its functions read these two.
    items.push({ clock, len: length });
    set.clients.set(client, items);
  }
  return set;
}

function byClock(a: ClockRange, b: ClockRange): number {
  return a.client - b.client || a.clock - b.clock;
}
