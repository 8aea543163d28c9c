/** Which note leads to which, as derived from the documents (N8). */
import type { Backlinks } from '@scriptorium/shared/api/notes.ts';
import { has_role, roleJoins } from '../access/effective-role.ts';
import type { Context } from '../platform/context.ts';
import { prepared } from '../platform/db.ts';

const backlinks_max = 200;

export interface DerivedLinks {
  note_id: string;
  /** What the document held up to this seq, it was derived from. */
  seq: number;
  to_note_ids: readonly string[];
}

/** Takes the place of what was derived from an older state, and gives way to what was from a newer one. */
export async function saveLinks(ctx: Context, { note_id, seq, to_note_ids }: DerivedLinks): Promise<void> {
  await ctx.db.query(
    `with fence as (
       update documents set linked_seq = $2 where note_id = $1 and linked_seq < $2 returning note_id
     ), gone as (
       delete from note_links using fence where from_note_id = fence.note_id and to_note_id <> all($3::uuid[])
     )
     insert into note_links (from_note_id, to_note_id) select fence.note_id, id from fence, unnest($3::uuid[]) as id
     on conflict do nothing`,
    [note_id, seq, to_note_ids],
  );
}

/** @returns the seq up to which the note's links were derived */
export async function findLinkedSeq(ctx: Context, note_id: string): Promise<number> {
  const { rows } = await ctx.db.query<{ linked_seq: number }>(
    'select linked_seq from documents where note_id = $1',
    [note_id],
  );
  return rows[0]?.linked_seq ?? 0;
}

/** Notes that lead to this one, that the person may read, and that are not in the trash. */
export async function listBacklinks(ctx: Context, note_id: string, person_id: string): Promise<Backlinks> {
  const { rows } = await ctx.db.query<Backlinks['notes'][number]>(
    prepared(
      `select n.id, n.title from note_links l join notes n on n.id = l.from_note_id
       ${roleJoins('$1')}
       where l.to_note_id = $2 and n.trashed_with is null and ${has_role}
       order by lower(n.title), n.id limit $3`,
      [person_id, note_id, backlinks_max],
    ),
  );
  return { notes: rows };
}
