/** People in one note who are not in its workspace. Every change reaches whoever has the note open. */
import type { NoteMember } from '@scriptorium/shared/api/notes.ts';
import type { Context } from '../platform/context.ts';
import { transaction } from '../platform/db.ts';
import { announceAccessChanged } from '../platform/events.ts';
import { ApiError } from '../platform/problem.ts';

interface NewMember {
  email: string;
  role: NoteMember['role'];
}

/** @throws ApiError not_found when nobody has an account with this address */
export async function addMember(
  ctx: Context,
  note_id: string,
  { email, role }: NewMember,
): Promise<NoteMember> {
  return transaction(ctx.db, async (tx) => {
    const { rows } = await tx.query<NoteMember>(
      `with person as (select id, name from people where email = $2),
     member as (
       insert into note_members (note_id, person_id, role) select $1, id, $3 from person
       on conflict (note_id, person_id) do update set role = excluded.role
       returning person_id, role
     )
     select member.person_id, person.name, member.role from member join person on person.id = member.person_id`,
      [note_id, email, role],
    );
    if (!rows[0]) throw new ApiError('not_found', 'Nobody has an account with this e-mail address here.');
    await announceAccessChanged(tx, { note_id, person_id: rows[0].person_id });
    return rows[0];
  });
}

export async function removeMember(ctx: Context, note_id: string, person_id: string): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const { rowCount } = await tx.query('delete from note_members where note_id = $1 and person_id = $2', [
      note_id,
      person_id,
    ]);
    if (rowCount === 0) throw new ApiError('not_found', 'This person is not a member of the note.');
    await announceAccessChanged(tx, { note_id, person_id });
  });
}
