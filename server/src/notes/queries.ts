import type { Note, NoteList } from '@scriptorium/shared/api/notes.ts';
import { has_role } from '../access/effective-role.ts';
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

/** Only notes that the person may read. Pages are stable: whatever is not moved meanwhile is in exactly one. */
export async function listNotes(
  ctx: Context,
  { person_id, workspace_id, trashed, limit, after }: NoteListQuery,
): Promise<NoteList> {
  const [rank, id] = after === undefined ? [null, null] : parseCursor(after);
  const { rows } = await ctx.db.query<NoteRow>(
    `with mine as (
       select n.id from workspace_members w join notes n on n.workspace_id = w.workspace_id
       where w.person_id = $1 and ($2::uuid is null or w.workspace_id = $2)
       union
       select note_id from note_members where person_id = $1 and $2::uuid is null
     )
     select ${note_columns} from mine join notes n using (id) ${note_joins}
     where case $3 when 'false' then n.trashed_with is null when 'true' then n.trashed_with = n.id else true end
       and ($4::text is null or (n.rank, n.id) > ($4 collate "C", $5::uuid))
     order by n.rank, n.id limit $6`,
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
