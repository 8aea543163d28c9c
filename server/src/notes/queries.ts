import type { Note, NoteList } from '@scriptorium/shared/api/notes.ts';
import { has_role } from '../access/effective-role.ts';
import { isReadableBy, sharedNotes } from '../access/readable-notes.ts';
import type { Context } from '../platform/context.ts';
import type { Db, Tx } from '../platform/db.ts';
import { ApiError } from '../platform/problem.ts';
import { type NoteRow, note_columns, note_joins, toNote } from './rows.ts';

interface NoteListQuery {
  person_id: string;
  /** Undefined: all that the person is in, and the notes shared with them. */
  workspace_id?: string | undefined;
  trashed: 'true' | 'false' | 'any';
  limit: number;
  /** `rank/id` of the last note of the page before. */
  after?: string | undefined;
}

const conditions = `case $3 when 'false' then n.trashed_with is null when 'true' then n.trashed_with = n.id else true end
  and ($4::text is null or (n.rank, n.id) > ($4 collate "C", $5::uuid)) and ${isReadableBy('$1')}`;

/** Only notes that the person may read. Pages are stable: whatever is not moved meanwhile is in exactly one. */
export async function listNotes(
  ctx: Context,
  { person_id, workspace_id, trashed, limit, after }: NoteListQuery,
): Promise<NoteList> {
  const [rank, id] = after === undefined ? [null, null] : parseCursor(after);
  const { rows } = await ctx.db.query<NoteRow>(
    // Each workspace is read in its order, by its index, and no further than the page.
    `with mine as (
       select n.id, n.rank from workspace_members mine cross join lateral (
         select n.id, n.rank from notes n where n.workspace_id = mine.workspace_id and ${conditions}
         order by n.rank, n.id limit $6
       ) n
       where mine.person_id = $1 and ($2::uuid is null or mine.workspace_id = $2)
       union
       select n.id, n.rank from notes n where $2::uuid is null and n.id in (${sharedNotes('$1')}) and ${conditions}
     ), page as (select id from mine order by rank, id limit $6)
     select ${note_columns} from page join notes n using (id) ${note_joins} order by n.rank, n.id`,
    [person_id, workspace_id ?? null, trashed, rank, id, limit + 1],
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    notes: page.map(toNote),
    next: rows.length > limit && last ? `${last.rank}/${last.id}` : null,
  };
}

function parseCursor(after: string): [rank: string, id: string] {
  const match = /^([0-9a-z|:]{1,300})\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(after);
  if (!match?.[1] || !match[2])
    throw new ApiError('invalid_request', 'after: take it from `next` of the page before.');
  return [match[1], match[2]];
}

/** @throws ApiError not_found, also when the person may not read it */
export async function findNote(db: Db | Tx, id: string, person_id: string): Promise<Note> {
  const { rows } = await db.query<NoteRow>(
    `select ${note_columns} from notes n ${note_joins}
     where n.id = $2 and ${has_role}`,
    [person_id, id],
  );
  if (!rows[0]) throw new ApiError('not_found', 'There is no such note.');
  return toNote(rows[0]);
}
