/** What this device knows of a note's comments: rows as the server last sent them, and what an act makes of them. Pure. */
import type { Comment, Comments, CommentThread } from '@scriptorium/shared/api/comments.ts';
import type { CommentAct } from './acts.ts';

export type CommentPerson = Comments['people'][number];

export interface CommentRows {
  threads: ReadonlyMap<string, CommentThread>;
  comments: ReadonlyMap<string, Comment>;
  people: ReadonlyMap<string, CommentPerson>;
  /** All changes up to this one are in the rows. */
  seq: number;
}

export const no_rows: CommentRows = {
  threads: new Map(),
  comments: new Map(),
  people: new Map(),
  seq: 0,
};

/** What the server says counts. */
export function mergeAnswer(rows: CommentRows, { threads, comments, people, seq }: Comments): CommentRows {
  return {
    threads: withRows(rows.threads, threads),
    comments: withRows(rows.comments, comments),
    people: withRows(rows.people, people),
    seq,
  };
}

/** @param at when it was done @returns the same rows where there is nothing to do it to */
export function applyAct(rows: CommentRows, act: CommentAct, at: string, personId: string): CommentRows {
  switch (act.name) {
    case 'start':
      return addComment(addThread(rows, act, at, personId), act, at, personId);
    case 'reply':
      return addComment(reopen(rows, act.thread_id), act, at, personId);
    case 'resolve':
      return changeThread(rows, act.thread_id, {
        is_resolved: act.is_resolved,
        resolved_by: act.is_resolved ? personId : null,
      });
    case 'edit':
      return changeComment(rows, act.comment_id, ({ text }) => ({
        text: act.text,
        mentions: act.mentions,
        ...(text === act.text ? {} : { edited_at: at }),
      }));
    case 'delete':
      return changeComment(rows, act.comment_id, () => ({
        is_deleted: act.is_deleted,
        deleted_by: act.is_deleted ? personId : null,
      }));
    case 'react':
      return changeComment(rows, act.comment_id, ({ reactions }) => ({
        reactions: withReaction(reactions, act.emoji, personId, act.is_on),
      }));
  }
}

function addThread(
  rows: CommentRows,
  { thread_id: id, anchor, quote }: Extract<CommentAct, { name: 'start' }>,
  created_at: string,
  created_by: string,
): CommentRows {
  if (rows.threads.has(id)) return rows;
  const state = { is_resolved: false, resolved_by: null, seq: 0 };
  const thread: CommentThread = { id, anchor, quote, created_by, created_at, ...state };
  return { ...rows, threads: withRows(rows.threads, [thread]) };
}

function addComment(
  rows: CommentRows,
  { comment_id: id, thread_id, text, mentions }: Extract<CommentAct, { name: 'start' | 'reply' }>,
  created_at: string,
  author_id: string,
): CommentRows {
  if (rows.comments.has(id)) return rows;
  const state = {
    edited_at: null,
    is_deleted: false,
    deleted_by: null,
    reactions: [],
    seq: 0,
    created_seq: 0,
  };
  const comment: Comment = { id, thread_id, author_id, text, mentions, created_at, ...state };
  return { ...rows, comments: withRows(rows.comments, [comment]) };
}

function reopen(rows: CommentRows, thread_id: string): CommentRows {
  if (!rows.threads.get(thread_id)?.is_resolved) return rows;
  return changeThread(rows, thread_id, { is_resolved: false, resolved_by: null });
}

function changeThread(rows: CommentRows, id: string, change: Partial<CommentThread>): CommentRows {
  const thread = rows.threads.get(id);
  return thread ? { ...rows, threads: withRows(rows.threads, [{ ...thread, ...change }]) } : rows;
}

function changeComment(
  rows: CommentRows,
  id: string,
  change: (comment: Comment) => Partial<Comment>,
): CommentRows {
  const comment = rows.comments.get(id);
  if (!comment) return rows;
  return { ...rows, comments: withRows(rows.comments, [{ ...comment, ...change(comment) }]) };
}

type Reactions = Comment['reactions'];

function withReaction(reactions: Reactions, emoji: string, personId: string, isOn: boolean): Reactions {
  const known = reactions.find((each) => each.emoji === emoji);
  if (!known) return isOn ? [...reactions, { emoji, person_ids: [personId] }] : reactions;
  const others = known.person_ids.filter((id) => id !== personId);
  const person_ids = isOn ? [...others, personId] : others;
  return reactions
    .map((each) => (each === known ? { emoji, person_ids } : each))
    .filter((each) => each.person_ids.length > 0);
}

function withRows<Row extends { id: string }>(
  rows: ReadonlyMap<string, Row>,
  changed: readonly Row[],
): ReadonlyMap<string, Row> {
  if (changed.length === 0) return rows;
  const all = new Map(rows);
  for (const row of changed) all.set(row.id, row);
  return all;
}
