import type { Note, NoteList } from '@scriptorium/shared/api/notes.ts';
import type { Context } from '../platform/context.ts';
import { transaction } from '../platform/db.ts';
import { announceAccessChanged } from '../platform/events.ts';
import { ApiError } from '../platform/problem.ts';
import { type NoteRow, note_columns, toNote } from './rows.ts';

interface NoteListQuery {
  workspace_id: string;
  trashed: boolean;
  limit: number;
  /** `rank/id` of the last note of the page before. */
  after: string | undefined;
}

export async function listNotes(
  ctx: Context,
  { workspace_id, trashed, limit, after }: NoteListQuery,
): Promise<NoteList> {
  const [rank, id] = after === undefined ? [null, null] : parseCursor(after);
  const { rows } = await ctx.db.query<NoteRow>(
    `select ${note_columns} from notes
     where workspace_id = $1 and (trashed_at is not null) = $2
       and ($3::text is null or (rank, id) > ($3 collate "C", $4::uuid))
     order by rank, id limit $5`,
    [workspace_id, trashed, rank, id, limit + 1],
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    notes: page.map(toNote),
    next: rows.length > limit && last ? `${last.rank}/${last.id}` : null,
  };
}

function parseCursor(after: string): [rank: string, id: string] {
  const match = /^([0-9a-z|:]{1,300})\/([0-9a-f-]{36})$/.exec(after);
  if (!match?.[1] || !match[2])
    throw new ApiError('invalid_request', 'after: take it from `next` of the page before.');
  return [match[1], match[2]];
}

export async function findNote(ctx: Context, id: string): Promise<Note> {
  const { rows } = await ctx.db.query<NoteRow>(`select ${note_columns} from notes where id = $1`, [id]);
  if (!rows[0]) throw new ApiError('not_found', 'There is no such note.');
  return toNote(rows[0]);
}

/** A note in the trash is read-only; whoever has it open is told. */
export async function setTrashed(ctx: Context, id: string, trashed: boolean): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const { rowCount } = await tx.query(
      `update notes set trashed_at = case when $2 then now() end where id = $1 and (trashed_at is not null) <> $2`,
      [id, trashed],
    );
    if (rowCount) await announceAccessChanged(tx, { note_id: id });
  });
}
