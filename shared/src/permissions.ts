/** Who may do what: a pure table. The lookup of a person's role is the server's (`server/src/access`). */
export type Role = 'owner';
export type Action = 'note:read' | 'note:write' | 'note:trash' | 'workspace:create_note';

const allowed: Record<Role, ReadonlySet<Action>> = {
  owner: new Set(['note:read', 'note:write', 'note:trash', 'workspace:create_note']),
};

/** `role` is null for someone who is not a member of the note's workspace. */
export function may(role: Role | null, action: Action): boolean {
  return role !== null && allowed[role].has(action);
}
