/** People with a role in one note. Every change reaches whoever has the note open (P3). */
import type { NoteMember } from '@scriptorium/shared/api/notes.ts';
import { recordAudit } from '../platform/audit.ts';
import type { Context } from '../platform/context.ts';
import { type Tx, transaction } from '../platform/db.ts';
import { ApiError } from '../platform/problem.ts';
import { announceNoteAccess } from './announce-note-access.ts';
import { notify } from './notify.ts';

export interface NewMember {
  email: string;
  role: NoteMember['role'];
  /** Also in all notes below. */
  with_below: boolean;
}

/** Of which note, and by whom. */
export interface ShareAct {
  workspace_id: string;
  note_id: string;
  by_id: string;
}

const members_per_note_max = 500;

/** Who has an account is told so. @returns null when nobody has one with this address. @throws ApiError conflict when there are too many */
export async function addMember(
  tx: Tx,
  act: ShareAct,
  { email, role, with_below }: NewMember,
): Promise<NoteMember | null> {
  const { note_id } = act;
  const { rows } = await tx.query<NoteMember & { is_new: boolean }>(
    `with person as (select id, name from people where email = $2 and not is_guest),
     member as (
       insert into note_members (note_id, person_id, role, with_below, added_by) select $1, id, $3, $4, $5 from person
       on conflict (note_id, person_id) do update set role = excluded.role, with_below = excluded.with_below
       returning person_id, role, with_below, xmax = 0 as is_new
     )
     select member.person_id, person.name, member.role, member.with_below, member.is_new
     from member join person on person.id = member.person_id`,
    [note_id, email, role, with_below, act.by_id],
  );
  if (!rows[0]) return null;
  const { is_new, ...member } = rows[0];
  await requireRoom(tx, note_id);
  await record(tx, act, 'note:share', { member_id: member.person_id, role, with_below });
  if (is_new) await notify(tx, { kind: 'share', note_id, by_id: act.by_id, details: {} }, [member.person_id]);
  return member;
}

export async function removeNoteMember(ctx: Context, act: ShareAct, person_id: string): Promise<void> {
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
  { workspace_id, note_id, by_id }: ShareAct,
  action: 'note:share' | 'note:unshare',
  details: { member_id: string; role?: NoteMember['role']; with_below?: boolean },
): Promise<void> {
  await recordAudit(tx, { workspace_id, person_id: by_id, action, details: { note_id, ...details } });
  // What it was before may have held below, too.
  await announceNoteAccess(tx, { note_id, person_id: details.member_id, with_below: true });
}
