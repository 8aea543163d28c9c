/**
 * Who may do what: a pure table. The lookup of a person's role is the server's (`server/src/access/effective-role.ts`).
 *
 *   member   has a role in the workspace; it holds for all its notes
 *   guest    has a role in single notes, which only holds there: `guest_…`
 *
 * Somebody may be both. Then the better of the two counts in the note: the one that is named first in `roles`.
 */

/** What a member is in a workspace, the best first. Each workspace has exactly one owner. */
export const workspaceRoles = ['owner', 'admin', 'editor', 'commenter', 'viewer'] as const;
export type WorkspaceRole = (typeof workspaceRoles)[number];

/** What can be given for a single note, the best first. There it counts as the guest's role of this name. */
export const noteRoles = ['editor', 'commenter', 'viewer'] as const;
export type NoteRole = (typeof noteRoles)[number];

/** What somebody is in a note, all things considered; the best first. Each may do in a note what those after it may. */
export const roles = [
  'owner',
  'admin',
  'editor',
  'guest_editor',
  'commenter',
  'guest_commenter',
  'viewer',
  'guest_viewer',
] as const satisfies readonly (WorkspaceRole | `guest_${NoteRole}`)[];
export type Role = (typeof roles)[number];

const noteActions = [
  'note:read',
  'note:comment',
  'note:write',
  'note:move',
  'note:trash',
  'note:delete',
  'note:share',
  /** Delete what others said about it. */
  'note:moderate',
  'history:read',
  'history:restore',
  'history:purge',
] as const;
const workspaceActions = [
  'workspace:read',
  'workspace:create_note',
  'workspace:manage_tags',
  'workspace:empty_trash',
  'workspace:invite',
  'workspace:manage_members',
  'workspace:rename',
  'workspace:set_history',
  'workspace:transfer',
  'workspace:delete',
  'audit:read',
] as const;
export const actions = [...noteActions, ...workspaceActions] as const;
export type Action = (typeof actions)[number];

const read = ['note:read', 'history:read'] as const;
const comment = [...read, 'note:comment'] as const;
const write = [...comment, 'note:write', 'history:restore'] as const;
const edit = [
  ...write,
  'note:move',
  'note:trash',
  'note:delete',
  'note:share',
  'workspace:read',
  'workspace:create_note',
  'workspace:manage_tags',
] as const;
const administer = [
  ...edit,
  'note:moderate',
  'workspace:empty_trash',
  'workspace:invite',
  'workspace:manage_members',
  'workspace:rename',
] as const;

const allowed: Record<Role, ReadonlySet<Action>> = {
  owner: new Set(actions),
  admin: new Set(administer),
  editor: new Set(edit),
  guest_editor: new Set(write),
  commenter: new Set([...comment, 'workspace:read']),
  guest_commenter: new Set(comment),
  viewer: new Set([...read, 'workspace:read']),
  guest_viewer: new Set(read),
};

/** `role` is null for a stranger. */
export function may(role: Role | null, action: Action): boolean {
  return role !== null && allowed[role].has(action);
}

/**
 * Whoever may invite or manage members gives, changes and takes roles below their own: an admin makes no admins, and
 * ownership is only ever handed over (`workspace:transfer`).
 */
export function isBelow(role: WorkspaceRole, own: WorkspaceRole): boolean {
  return workspaceRoles.indexOf(role) > workspaceRoles.indexOf(own);
}
