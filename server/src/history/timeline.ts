import type { HistoryEntry, historyQuerySchema, NoteHistory } from '@scriptorium/shared/api/history.ts';
import type { z } from 'zod';
import type { Sitting } from '../documents/sittings.ts';
import { lastVisit } from '../notes/visits.ts';
import type { Context } from '../platform/context.ts';
import type { Only } from './answers.ts';
import { findEntries, type StoredEntry } from './entries.ts';
import type { History } from './history.ts';
import { keptFromSeq } from './kept.ts';
import { findPeople } from './queries.ts';

type Query = z.infer<typeof historyQuerySchema>;

/** A page of the timeline: sittings, with the entries that lie between them. */
export async function timelineOf(
  ctx: Context,
  history: History,
  note_id: string,
  person_id: string,
  { before, limit, person, from, to }: Query,
): Promise<NoteHistory> {
  const only: Only = {
    person_id: person ?? null,
    from: from === undefined ? null : new Date(from),
    to: to === undefined ? null : new Date(to),
  };
  const visited_at = await lastVisit(ctx.db, note_id, person_id);
  const page = await history.ask({
    kind: 'timeline',
    note_id,
    before: before ?? null,
    limit,
    only,
    visited_at,
  });
  const { head_seq, author_ids, sittings, hasMore, visited_seq } = page;
  const next = hasMore ? (sittings.at(-1)?.from_seq ?? null) : null;
  const others = await findEntries(ctx, note_id, { from_seq: next ?? 0, before: before ?? null }, only);
  const people = await findPeople(ctx, [
    ...author_ids,
    ...others.flatMap(({ person_id }) => (person_id === null ? [] : [person_id])),
  ]);
  const entries = [
    ...others.map((entry) => otherEntry(entry, people(entry.person_id === null ? [] : [entry.person_id]))),
    ...sittings.map((sitting) => sittingEntry(sitting, people(sitting.author_ids))),
  ].sort((a, b) => b.to_seq - a.to_seq);
  const kept_from_seq = await keptFromSeq(ctx, note_id);
  return {
    // Where all of it was purged there is no sitting to tell it.
    head_seq: Math.max(head_seq, kept_from_seq),
    kept_from_seq,
    last_visit:
      visited_at && visited_seq !== null
        ? { at: visited_at.toISOString(), seq: Math.max(visited_seq, kept_from_seq) }
        : null,
    people: people(author_ids),
    entries,
    next,
  };
}

type Authors = HistoryEntry['authors'];

function sittingEntry(sitting: Sitting, authors: Authors): HistoryEntry {
  const { from_seq, to_seq, started_at, ended_at, typed_from, typed_to, added, removed } = sitting;
  return {
    ...{ kind: 'sitting', id: null, from_seq, to_seq, authors, added, removed },
    started_at: started_at.toISOString(),
    ended_at: ended_at.toISOString(),
    ...{ name: null, comment: null, of_seq: null },
    offline: typed_from !== null,
    typed_from: typed_from?.toISOString() ?? null,
    typed_to: typed_to?.toISOString() ?? null,
  };
}

function otherEntry(
  { id, kind, seq, at, name, comment, of_seq }: StoredEntry,
  authors: Authors,
): HistoryEntry {
  return {
    ...{ kind, id, from_seq: seq, to_seq: seq, authors, added: 0, removed: 0, name, comment, of_seq },
    started_at: at.toISOString(),
    ended_at: at.toISOString(),
    ...{ offline: false, typed_from: null, typed_to: null },
  };
}
