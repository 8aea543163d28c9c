/** People with a role in one note. Every change reaches whoever has the note open (P3). */
import type { NoteMember } from '@scriptorium/shared/api/notes.ts';
import { recordAudit } from '../platform/audit.ts';
import type { Context } from '../platform/context.ts';
import { type Tx, transaction } from '../platform/db.ts';
import { ApiError } from '../platform/problem.ts';
import { announceNoteAccess } from './announce-note-access.ts';

interface NewMember {
  email: string;
  role: NoteMember['role'];
  /** Also in all notes below. */
  with_below: boolean;
}

/** Of which note, and by whom. */
interface Act {
  workspace_id: string;
  note_id: string;
  by_id: string;
}

const members_per_note_max = 500;

/** @throws ApiError not_found when nobody has an account with this address; conflict when there are too many */
export async function addMember(
  ctx: Context,
  act: Act,
  { email, role, with_below }: NewMember,
): Promise<NoteMember> {
  const { note_id } = act;
  return transaction(ctx.db, async (tx) => {
    const { rows } = await tx.query<NoteMember>(
      `with person as (select id, name from people where email = $2),
     member as (
       insert into note_members (note_id, person_id, role, with_below, added_by) select $1, id, $3, $4, $5 from person
       on conflict (note_id, person_id) do update set role = excluded.role, with_below = excluded.with_below
       returning person_id, role, with_below
     )
     select member.person_id, person.name, member.role, member.with_below from member join person on person.id = member.person_id`,
      [note_id, email, role, with_below, act.by_id],
    );
    const member = rows[0];
    if (!member) throw new ApiError('not_found', 'Nobody has an account with this e-mail address here.');
    await requireRoom(tx, note_id);
    await record(tx, act, 'note:share', { member_id: member.person_id, role, with_below });
    return member;
  });
}

export async function removeNoteMember(ctx: Context, act: Act, person_id: string): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const { rowCount } = await tx.query('delete from note_members where note_id = $1 and person_id = $2', [
      act.note_id,
      person_id,
    ]);
    if (rowCount === 0) throw new ApiError('not_found', 'This person is not a member of the note.');
    await record(tx, act, 'note:unshare', { member_id: person_id });
  });
}

async function requireRoom(tx: Tx, note_id: string): Promise<void> {
  const { rows } = await tx.query<{ count: number }>(
    'select count(*)::int as count from note_members where note_id = $1',
    [note_id],
  );
  if ((rows[0]?.count ?? 0) <= members_per_note_max) return;
  throw new ApiError('conflict', `A note is shared with at most ${members_per_note_max} people.`);
}

async function record(
  tx: Tx,
  { workspace_id, note_id, by_id }: Act,
  action: 'note:share' | 'note:unshare',
  details: { member_id: string; role?: NoteMember['role']; with_below?: boolean },
): Promise<void> {
  await recordAudit(tx, { workspace_id, person_id: by_id, action, details: { note_id, ...details } });
  // What it was before may have held below, too.
  await announceNoteAccess(tx, { note_id, person_id: details.member_id, with_below: true });
}
