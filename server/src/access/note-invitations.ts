/**
 * A note shared with an address that nobody has an account with (W8): an invitation for one person, good for a while. Its
 * token is derived (`sealed-id.ts`); the row is there while it is open, and goes when it is taken up or revoked.
 */
import {
  type NoteInvitation,
  type NoteInvitationOffer,
  note_invitations_max,
} from '@scriptorium/shared/api/note-access.ts';
import type { Context } from '../platform/context.ts';
import { type Tx, transaction } from '../platform/db.ts';
import { announceAccessChanged } from '../platform/events.ts';
import { ApiError } from '../platform/problem.ts';
import { recordAudit } from '../platform/audit.ts';
import type { Claim } from './invitations.ts';
import type { NewMember, ShareAct } from './note-members.ts';
import { openSealedId, sealId } from './sealed-id.ts';

const days = 14;

interface Row extends NewMember {
  id: string;
  note_id: string;
  workspace_id: string;
  title: string;
  created_by: string | null;
  created_at: Date;
  expires_at: Date;
}

const good_rows = `select i.*, n.workspace_id, n.title from note_invitations i join notes n on n.id = i.note_id
  where i.expires_at > now() and n.trashed_with is null`;

/** Again for the same address: it is offered anew, by the same link. @throws ApiError conflict when there are too many */
export async function inviteToNote(
  ctx: Context,
  tx: Tx,
  { workspace_id, note_id, by_id }: ShareAct,
  { email, role, with_below }: NewMember,
  origin: string,
): Promise<NoteInvitation & { title: string }> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into note_invitations (note_id, email, role, with_below, created_by, expires_at)
     values ($1, $2, $3, $4, $5, now() + make_interval(days => ${days}))
     on conflict (note_id, email) do update set role = excluded.role, with_below = excluded.with_below,
       created_by = excluded.created_by, created_at = now(), expires_at = excluded.expires_at
     returning id`,
    [note_id, email, role, with_below, by_id],
  );
  const id = rows[0]?.id as string;
  await requireRoom(tx, note_id);
  const details = { note_id, invitation_id: id, email, role, with_below };
  await recordAudit(tx, { workspace_id, person_id: by_id, action: 'note:invite', details });
  const found = await tx.query<Row>(`${good_rows} and i.id = $1`, [id]);
  const row = found.rows[0];
  // Between asking for the role and this, it went to the trash.
  if (!row) throw new ApiError('conflict', 'The note is in the trash. Restore it, then share it.');
  return { ...toInvitation(ctx, origin, row), title: row.title };
}

/** Those that are open, the newest first. */
export async function listNoteInvitations(
  ctx: Context,
  origin: string,
  note_id: string,
): Promise<NoteInvitation[]> {
  const { rows } = await ctx.db.query<Row>(
    `select i.*, n.title from note_invitations i join notes n on n.id = i.note_id
     where i.note_id = $1 and i.expires_at > now() order by i.created_at desc, i.id`,
    [note_id],
  );
  return rows.map((row) => toInvitation(ctx, origin, row));
}

/** @throws ApiError not_found */
export async function revokeNoteInvitation(
  ctx: Context,
  { workspace_id, note_id, by_id }: ShareAct,
  id: string,
): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const { rows } = await tx.query<{ email: string }>(
      'delete from note_invitations where id = $1 and note_id = $2 returning email',
      [id, note_id],
    );
    if (!rows[0]) throw new ApiError('not_found', 'There is no such invitation any more.');
    const details = { note_id, invitation_id: id, email: rows[0].email };
    await recordAudit(tx, { workspace_id, person_id: by_id, action: 'note:uninvite', details });
  });
}

/** @throws ApiError not_found */
export async function findNoteOffer(ctx: Context, token: string): Promise<NoteInvitationOffer> {
  const { rows } = await ctx.db.query<NoteInvitationOffer>(
    `select i.title, i.role, i.with_below, p.name as invited_by, i.email
     from (${good_rows} and i.id = $1) i left join people p on p.id = i.created_by`,
    [openSealedId(ctx.secret, 'note-invitation', token)],
  );
  if (!rows[0]) throw notGood();
  return rows[0];
}

/** Who is in the note already has the better of the two roles then. @throws ApiError not_found */
export async function acceptNoteInvitation(ctx: Context, token: string, person_id: string): Promise<string> {
  return transaction(ctx.db, async (tx) => {
    const taken = await take(ctx, tx, token);
    await admit(tx, taken, person_id);
    return taken.note_id;
  });
}

export function isNoteInvitation({ secret }: Context, token: string): boolean {
  return openSealedId(secret, 'note-invitation', token) !== null;
}

/** As `claimInvitation` of a workspace's: taken before the account is made, and put back when it is not. */
export async function claimNoteInvitation(ctx: Context, token: string): Promise<Claim> {
  const taken = await transaction(ctx.db, (tx) => take(ctx, tx, token));
  const release = async () => {
    const { id, note_id, email, role, with_below, created_by, created_at, expires_at } = taken;
    await ctx.db.query(
      `insert into note_invitations (id, note_id, email, role, with_below, created_by, created_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
      [id, note_id, email, role, with_below, created_by, created_at, expires_at],
    );
  };
  return {
    release,
    async join(person_id) {
      try {
        await transaction(ctx.db, (tx) => admit(tx, taken, person_id));
        return { note_id: taken.note_id };
      } catch (error) {
        // The account is there, and good without the note.
        ctx.log.warn({ err: error, invitation_id: taken.id }, 'an invitation could not be accepted');
        return {};
      }
    },
  };
}

