/**
 * What is done to threads and comments that are there: of each thing the latest act counts, by when it was done (C2). What
 * came too late changes nothing but the row's number, so that whoever sent it is told how things are.
 */
import {
  type Comment,
  type changeCommentRequestSchema,
  type changeThreadRequestSchema,
  type CommentThread,
  type deleteCommentRequestSchema,
  emoji_per_comment_max,
  type reactRequestSchema,
} from '@scriptorium/shared/api/comments.ts';
import type { z } from 'zod';
import { notIncluded } from '../access/roles.ts';
import type { Context } from '../platform/context.ts';
import { ApiError } from '../platform/problem.ts';
import { tellMentioned } from './audience.ts';
import { type CommentRow, readComment, readThread, showComment } from './rows.ts';
import { requireComments, takeTurn, type Turn } from './turn.ts';
import { requireAnchor } from './write-comments.ts';

interface Actor {
  note_id: string;
  person_id: string;
}

/** @throws ApiError not_found, forbidden, invalid_request */
export async function changeThread(
  ctx: Context,
  { note_id, person_id }: Actor,
  id: string,
  { resolved, anchor, at: wanted_at }: z.output<typeof changeThreadRequestSchema>,
): Promise<CommentThread> {
  await requireComments(ctx, note_id, person_id);
  if (anchor) requireAnchor(anchor);
  return takeTurn(ctx, note_id, wanted_at, async ({ tx, at, nextSeq }) => {
    const thread = await readThread(tx, note_id, id);
    if (anchor && !thread.anchor) {
      throw new ApiError('invalid_request', 'anchor: this thread is about the whole note.');
    }
    await tx.query(
      `update comment_threads set seq = $4,
         anchor = case when $5::jsonb is not null and anchored_at < $3 then $5 else anchor end,
         anchored_at = case when $5::jsonb is not null then greatest(anchored_at, $3) else anchored_at end,
         is_resolved = case when ${is_later} then $6 else is_resolved end,
         resolved_by = case when ${is_later} then case when $6 then $7::uuid end else resolved_by end,
         resolved_at = case when ${is_later} then $3 else resolved_at end
       where note_id = $1 and id = $2`,
      [note_id, id, at, nextSeq(), anchor ?? null, resolved ?? null, person_id],
    );
    return readThread(tx, note_id, id);
  });
}
const is_later = '($6::boolean is not null and (resolved_at is null or resolved_at < $3))';

/** One's own; and what one deleted of others comes back. @throws ApiError not_found, forbidden, conflict */
export async function changeComment(
  ctx: Context,
  { note_id, person_id }: Actor,
  id: string,
  { text, mentions, deleted, at }: z.output<typeof changeCommentRequestSchema>,
): Promise<Comment> {
  await requireComments(ctx, note_id, person_id);
  return takeTurn(ctx, note_id, at, async (turn) => {
    const { tx } = turn;
    const comment = await readComment(tx, note_id, id);
    const isComingBack = text === undefined && deleted === false && comment.deleted_by === person_id;
    if (comment.author_id !== person_id && !isComingBack) throw notIncluded();
    if (text !== undefined) await edit(turn, comment, person_id, text, mentions ?? []);
    if (deleted !== undefined) await setDeleted(turn, comment, person_id, deleted);
    return showComment(tx, note_id, id);
  });
}

/** Whoever said it. @throws ApiError not_found, forbidden */
export async function deleteComment(
  ctx: Context,
  { note_id, person_id }: Actor,
  id: string,
  request: z.output<typeof deleteCommentRequestSchema>,
): Promise<Comment> {
  await requireComments(ctx, note_id, person_id, 'note:moderate');
  return takeTurn(ctx, note_id, request?.at, async (turn) => {
    await setDeleted(turn, await readComment(turn.tx, note_id, id), person_id, true);
    return showComment(turn.tx, note_id, id);
  });
}

async function edit(
  { tx, note_id, at, nextSeq }: Turn,
  comment: CommentRow,
  by_id: string,
  text: string,
  mentions: NonNullable<z.output<typeof changeCommentRequestSchema>['mentions']>,
): Promise<void> {
  const { id: comment_id, thread_id } = comment;
  const isLater = at > (comment.edited_at ?? comment.created_at) && !comment.is_deleted;
  await tx.query(
    `update comments set seq = $3,
       text = case when $4 then $5 else text end,
       mentions = case when $4 then $6::jsonb else mentions end,
       edited_at = case when $4 and text <> $5 then $7 else edited_at end
     where note_id = $1 and id = $2`,
    [note_id, comment_id, nextSeq(), isLater, text, JSON.stringify(mentions), at],
  );
  if (!isLater) return;
  const before = new Set(comment.mentions.map(({ id }) => id));
  const added = mentions.filter(({ id }) => !before.has(id));
  await tellMentioned(tx, { note_id, thread_id, comment_id, by_id, text }, added);
}

/** Its words stay for a day (`sweep.ts`); only whoever took them away brings them back. */
async function setDeleted(
  { tx, note_id, at, nextSeq }: Turn,
  comment: CommentRow,
  person_id: string,
  is_deleted: boolean,
): Promise<void> {
  const isLater = comment.deleted_at === null || at > comment.deleted_at;
  if (isLater && !is_deleted && comment.is_deleted) {
    if (comment.deleted_by !== person_id) throw notIncluded();
    if (comment.text === '') throw new ApiError('conflict', 'The comment was deleted too long ago.');
  }
  await tx.query(
    `update comments set seq = $3,
       is_deleted = case when $4 then $5 else is_deleted end,
       deleted_by = case when $4 then case when $5 then $6::uuid end else deleted_by end,
       deleted_at = case when $4 then $7 else deleted_at end
     where note_id = $1 and id = $2`,
    [note_id, comment.id, nextSeq(), isLater, is_deleted, person_id, at],
  );
}

/** @throws ApiError not_found, forbidden, quota_reached */
export async function react(
  ctx: Context,
  { note_id, person_id }: Actor,
  comment_id: string,
  { emoji, is_on, at: wanted_at }: z.output<typeof reactRequestSchema>,
): Promise<Comment> {
  await requireComments(ctx, note_id, person_id);
  return takeTurn(ctx, note_id, wanted_at, async ({ tx, at, nextSeq }) => {
    await readComment(tx, note_id, comment_id);
    if (is_on && !(await hasRoomFor(tx, note_id, comment_id, emoji))) {
      throw new ApiError('quota_reached', 'There are as many kinds of reactions here as there may be.');
    }
    await tx.query(
      `insert into comment_reactions as r (note_id, comment_id, person_id, emoji, is_on, changed_at)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (note_id, comment_id, person_id, emoji) do update
         set is_on = excluded.is_on, changed_at = excluded.changed_at where r.changed_at < excluded.changed_at`,
      [note_id, comment_id, person_id, emoji, is_on, at],
    );
    await tx.query('update comments set seq = $3 where note_id = $1 and id = $2', [
      note_id,
      comment_id,
      nextSeq(),
    ]);
    return showComment(tx, note_id, comment_id);
  });
}

async function hasRoomFor(tx: Turn['tx'], note_id: string, id: string, emoji: string): Promise<boolean> {
  const { rows } = await tx.query<{ count: number }>(
    `select count(distinct emoji) from comment_reactions
     where note_id = $1 and comment_id = $2 and emoji <> $3`,
    [note_id, id, emoji],
  );
  return (rows[0]?.count ?? 0) < emoji_per_comment_max;
}
