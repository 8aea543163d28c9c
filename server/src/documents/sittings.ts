/**
 * Sittings: edits of a note with no gap of five minutes between them. What a timeline is made of. A segment has those of
 * its updates beside it, so that a timeline is read without them.
 */
import type { EffectRow } from './segment.ts';

export interface Sitting {
  from_seq: number;
  to_seq: number;
  started_at: Date;
  ended_at: Date;
  /** Where some of it was typed without a connection: since when and until when, by the clocks of the devices. */
  typed_from: Date | null;
  typed_to: Date | null;
  /** Of the people who wrote in it, in the order of their first edit; what the server wrote by itself has none. */
  author_ids: string[];
  /** Characters. */
  added: number;
  removed: number;
  /** Only what it came to is kept (`thin.ts`): the revisions in it are gone. Absent: not so. */
  thinned?: boolean;
}

type Typed = Pick<Sitting, 'typed_from' | 'typed_to'>;

const sitting_gap_ms = 5 * 60_000;

/** @returns from the oldest to the newest */
export function sittingsOf(rows: readonly EffectRow[]): Sitting[] {
  const sittings: Sitting[] = [];
  for (const row of rows) {
    const last = sittings.at(-1);
    const sitting = last && goesOn(last, row.received_at) ? last : begin(row);
    if (sitting !== last) sittings.push(sitting);
    take(sitting, row);
  }
  return sittings;
}

/** Of pieces of a log that follow one another, from the oldest to the newest. */
export function joinSittings(pieces: readonly (readonly Sitting[])[]): Sitting[] {
  const sittings: Sitting[] = [];
  for (const sitting of pieces.flat()) {
    const last = sittings.at(-1);
    if (last && goesOn(last, sitting.started_at)) join(last, sitting);
    else sittings.push({ ...sitting, author_ids: [...sitting.author_ids] });
  }
  return sittings;
}

/** All of the rows as one, whatever the gaps. @param rows at least one */
export function asOneSitting(rows: readonly EffectRow[]): Sitting {
  const sitting = begin(rows[0] as EffectRow);
  for (const row of rows) take(sitting, row);
  return sitting;
}

function goesOn({ ended_at }: Sitting, at: Date): boolean {
  return at.getTime() - ended_at.getTime() < sitting_gap_ms;
}

function join(sitting: Sitting, next: Sitting): void {
  sitting.to_seq = next.to_seq;
  if (next.ended_at > sitting.ended_at) sitting.ended_at = next.ended_at;
  joinTyped(sitting, next);
  sitting.added += next.added;
  sitting.removed += next.removed;
  if (!next.thinned) delete sitting.thinned;
  for (const id of next.author_ids) if (!sitting.author_ids.includes(id)) sitting.author_ids.push(id);
}

/** Adds times of typing to those of a sitting or a row. */
export function joinTyped(one: Typed, { typed_from, typed_to }: Typed): void {
  if (typed_from && (!one.typed_from || typed_from < one.typed_from)) one.typed_from = typed_from;
  if (typed_to && (!one.typed_to || typed_to > one.typed_to)) one.typed_to = typed_to;
}

function begin({ first_seq, received_at }: EffectRow): Sitting {
  return {
    from_seq: first_seq,
    to_seq: first_seq,
    started_at: received_at,
    ended_at: received_at,
    typed_from: null,
    typed_to: null,
    author_ids: [],
    added: 0,
    removed: 0,
  };
}

function take(sitting: Sitting, row: EffectRow): void {
  const { last_seq, author_id, received_at, effects } = row;
  sitting.to_seq = last_seq;
  if (received_at > sitting.ended_at) sitting.ended_at = received_at;
  joinTyped(sitting, row);
  if (author_id !== null && !sitting.author_ids.includes(author_id)) sitting.author_ids.push(author_id);
  for (const { added, removed } of effects) {
    sitting.added += added;
    sitting.removed += removed;
  }
}
