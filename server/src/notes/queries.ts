import type { Note, NoteList } from '@scriptorium/shared/api/notes.ts';
import { has_role } from '../access/effective-role.ts';
import { isReadableBy, sharedNotes, withGrantsOf } from '../access/readable-notes.ts';
import type { Context } from '../platform/context.ts';
import { type Db, prepared, type Tx } from '../platform/db.ts';
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
  const values: unknown[] = [person_id, limit + 1];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const conditions = [isReadableBy('$1')];
  if (trashed === 'false') conditions.push('n.trashed_with is null');
  if (trashed === 'true') conditions.push('n.trashed_with = n.id');
  if (after !== undefined) {
    const [rank, id] = parseCursor(after);
    conditions.push(`(n.rank, n.id) > (${parameter(rank)} collate "C", ${parameter(id)}::uuid)`);
  }
  const found = `select n.* from notes n where ${conditions.join(' and ')}`;
  const mine = `select n.* from workspace_members mine cross join lateral (
      ${found} and n.workspace_id = mine.workspace_id order by n.rank, n.id limit $2
    ) n where mine.person_id = $1`;
  // Of other workspaces; those of one's own are read in their order, by the index, and no further than the page.
  const elsewhere = `${found} and n.id in (${sharedNotes('$1')})
    and n.workspace_id <> all(array(select mine.workspace_id from workspace_members mine where mine.person_id = $1))`;
  const sources = workspace_id
    ? `${mine} and mine.workspace_id = ${parameter(workspace_id)}`
    : `${mine} union all (${elsewhere})`;
  // Planned each time: with any workspace and any limit in mind, Postgres may sort all notes of the largest one.
  const { rows } = await ctx.db.query<NoteRow>(
    `${withGrantsOf('$1')}, page as (select * from (${sources}) n order by n.rank, n.id limit $2)
     select ${note_columns} from page n ${note_joins} order by n.rank, n.id`,
    values,
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
    prepared(
      `select ${note_columns} from notes n ${note_joins}
       where n.id = $2 and ${has_role}`,
      [person_id, id],
    ),
  );
  if (!rows[0]) throw new ApiError('not_found', 'There is no such note.');
  return toNote(rows[0]);
}
