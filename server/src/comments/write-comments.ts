/** Beginning a thread, and answering in one. Sent twice, it happens once (C2). */
import {
  type Anchor,
  type Comment,
  type CommentMention,
  comments_per_note_max,
  comments_per_thread_max,
  type CommentThread,
  type replyRequestSchema,
  type startThreadRequestSchema,
} from '@scriptorium/shared/api/comments.ts';
import * as Y from 'yjs';
import type { z } from 'zod';
import { recordActivity } from '../notes/activity.ts';
import { followByActing } from '../notes/followers.ts';
import type { Context } from '../platform/context.ts';
import { ApiError } from '../platform/problem.ts';
import { tellAll } from './audience.ts';
import { findComment, findThread, readThread, showComment } from './rows.ts';
import { requireComments, takeTurn, type Turn } from './turn.ts';

interface Author {
  note_id: string;
  person_id: string;
}

/** @throws ApiError not_found, forbidden, already_exists for an id that stands for something else, quota_reached */
export async function startThread(
  ctx: Context,
  { note_id, person_id }: Author,
  id: string,
  { anchor, quote, comment, at }: z.output<typeof startThreadRequestSchema>,
): Promise<{ thread: CommentThread; comment: Comment }> {
  await requireComments(ctx, note_id, person_id);
  if (anchor) requireAnchor(anchor);
  return takeTurn(ctx, note_id, at, async (turn) => {
    const { tx } = turn;
    if (!(await findThread(tx, note_id, id))) {
      await tx.query(
        `insert into comment_threads (note_id, id, anchor, quote, anchored_at, created_by, created_at, seq)
         values ($1, $2, $3, $4, $5, $6, $5, $7)`,
        [note_id, id, anchor, quote, turn.at, person_id, turn.nextSeq()],
      );
    }
    await addComment(turn, { ...comment, thread_id: id, person_id, isFirst: true });
    return { thread: await readThread(tx, note_id, id), comment: await showComment(tx, note_id, comment.id) };
  });
}

/** Who answers to what is resolved opens it again, unless it was resolved after that. */
export async function reply(
  ctx: Context,
  { note_id, person_id }: Author,
  thread_id: string,
  id: string,
  { text, mentions, at }: z.output<typeof replyRequestSchema>,
): Promise<Comment> {
  await requireComments(ctx, note_id, person_id);
  return takeTurn(ctx, note_id, at, async (turn) => {
    const { tx } = turn;
    const { is_resolved } = await readThread(tx, note_id, thread_id);
    const isNew = await addComment(turn, { id, text, mentions, thread_id, person_id, isFirst: false });
    if (isNew && is_resolved) {
      await tx.query(
        `update comment_threads set is_resolved = false, resolved_by = null, resolved_at = $3, seq = $4
         where note_id = $1 and id = $2 and resolved_at < $3`,
        [note_id, thread_id, turn.at, turn.nextSeq()],
      );
    }
    return showComment(tx, note_id, id);
  });
}

interface NewComment {
  id: string;
  thread_id: string;
  person_id: string;
  text: string;
  mentions: readonly CommentMention[];
  isFirst: boolean;
}

/** @returns false when an earlier try added it */
async function addComment(
  { tx, note_id, at, nextSeq }: Turn,
  { id, thread_id, person_id, text, mentions, isFirst }: NewComment,
): Promise<boolean> {
  const known = await findComment(tx, note_id, id);
  if (known) {
    if (known.author_id === person_id && known.thread_id === thread_id) return false;
    throw new ApiError('already_exists', 'This id is taken. Choose another.');
  }
  const { rows } = await tx.query<{ in_note: number; in_thread: number }>(
    `select count(*) as in_note, count(*) filter (where thread_id = $2) as in_thread
     from comments where note_id = $1`,
    [note_id, thread_id],
  );
  const { in_note, in_thread } = rows[0] as (typeof rows)[number];
  if (isFirst && in_thread > 0) {
    throw new ApiError('already_exists', 'This id is taken by another thread. Choose another.');
  }
  if (in_note >= comments_per_note_max || in_thread >= comments_per_thread_max) {
    throw new ApiError('quota_reached', 'There are as many comments here as there may be.');
  }
  const seq = nextSeq();
  await tx.query(
    `insert into comments (note_id, id, thread_id, author_id, text, mentions, created_at, seq, created_seq)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
    [note_id, id, thread_id, person_id, text, JSON.stringify(mentions), at, seq],
  );
  await followByActing(tx, [{ note_id, person_id }]);
  await recordActivity(tx, { kind: 'comment', note_id, person_id, details: { thread_id } });
  await tellAll(tx, { note_id, thread_id, comment_id: id, by_id: person_id, text }, mentions, isFirst);
  return true;
}

/** @throws ApiError invalid_request for what no client of Yjs could have made */
export function requireAnchor({ runs }: Anchor): void {
  try {
    for (const position of runs.flat()) {
      const bytes = Buffer.from(position, 'base64');
      const { tname, item, type } = Y.decodeRelativePosition(bytes);
      if (tname === null && item === null && type === null) throw new Error('it is nowhere');
    }
  } catch (cause) {
    throw new ApiError('invalid_request', 'anchor: not positions in a document.', {}, { cause });
  }
}
