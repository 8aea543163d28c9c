/**
 * What an API key is for: a pure table, beside the one of roles. A key may do what its person may (`permissions.ts`) and
 * its scopes include, never more. Each route says which scope it needs; one that says nothing takes no key.
 */
import type { Action } from './permissions.ts';

/** From reading to governing. */
export const scopes = ['notes:read', 'comments:write', 'notes:write', 'workspace:manage'] as const;
export type Scope = (typeof scopes)[number];

/** Which scopes are in it, too: whoever writes reads what they wrote in. */
const within: Record<Scope, readonly Scope[]> = {
  'notes:read': [],
  'comments:write': ['notes:read'],
  'notes:write': ['comments:write', 'notes:read'],
  'workspace:manage': [],
};

/** What each action needs of a key; null: it is a person's alone, since nothing brings back what a stolen key did. */
export const scopeOf: Record<Action, Scope | null> = {
  'note:read': 'notes:read',
  'note:comment': 'comments:write',
  'note:write': 'notes:write',
  'note:move': 'notes:write',
  'note:trash': 'notes:write',
  'note:delete': null,
  'note:share': 'workspace:manage',
  'note:moderate': 'comments:write',
  'history:read': 'notes:read',
  'history:restore': 'notes:write',
  'history:purge': null,
  'workspace:read': 'notes:read',
  'workspace:create_note': 'notes:write',
  'workspace:manage_tags': 'notes:write',
  'workspace:empty_trash': null,
  'workspace:invite': 'workspace:manage',
  'workspace:manage_members': 'workspace:manage',
  'workspace:rename': 'workspace:manage',
  'workspace:set_history': null,
  'workspace:transfer': null,
  'workspace:delete': null,
  'audit:read': 'workspace:manage',
};

/** Whether a key with these scopes may do what needs `scope`. */
export function includesScope(held: readonly Scope[], scope: Scope): boolean {
  return held.some((each) => each === scope || within[each].includes(scope));
}
