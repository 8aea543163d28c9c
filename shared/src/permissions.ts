/** Who may do what: a pure table. The lookup of a person's role is the server's (`server/src/access`). */

/** `owner` is a role in a workspace and holds for all its notes; the others are given for one note. */
export type Role = 'owner' | 'editor' | 'viewer';
export type Action =
  | 'note:read'
  | 'note:write'
  | 'note:move'
  | 'note:trash'
  | 'note:share'
  | 'history:purge'
  | 'workspace:create_note'
  | 'workspace:set_history';

const allowed: Record<Role, ReadonlySet<Action>> = {
  owner: new Set([
    'note:read',
    'note:write',
    'note:move',
    'note:trash',
    'note:share',
    'history:purge',
    'workspace:create_note',
    'workspace:set_history',
  ]),
  editor: new Set(['note:read', 'note:write']),
  viewer: new Set(['note:read']),
};

/** `role` is null for a stranger. */
export function may(role: Role | null, action: Action): boolean {
  return role !== null && allowed[role].has(action);
}