async function take(ctx: Context, tx: Tx, token: string): Promise<Row> {
  const id = openSealedId(ctx.secret, 'note-invitation', token);
  const { rows } = await tx.query<Row>(`${good_rows} and i.id = $1 for update of i`, [id]);
  if (!rows[0]) throw notGood();
  await tx.query('delete from note_invitations where id = $1', [id]);
  return rows[0];
}

async function admit(tx: Tx, row: Row, person_id: string): Promise<void> {
  const { id, note_id, workspace_id, role, with_below, created_by } = row;
  await tx.query(
    `insert into note_members as m (note_id, person_id, role, with_below, added_by) values ($1, $2, $3, $4, $5)
     on conflict (note_id, person_id) do update set with_below = m.with_below or excluded.with_below,
       role = (array['editor', 'commenter', 'viewer'])[least(
         array_position(array['editor', 'commenter', 'viewer'], m.role),
         array_position(array['editor', 'commenter', 'viewer'], excluded.role))]`,
    [note_id, person_id, role, with_below, created_by],
  );
  const details = { note_id, member_id: person_id, invitation_id: id, role, with_below };
  await recordAudit(tx, { workspace_id, person_id, action: 'note:share', details });
  // What is below may be open, too.
  await announceAccessChanged(tx, { person_id });
}

function toInvitation(
  { secret }: Context,
  origin: string,
  { id, email, role, with_below, created_at, expires_at }: Row,
): NoteInvitation {
  return {
    ...{ id, email, role, with_below },
    created_at: created_at.toISOString(),
    expires_at: expires_at.toISOString(),
    url: `${origin}/join/${sealId(secret, 'note-invitation', id)}`,
  };
}

/** Of those that come at once, one may be too many: nobody is harmed. */
async function requireRoom(tx: Tx, note_id: string): Promise<void> {
  const { rows } = await tx.query<{ count: number }>(
    'select count(*)::int as count from note_invitations where note_id = $1 and expires_at > now()',
    [note_id],
  );
  if ((rows[0]?.count ?? 0) <= note_invitations_max) return;
  throw new ApiError(
    'conflict',
    `A note has at most ${note_invitations_max} open invitations. Revoke some first.`,
  );
}

function notGood(): ApiError {
  return new ApiError(
    'not_found',
    'This invitation is not good, or not any more. Ask whoever sent it for another one.',
  );
}
