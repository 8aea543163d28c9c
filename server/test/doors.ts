/**
 * Every REST route about something that is somebody's, and what `permissions.ts` calls using it: for a test that tries
 * each with each role. A route that is in no list makes that test fail.
 */
import { randomUUID } from 'node:crypto';
import type { Action } from '@scriptorium/shared/permissions.ts';
import type { Scope } from '@scriptorium/shared/scopes.ts';

/** What is there to knock at. Where one is not what it says, it is of somewhere else, or of nowhere. */
export interface Premises {
  workspace_id: string;
  workspace_name: string;
  /** In the workspace, with some history. */
  note_id: string;
  /** In the trash of the workspace. */
  trashed_note_id: string;
  /** Of the note, as are those that follow. */
  attachment_id: string;
  version_id: string;
  thread_id: string;
  /** By its owner. */
  comment_id: string;
  /** A viewer of the workspace, and of the note. */
  member_id: string;
  member_email: string;
  invitation_id: string;
  /** Of the note. */
  link_id: string;
  note_invitation_id: string;
}

export interface Door {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As OpenAPI has it. */
  route: string;
  action: Action;
  /** What a key needs; default: `scopeOf` the action. */
  scope?: Scope;
  /** Below `/api/v1`. Default: the route, filled in. */
  path?: (at: Premises) => string;
  body?: (at: Premises) => unknown;
}

const note = '/api/v1/notes/{id}';
const attachment = `${note}/attachments/{attachment_id}`;
const workspace = '/api/v1/workspaces/{id}';
const tag = `${workspace}/tags/{tag}`;
const policy = { policy: 'keep', days: 30 };
const moved = (change: object) => () => ({ ...change, at: new Date().toISOString() });

