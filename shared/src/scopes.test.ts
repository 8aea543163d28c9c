import { expect, it } from 'vitest';
import { actions } from './permissions.ts';
import { includesScope, type Scope, scopeOf, scopes } from './scopes.ts';

it('K2: what each scope includes, action by action', () => {
  const by = (scope: Scope) =>
    actions.filter((action) => {
      const needed = scopeOf[action];
      return needed !== null && includesScope([scope], needed);
    });
  const reading = ['note:read', 'history:read', 'workspace:read'];
  const commenting = [...reading, 'note:comment', 'note:moderate'];
  const writing = [
    'note:write',
    'workspace:manage_tags',
    'note:move',
    'note:trash',
    'history:restore',
    'workspace:create_note',
  ];
  expect(by('notes:read').sort()).toEqual([...reading].sort());
  expect(by('comments:write').sort()).toEqual([...commenting].sort());
  expect(by('notes:write').sort()).toEqual([...commenting, ...writing].sort());
  expect(by('workspace:manage').sort()).toEqual(
    ['audit:read', 'note:share', 'workspace:invite', 'workspace:manage_members', 'workspace:rename'].sort(),
  );
});

it('K2: what cannot be brought back is no key’s', () => {
  const none = actions.filter((action) => scopeOf[action] === null);
  expect(none.sort()).toEqual(
    [
      'history:purge',
      'note:delete',
      'workspace:delete',
      'workspace:empty_trash',
      'workspace:set_history',
      'workspace:transfer',
    ].sort(),
  );
});

it('K2: two scopes allow what either does, and no scopes nothing', () => {
  expect(includesScope(['notes:read', 'workspace:manage'], 'notes:read')).toBe(true);
  expect(includesScope(['notes:read', 'workspace:manage'], 'notes:write')).toBe(false);
  for (const scope of scopes) expect(includesScope([], scope)).toBe(false);
});
