/** Who can see a note, and why: what is told of it depends on who asks. */
import type { AccessSource, NoteAccess } from '@scriptorium/shared/api/note-access.ts';
import { may, type Role } from '@scriptorium/shared/permissions.ts';
import type { Context } from '../platform/context.ts';
import { effective_role, isGrantedIn, roleJoins } from './effective-role.ts';
import { listNoteInvitations } from './note-invitations.ts';
import type { NoteAccess as OwnAccess } from './roles.ts';
import { listLinks } from './share-links.ts';

/** More than any note is shared with; what is beyond it is not told. */
const told_max = 2_000;

/** A note in which something is granted that may hold here, as the asker knows it. */
interface PathNote {
  id: string;
  title: string;
  restricted: boolean;
  role: Role | null;
}

/** @param own what the asker is in the note; they may read it */
export async function readNoteAccess(
  ctx: Context,
  note_id: string,
  person_id: string,
  own: OwnAccess,
  origin: string,
): Promise<NoteAccess> {
  const may_share = may(own.role, 'note:share');
  const [path, workspace, people, visitors] = await Promise.all([
    readPath(ctx, note_id, person_id),
    own.is_member ? readWorkspace(ctx, own.workspace_id) : null,
    readPeople(ctx, note_id),
    readVisitors(ctx, note_id),
  ]);
  // Who may not share in a note above does not get its links here.
  const shared_ids = path.filter(({ role }) => may(role, 'note:share')).map(({ id }) => id);
  const links = may_share ? await listLinks(ctx, origin, shared_ids) : [];
  const sourceOf = (id: string) => (id === note_id ? null : toSource(path, id));
  // A path ends with the first restricted note.
  const restriction = path.find(({ restricted }) => restricted);
  return {
    may_share,
    is_restricted: path[0]?.restricted ?? false,
    restricted_at: restriction ? toSource(path, restriction.id) : null,
    workspace,
    people: people.map(({ note_id: from_id, email, ...each }) => ({
      ...each,
      email: may_share ? email : null,
      from: sourceOf(from_id),
    })),
    visitors: visitors.map(({ note_id: from_id, ...each }) => ({ ...each, from: sourceOf(from_id) })),
    links: links
      .filter((link) => link.note_id === note_id || link.with_below)
      .map((link) => ({ ...link, from: sourceOf(link.note_id) })),
    invitations: may_share ? await listNoteInvitations(ctx, origin, note_id) : [],
  };
}

function toSource(path: readonly PathNote[], id: string): AccessSource {
  const note = path.find((each) => each.id === id);
  return { id, title: note && may(note.role, 'note:read') ? note.title : null };
}

/** From the note upwards. */
async function readPath(ctx: Context, note_id: string, person_id: string): Promise<PathNote[]> {
  const { rows } = await ctx.db.query<PathNote>(
    `select n.id, n.title, n.restricted, ${effective_role} as role
     from notes here join notes n on n.id = any(here.access_path)
     ${roleJoins('$2')}
     where here.id = $1 order by array_position(here.access_path, n.id)`,
    [note_id, person_id],
  );
  return rows;
}

async function readWorkspace(ctx: Context, id: string): Promise<NoteAccess['workspace']> {
  const { rows } = await ctx.db.query<NonNullable<NoteAccess['workspace']>>(
    `select w.name, w.personal_of is not null as is_personal, (
       select json_agg(json_build_object('person_id', p.id, 'name', p.name, 'role', m.role) order by lower(p.name), p.id)
       from workspace_members m join people p on p.id = m.person_id where m.workspace_id = w.id
     ) as members
     from workspaces w where w.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

type PersonRow = Omit<NoteAccess['people'][number], 'from'> & { note_id: string };

/** Whom the note, or one above it, was shared with. */
async function readPeople(ctx: Context, note_id: string): Promise<PersonRow[]> {
  const { rows } = await ctx.db.query<PersonRow>(
    `select g.note_id, p.id as person_id, p.name, p.email, g.role, g.with_below
     from notes n join note_grants g on ${isGrantedIn('n')} join people p on p.id = g.person_id
     where n.id = $1 and g.link_id is null order by lower(p.name), p.id limit $2`,
    [note_id, told_max],
  );
  return rows;
}

type VisitorRow = Omit<NoteAccess['visitors'][number], 'from'> & { note_id: string };

async function readVisitors(ctx: Context, note_id: string): Promise<VisitorRow[]> {
  const { rows } = await ctx.db.query<VisitorRow>(
    `select g.note_id, p.id as person_id, p.name, p.is_guest, g.role
     from notes n join note_grants g on ${isGrantedIn('n')} join people p on p.id = g.person_id
     where n.id = $1 and g.link_id is not null order by lower(p.name), p.id limit $2`,
    [note_id, told_max],
  );
  return rows;
}