export const noteDoors: Door[] = [
  { method: 'GET', route: note, action: 'note:read' },
  { method: 'GET', route: `${note}/content`, action: 'note:read' },
  {
    method: 'PUT',
    route: `${note}/content`,
    action: 'note:write',
    body: () => ({ body: { type: 'doc', content: [{ type: 'paragraph' }] } }),
  },
  { method: 'GET', route: `${note}/backlinks`, action: 'note:read' },
  { method: 'GET', route: `${note}/people`, action: 'note:read' },
  { method: 'PUT', route: `${note}/favourite`, action: 'note:read', body: () => ({}) },
  { method: 'DELETE', route: `${note}/favourite`, action: 'note:read', body: () => ({}) },
  { method: 'PATCH', route: note, action: 'note:write', body: moved({ title: 'Mine' }) },
  { method: 'PATCH', route: note, action: 'note:write', body: moved({ tags: ['mine'] }) },
  { method: 'PATCH', route: note, action: 'note:move', body: moved({ rank: '0|i00000:' }) },
  { method: 'PATCH', route: note, action: 'note:move', body: moved({ parent_id: null }) },
  { method: 'PATCH', route: note, action: 'note:trash', body: moved({ trashed: true }) },
  {
    method: 'POST',
    route: `${note}/members`,
    action: 'note:share',
    body: ({ member_email }) => ({ email: member_email, role: 'editor' }),
  },
  { method: 'DELETE', route: `${note}/members/{person_id}`, action: 'note:share' },
  { method: 'GET', route: `${note}/access`, action: 'note:read' },
  { method: 'GET', route: `${note}/links`, action: 'note:share' },
  { method: 'POST', route: `${note}/links`, action: 'note:share', body: () => ({}) },
  {
    method: 'PATCH',
    route: `${note}/links/{link_id}`,
    action: 'note:share',
    body: () => ({ role: 'editor' }),
  },
  { method: 'DELETE', route: `${note}/links/{link_id}`, action: 'note:share' },
  { method: 'GET', route: `${note}/links/{link_id}/visitors`, action: 'note:share' },
  {
    method: 'DELETE',
    route: `${note}/invitations/{invitation_id}`,
    action: 'note:share',
    path: ({ note_id, note_invitation_id }) => `/notes/${note_id}/invitations/${note_invitation_id}`,
  },
  {
    method: 'DELETE',
    route: note,
    action: 'note:delete',
    path: ({ trashed_note_id }) => `/notes/${trashed_note_id}`,
  },
  { method: 'POST', route: `${note}/duplicate`, action: 'note:read', scope: 'notes:write', body: () => ({}) },
  {
    method: 'POST',
    route: `${note}/move`,
    action: 'note:move',
    body: ({ workspace_id }) => ({ workspace_id }),
  },
  { method: 'PATCH', route: note, action: 'note:move', body: moved({ is_template: true }) },
  {
    method: 'PUT',
    route: `${note}/restricted`,
    action: 'note:share',
    body: () => ({ restricted: true }),
  },
  {
    method: 'POST',
    route: '/api/v1/notes',
    action: 'workspace:create_note',
    body: ({ note_id }) => ({ parent_id: note_id }),
  },
  { method: 'GET', route: attachment, action: 'note:read' },
  {
    method: 'PUT',
    route: attachment,
    action: 'note:write',
    path: ({ note_id }) => `/notes/${note_id}/attachments/${randomUUID()}?name=x.txt`,
    body: () => 'text',
  },
  {
    method: 'POST',
    route: `${attachment}/copy`,
    action: 'note:write',
    body: ({ note_id }) => ({ from_note_id: note_id }),
  },
  { method: 'GET', route: `${note}/comments`, action: 'note:read' },
  { method: 'PUT', route: `${note}/comments/read`, action: 'note:read', body: () => ({ seq: 1 }) },
  {
    method: 'PUT',
    route: `${note}/threads/{thread_id}`,
    action: 'note:comment',
    path: ({ note_id }) => `/notes/${note_id}/threads/${randomUUID()}`,
    body: () => ({ anchor: null, quote: null, comment: { id: randomUUID(), text: 'Mine' } }),
  },
  {
    method: 'PUT',
    route: `${note}/threads/{thread_id}/comments/{comment_id}`,
    action: 'note:comment',
    path: ({ note_id, thread_id }) => `/notes/${note_id}/threads/${thread_id}/comments/${randomUUID()}`,
    body: () => ({ text: 'Mine' }),
  },
  {
    method: 'PATCH',
    route: `${note}/threads/{thread_id}`,
    action: 'note:comment',
    body: () => ({ resolved: true }),
  },
  {
    method: 'PUT',
    route: `${note}/comments/{comment_id}/reaction`,
    action: 'note:comment',
    body: () => ({ emoji: '👍', is_on: true }),
  },
  {
    method: 'DELETE',
    route: `${note}/comments/{comment_id}`,
    action: 'note:moderate',
    body: () => ({}),
  },
  { method: 'GET', route: `${note}/history`, action: 'history:read' },
  { method: 'GET', route: `${note}/history/{seq}`, action: 'history:read' },
  { method: 'GET', route: `${note}/history/{seq}/changes`, action: 'history:read' },
  {
    method: 'GET',
    route: `${note}/history/{seq}/steps`,
    action: 'history:read',
    path: ({ note_id }) => `/notes/${note_id}/history/1/steps?from=0`,
  },
  { method: 'POST', route: `${note}/history/{seq}/copy`, action: 'history:read', scope: 'notes:write' },
  { method: 'POST', route: `${note}/history/{seq}/restore`, action: 'history:restore' },
  {
    method: 'POST',
    route: `${note}/history/{seq}/revert`,
    action: 'history:restore',
    body: () => ({ since: 0 }),
  },
  {
    method: 'POST',
    route: `${note}/versions`,
    action: 'history:restore',
    body: () => ({ seq: 1, name: 'One' }),
  },
  {
    method: 'PATCH',
    route: `${note}/versions/{version_id}`,
    action: 'history:restore',
    body: () => ({ name: 'Two' }),
  },
  { method: 'DELETE', route: `${note}/versions/{version_id}`, action: 'history:restore' },
  { method: 'DELETE', route: `${note}/history`, action: 'history:purge' },
  { method: 'GET', route: `${note}/follow`, action: 'note:read' },
  { method: 'PUT', route: `${note}/follow`, action: 'note:read' },
  { method: 'DELETE', route: `${note}/follow`, action: 'note:read' },
];

