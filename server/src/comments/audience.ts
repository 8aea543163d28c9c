/** Who is told of a comment, and as what: each once, as the first of these that they are (C6). */
import type { CommentMention } from '@scriptorium/shared/api/comments.ts';
import { notify } from '../access/notify.ts';
import type { Tx } from '../platform/db.ts';

interface Said {
  note_id: string;
  thread_id: string;
  comment_id: string;
  by_id: string;
  text: string;
}

const excerpt_length_max = 140;

export async function tellMentioned(tx: Tx, said: Said, mentions: readonly CommentMention[]): Promise<void> {
  await tell(
    tx,
    'mention',
    said,
    mentions.map(({ id }) => id),
  );
}

/** @param isFirst it begins its thread */
export async function tellAll(
  tx: Tx,
  said: Said,
  mentions: readonly CommentMention[],
  isFirst: boolean,
): Promise<void> {
  const mentioned = new Set(mentions.map(({ id }) => id));
  const others = (await commentAudience(tx, said, isFirst)).filter((id) => !mentioned.has(id));
  await tellMentioned(tx, said, mentions);
  await tell(tx, isFirst ? 'comment' : 'reply', said, others);
}

/** A thread is news for those who follow the note; an answer for those who wrote in its thread, or were named there. */
async function commentAudience(tx: Tx, { note_id, thread_id }: Said, isFirst: boolean): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    isFirst
      ? `select person_id as id from note_followers where note_id = $1 and follows and $2::uuid is not null
         union
         select n.created_by from notes n where n.id = $1 and n.created_by is not null and not exists (
           select 1 from note_followers f where f.note_id = n.id and f.person_id = n.created_by and not f.follows)`
      : `select author_id as id from comments
           where note_id = $1 and thread_id = $2 and author_id is not null and not is_deleted
         union
         select (mention ->> 'id')::uuid from comments, jsonb_array_elements(mentions) as mention
           where note_id = $1 and thread_id = $2 and not is_deleted`,
    [note_id, thread_id],
  );
  return rows.map(({ id }) => id);
}

async function tell(
  tx: Tx,
  kind: 'mention' | 'reply' | 'comment',
  { note_id, thread_id, comment_id, by_id, text }: Said,
  person_ids: readonly string[],
): Promise<void> {
  const excerpt = text.trim().slice(0, excerpt_length_max).toWellFormed();
  await notify(tx, { kind, note_id, by_id, details: { thread_id, comment_id, excerpt } }, person_ids);
}
