/** The small language of this folder's tests. */
import type { Comment, Comments, CommentThread } from '@scriptorium/shared/api/comments.ts';
import type { QueuedOperation } from '../account/account-store.ts';
import type { OperationState } from '../account/operation-state.ts';
import { at } from '../account/testing.ts';
import { type CommentAct, operationOf } from './acts.ts';

export function makeThread(id: string, change: Partial<CommentThread> = {}): CommentThread {
  const state = { is_resolved: false, resolved_by: null, seq: 1 };
  return { id, anchor: null, quote: null, created_by: 'ada', created_at: at(), ...state, ...change };
}

export function makeComment(id: string, thread_id: string, change: Partial<Comment> = {}): Comment {
  return {
    ...{ id, thread_id, author_id: 'ada', text: `comment ${id}`, mentions: [], created_at: at() },
    ...{ edited_at: null, is_deleted: false, deleted_by: null, reactions: [], seq: 1, created_seq: 1 },
    ...change,
  };
}

export function makeAnswer(change: Partial<Comments> = {}): Comments {
  return { threads: [], comments: [], people: [], seq: 0, head_seq: 0, read_seq: 0, ...change };
}

const words = { text: 'words', mentions: [] };
export const start = (thread_id: string, comment_id: string): CommentAct => ({
  ...{ name: 'start', thread_id, comment_id, anchor: null, quote: null },
  ...words,
});
export const reply = (thread_id: string, comment_id: string): CommentAct => ({
  ...{ name: 'reply', thread_id, comment_id },
  ...words,
});
export const edit = (thread_id: string, comment_id: string, text: string): CommentAct => ({
  ...{ name: 'edit', thread_id, comment_id, text, mentions: [] },
});
export const resolve = (thread_id: string, is_resolved = true): CommentAct => ({
  name: 'resolve',
  thread_id,
  is_resolved,
});

const waiting: OperationState = { name: 'waiting', tries: 0 };

export function queuedAct(order: number, act: CommentAct, state = waiting, second = order): QueuedOperation {
  const operation = { kind: 'comment' as const, ...operationOf('n', act), at: at(second * 1_000) };
  return { order, operation, state };
}