export const workspaceDoors: Door[] = [
  {
    method: 'GET',
    route: '/api/v1/notes',
    action: 'workspace:read',
    path: ({ workspace_id }) => `/notes?workspace_id=${workspace_id}`,
  },
  {
    method: 'POST',
    route: '/api/v1/notes',
    action: 'workspace:create_note',
    body: ({ workspace_id }) => ({ workspace_id }),
  },
  { method: 'GET', route: `${workspace}/members`, action: 'workspace:read' },
  {
    method: 'PATCH',
    route: `${workspace}/members/{person_id}`,
    action: 'workspace:manage_members',
    body: () => ({ role: 'commenter' }),
  },
  { method: 'DELETE', route: `${workspace}/members/{person_id}`, action: 'workspace:manage_members' },
  { method: 'GET', route: `${workspace}/invitations`, action: 'workspace:invite' },
  {
    method: 'POST',
    route: `${workspace}/invitations`,
    action: 'workspace:invite',
    body: () => ({ role: 'viewer' }),
  },
  { method: 'DELETE', route: `${workspace}/invitations/{invitation_id}`, action: 'workspace:invite' },
  { method: 'PATCH', route: workspace, action: 'workspace:rename', body: () => ({ name: 'Ours' }) },
  { method: 'DELETE', route: `${workspace}/trash`, action: 'workspace:empty_trash' },
  { method: 'PUT', route: tag, action: 'workspace:manage_tags', body: () => ({ color: 'red' }) },
  { method: 'PATCH', route: tag, action: 'workspace:manage_tags', body: () => ({ name: 'new' }) },
  { method: 'DELETE', route: tag, action: 'workspace:manage_tags' },
  { method: 'GET', route: `${workspace}/history-policy`, action: 'workspace:set_history' },
  {
    method: 'PUT',
    route: `${workspace}/history-policy`,
    action: 'workspace:set_history',
    body: () => ({ ...policy, hidden_from_guests: false }),
  },
  {
    method: 'POST',
    route: `${workspace}/history-policy/dry-run`,
    action: 'workspace:set_history',
    body: () => policy,
  },
  { method: 'GET', route: `${workspace}/audit`, action: 'audit:read' },
  {
    method: 'GET',
    route: `${workspace}/audit`,
    action: 'audit:read',
    path: ({ workspace_id }) => `/workspaces/${workspace_id}/audit?format=csv`,
  },
  { method: 'GET', route: `${workspace}/activity`, action: 'workspace:read' },
  { method: 'POST', route: `${workspace}/activity/visit`, action: 'workspace:read' },
  {
    method: 'POST',
    route: `${workspace}/transfer`,
    action: 'workspace:transfer',
    body: ({ member_id }) => ({ person_id: member_id }),
  },
  {
    method: 'DELETE',
    route: workspace,
    action: 'workspace:delete',
    body: ({ workspace_name }) => ({ name: workspace_name }),
  },
];

/** Of nobody's, or of the caller's only. */
export const open_routes = [
  'GET /api/v1/workspaces',
  'POST /api/v1/workspaces',
  'GET /api/v1/invitations/{token}',
  'POST /api/v1/invitations/{token}/accept',
  'GET /api/v1/note-invitations/{token}',
  'POST /api/v1/note-invitations/{token}/accept',
  'POST /api/v1/sync/token',
  // For people only, and about their own: server/src/auth/keys.integration.test.ts.
  'GET /api/v1/keys',
  'POST /api/v1/keys',
  'DELETE /api/v1/keys/{id}',
  // What it finds is what the caller may read: W1 S2 of the same test, and server/src/search.
  'GET /api/v1/search',
  'GET /api/v1/notifications',
  'GET /api/v1/notifications/unread',
  'POST /api/v1/notifications/read',
  'GET /api/v1/notifications/preferences',
  'PUT /api/v1/notifications/preferences',
  // Whoever has the link in a mail stops those of whom it was sent to.
  'GET /api/v1/notifications/unsubscribe/{token}',
  'POST /api/v1/notifications/unsubscribe/{token}',
  // Only what the caller said: server/src/comments has tests of its own.
  'PATCH /api/v1/notes/{id}/comments/{comment_id}',
  'HEAD /api/v1/notes/{id}/attachments/{attachment_id}',
];

export function pathOf({ route, path }: Door, at: Premises): string {
  if (path) return path(at);
  const id = route.startsWith(workspace) ? at.workspace_id : at.note_id;
  return route
    .replace('/api/v1', '')
    .replace('{id}', id)
    .replace('{attachment_id}', at.attachment_id)
    .replace('{version_id}', at.version_id)
    .replace('{thread_id}', at.thread_id)
    .replace('{comment_id}', at.comment_id)
    .replace('{person_id}', at.member_id)
    .replace('{invitation_id}', at.invitation_id)
    .replace('{link_id}', at.link_id)
    .replace('{tag}', 'old')
    .replace('{seq}', '1');
}

/** @returns every route that the API says it has, as `GET /api/v1/notes/{id}` */
export async function listRoutes(url: string): Promise<string[]> {
  const { paths } = (await (await fetch(`${url}/api/openapi.json`)).json()) as {
    paths: Record<string, object>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
}
