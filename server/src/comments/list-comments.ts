import type { Comments } from '@scriptorium/shared/api/comments.ts';
import { presenceColor } from '@scriptorium/shared/protocol/awareness.ts';
import type { Context } from '../platform/context.ts';
import { listComments, listThreads } from './rows.ts';

/** With comments of the largest size an answer of 5 MB. */
const changes_max = 500;

/**
 * What changed after `since`, in the order of the changes (C3). What changes while this is read has a greater number, and
 * is in the next answer.
 */
export async function listChanges(
  ctx: Context,
  note_id: string,
  person_id: string,
  since: number,
): Promise<Comments> {
  const { rows } = await ctx.db.query<{ head_seq: number; read_seq: number; last_seq: number | null }>(
    `select
       coalesce((select seq from comment_counters where note_id = $1), 0) as head_seq,
       coalesce((select seq from comment_reads where note_id = $1 and person_id = $2), 0) as read_seq,
       (select seq from (
          select seq from comment_threads where note_id = $1 and seq > $3
          union all select seq from comments where note_id = $1 and seq > $3
          order by seq limit 1 offset ${changes_max - 1}
        ) as page) as last_seq`,
    [note_id, person_id, since],
  );
  const { head_seq, read_seq, last_seq } = rows[0] as (typeof rows)[number];
  const range = { after: since, upTo: last_seq ?? head_seq };
  const [threads, comments] = await Promise.all([
    listThreads(ctx.db, note_id, range),
    listComments(ctx.db, note_id, range),
  ]);
  const people = await findPeople(ctx, [
    ...threads.flatMap(({ created_by, resolved_by }) => [created_by, resolved_by]),
    ...comments.flatMap(({ author_id, reactions }) => [
      author_id,
      ...reactions.flatMap(({ person_ids }) => person_ids),
    ]),
  ]);
  return { threads, comments, people, seq: range.upTo, head_seq: Math.max(head_seq, range.upTo), read_seq };
}

async function findPeople(ctx: Context, ids: readonly (string | null)[]): Promise<Comments['people']> {
  const { rows } = await ctx.db.query<{ id: string; name: string; color: string | null }>(
    'select id, name, color from people where id = any($1)',
    [[...new Set(ids)].filter((id) => id !== null)],
  );
  return rows.map(({ id, name, color }) => ({ id, name, color: color ?? presenceColor(id) }));
}

/** The furthest that they say counts, and nobody has seen what is still to come. */
export async function markRead(ctx: Context, note_id: string, person_id: string, seq: number): Promise<void> {
  await ctx.db.query(
    `insert into comment_reads as r (person_id, note_id, seq)
     select $1, c.note_id, least($3::bigint, c.seq) from comment_counters c where c.note_id = $2
     on conflict (person_id, note_id) do update set seq = greatest(r.seq, excluded.seq)`,
    [person_id, note_id, seq],
  );
}
