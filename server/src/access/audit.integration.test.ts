import type { AuditPage } from '@scriptorium/shared/api/audit.ts';
import type { CreatedInvitation } from '@scriptorium/shared/api/invitations.ts';
import { beforeAll, expect, it } from 'vitest';
import { signUp, type TestPerson } from '../../test/people.ts';
import { makeServers } from '../../test/servers.ts';
import type { TestServer } from '../../test/start-server.ts';

const servers = makeServers();
let server: TestServer;
let ada: TestPerson;
let bob: TestPerson;

beforeAll(async () => {
  server = await servers.server({ DATABASE_URL: await servers.database() });
  ada = await signUp(server.url, 'Ada');
  await ada.api('PATCH', '/auth/person', { name: '=Ada, "A"' });
  bob = await signUp(server.url, 'Bob');
});

it('W6: everything that concerns everybody is on record, page by page and as CSV', async () => {
  const { id } = (await ada.api<{ id: string }>('POST', '/workspaces', { name: 'Team' })).body;
  const path = `/workspaces/${id}`;
  const { body } = await ada.api<CreatedInvitation>('POST', `${path}/invitations`, {});
  await bob.api('POST', `/invitations/${body.url?.split('/').at(-1)}/accept`);
  await ada.api('DELETE', `${path}/invitations/${body.invitation.id}`);
  await ada.api('PATCH', path, { name: 'Guild' });
  await ada.api('PATCH', `${path}/members/${bob.id}`, { role: 'viewer' });
  const note = await ada.createNote({ workspace_id: id, title: 'Plan' });
  await ada.api('POST', `/notes/${note.id}/members`, { email: bob.email, role: 'editor' });
  await ada.api('DELETE', `/notes/${note.id}/members/${bob.id}`);
  await ada.api('PUT', `${path}/history-policy`, { policy: 'keep', days: 90, hidden_from_guests: true });
  await ada.api('DELETE', `/notes/${note.id}/history`);
  await ada.api('DELETE', `${path}/members/${bob.id}`);
  // What is refused or changes nothing is not.
  await bob.api('PATCH', path, { name: 'Mine' });
  const expected = [
    ['member:remove', ada.id],
    ['history:purge', ada.id],
    ['workspace:set_history', ada.id],
    ['note:unshare', ada.id],
    ['note:share', ada.id],
    ['member:change_role', ada.id],
    ['workspace:rename', ada.id],
    ['invitation:revoke', ada.id],
    ['invitation:accept', bob.id],
    ['invitation:create', ada.id],
    ['workspace:create', ada.id],
  ];
  const entries: AuditPage['entries'] = [];
  let next: string | null = '';
  while (next !== null) {
    const page: AuditPage = (
      await ada.api<AuditPage>('GET', `${path}/audit?limit=4${next && `&before=${next}`}`)
    ).body;
    entries.push(...page.entries);
    next = page.next;
  }
  expect(entries.map(({ action, person_id }) => [action, person_id])).toEqual(expected);
  expect(entries[5]?.details).toEqual({ from: 'editor', to: 'viewer', member_id: bob.id });

  const csv = await ada.api<string>('GET', `${path}/audit?format=csv`);
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(csv.headers.get('content-disposition')).toContain('audit.csv');
  const lines = csv.body.trimEnd().split('\r\n');
  expect(lines[0]).toBe('at,action,person_id,person_name,key_id,key_name,ip_address,user_agent,details');
  // With the heading, and with this export itself.
  expect(lines).toHaveLength(expected.length + 2);
  // No formula for a spreadsheet, and quoted.
  expect(lines[1]).toContain(`"'=Ada, ""A"""`);
});
