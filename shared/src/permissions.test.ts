import { describe, expect, it } from 'vitest';
import { actions, isBelow, may, roles, workspaceRoles } from './permissions.ts';

const inNote = actions.filter((action) => /^(note|history):/.test(action));

describe('W1: the table of roles and actions', () => {
  it('lets a stranger do nothing', () => {
    expect(actions.filter((action) => may(null, action))).toEqual([]);
  });

  it('lets each role do in a note what those after it may, so that “the better of two” means something', () => {
    for (const [index, role] of roles.entries()) {
      const next = roles[index + 1];
      if (next === undefined) continue;
      for (const action of inNote)
        if (may(next, action)) expect([role, action, may(role, action)]).toEqual([role, action, true]);
    }
  });

  it('lets guests do nothing in the workspace, and nothing to a note but read, comment and write it', () => {
    for (const role of ['guest_editor', 'guest_commenter', 'guest_viewer'] as const) {
      expect(actions.filter((action) => may(role, action) && !inNote.includes(action))).toEqual([]);
      expect(
        ['note:move', 'note:trash', 'note:delete', 'note:share', 'note:moderate', 'history:purge'].filter(
          (action) => may(role, action as 'note:move'),
        ),
      ).toEqual([]);
    }
  });

  it('leaves to the owner what cannot be undone or concerns everybody’s history', () => {
    const owners = [
      'history:purge',
      'workspace:set_history',
      'workspace:transfer',
      'workspace:delete',
      'audit:read',
    ] as const;
    for (const action of owners) expect(roles.filter((role) => may(role, action))).toEqual(['owner']);
  });
});

it('W3: a role is given and taken by those above it, and nobody is above themselves', () => {
  expect(workspaceRoles.filter((role) => isBelow(role, 'admin'))).toEqual(['editor', 'commenter', 'viewer']);
  expect(workspaceRoles.filter((role) => isBelow(role, 'owner'))).toEqual([
    'admin',
    'editor',
    'commenter',
    'viewer',
  ]);
});
