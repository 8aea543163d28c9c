/** Rows as threads, as a page shows them. Pure. */
import type { Comment, CommentThread } from '@scriptorium/shared/api/comments.ts';
import type { CommentRows } from './comment-rows.ts';

export interface ShownComment extends Comment {
  /** Something about it is only on this device. */
  isWaiting: boolean;
  /** Said by somebody else since the person last looked. */
  isUnread: boolean;
}

export interface ShownThread extends CommentThread {
  /** The oldest first. */
  comments: ShownComment[];
  unread: number;
}

interface Viewer {
  personId: string;
  /** As far as they have seen the comments. */
  readSeq: number;
  /** Ids of comments that wait. */
  waiting: ReadonlySet<string>;
}

/** The oldest first; without those of which nothing is left. */
export function shownThreads(rows: CommentRows, viewer: Viewer): ShownThread[] {
  const byThread = new Map<string, ShownComment[]>();
  for (const comment of rows.comments.values()) {
    const shown = {
      ...comment,
      isWaiting: viewer.waiting.has(comment.id),
      isUnread: isUnread(comment, viewer),
    };
    const others = byThread.get(comment.thread_id);
    if (others) others.push(shown);
    else byThread.set(comment.thread_id, [shown]);
  }
  const threads: ShownThread[] = [];
  for (const thread of rows.threads.values()) {
    const comments = byThread.get(thread.id) ?? [];
    if (comments.every(({ is_deleted }) => is_deleted)) continue;
    comments.sort(byAge);
    threads.push({ ...thread, comments, unread: comments.filter((each) => each.isUnread).length });
  }
  return threads.sort(byAge);
}

function isUnread({ author_id, is_deleted, created_seq }: Comment, { personId, readSeq }: Viewer): boolean {
  return created_seq > readSeq && author_id !== personId && !is_deleted;
}

function byAge(a: { created_at: string; id: string }, b: { created_at: string; id: string }): number {
  if (a.created_at === b.created_at) return a.id < b.id ? -1 : 1;
  return a.created_at < b.created_at ? -1 : 1;
}
