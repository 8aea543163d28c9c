import type { AuditPage } from '@scriptorium/shared/api/audit.ts';
import type { CreatedKey } from '@scriptorium/shared/api/keys.ts';
import type { Session } from '@scriptorium/shared/api/auth.ts';
import { beforeAll, expect, it } from 'vitest';
import { call, callByKey, signIn, signUp, type TestPerson } from '../../test/people.ts';
import { makeServers } from '../../test/servers.ts';
import type { TestServer } from '../../test/start-server.ts';

const servers = makeServers();
let server: TestServer;
/** Owns the installation. */
let ada: TestPerson;
let bob: TestPerson;

beforeAll(async () => {
  server = await servers.server({ DATABASE_URL: await servers.database() });
  ada = await signUp(server.url, 'Ada');
  bob = await signUp(server.url, 'Bob');
});

async function trail(person: TestPerson, query = ''): Promise<AuditPage['entries']> {
  return (await person.api<AuditPage>('GET', `/auth/audit?limit=200${query}`)).body.entries;
}

it('K7: what is done with an account is on record, for its person', async () => {
  const elsewhere = await signIn(server.url, bob);
  const { sessions } = (await bob.api<{ sessions: Session[] }>('GET', '/auth/sessions')).body;
  const other = sessions.find(({ is_current }) => !is_current);
  await bob.api('DELETE', `/auth/sessions/${other?.id}`);
  const wrong = { email: bob.email.toUpperCase(), password: 'not this one' };
  const headers = { 'user-agent': 'Mozilla/5.0 (a stranger)' };
  expect((await call(server.url, '', 'POST', '/auth/sign-in/email', wrong, headers)).status).toBe(401);
  const change = (current_password: string) =>
    bob.api('POST', '/auth/change-password', { current_password, new_password: 'another good one' });
  await change('not this one');
  await change(bob.password);
  const { key } = (await bob.api<CreatedKey>('POST', '/keys', { name: 'Backup', scopes: ['notes:read'] }))
    .body;
  await bob.api('DELETE', `/keys/${key.id}`);
  await bob.api('POST', '/auth/sign-out');
  expect((await elsewhere.api('GET', '/auth/audit')).status).toBe(401);

  const again = await signIn(server.url, bob, 'another good one');
  const entries = await trail(again);
  expect(entries.map(({ action }) => action)).toEqual([
    'account:sign_in',
    'account:sign_out',
    'key:revoke',
    'key:create',
    'account:change_password',
    'account:change_password_failed',
    'account:sign_in_failed',
    'account:end_session',
    'account:sign_in',
    'account:sign_up',
  ]);
  expect(new Set(entries.map(({ person_id }) => person_id))).toEqual(new Set([bob.id]));
  expect(entries.every(({ ip_address }) => ip_address === '127.0.0.1')).toBe(true);
  const failed = entries.find(({ action }) => action === 'account:sign_in_failed');
  expect(failed?.user_agent).toBe('Mozilla/5.0 (a stranger)');
  expect(JSON.stringify(entries)).not.toContain('not this one');
});

it('K7: the owner of the installation reads everybody’s, page by page and as CSV; others their own', async () => {
  const nobody = { email: 'typed@by.mistake.example', password: 'not this one' };
  await call(server.url, '', 'POST', '/auth/sign-in/email', nobody);
  expect((await bob.at(server.url).api('GET', '/auth/audit?of=everybody')).status).toBe(401);
  const cleo = await signUp(server.url, 'Cleo');
  expect((await cleo.api('GET', '/auth/audit?of=everybody')).status).toBe(403);
  expect((await trail(cleo)).map(({ action }) => action)).toEqual(['account:sign_up']);

  const all = await trail(ada, '&of=everybody');
  const people = new Set(all.map(({ person_id }) => person_id));
  expect([ada.id, bob.id, cleo.id, null].filter((id) => !people.has(id))).toEqual([]);
  expect(JSON.stringify(all)).not.toContain('by.mistake');
  const { body } = await ada.api<AuditPage>('GET', '/auth/audit?of=everybody&limit=2');
  const next = await ada.api<AuditPage>('GET', `/auth/audit?of=everybody&limit=2&before=${body.next}`);
  expect([...body.entries, ...next.body.entries]).toEqual(all.slice(0, 4));

  const csv = await ada.api<string>('GET', '/auth/audit?of=everybody&format=csv');
  expect(csv.body).toContain('account:sign_in_failed');
  expect((await trail(ada))[0]?.action).toBe('audit:export');
});

it('K7: what a key does says by which key, and from where', async () => {
  const team = (await ada.api<{ id: string }>('POST', '/workspaces', { name: 'Team' })).body;
  const made = (await ada.api<CreatedKey>('POST', '/keys', { name: 'Names', scopes: ['workspace:manage'] }))
    .body;
  await callByKey(server.url, made.secret, 'PATCH', `/workspaces/${team.id}`, { name: 'Guild' });
  const { entries } = (await ada.api<AuditPage>('GET', `/workspaces/${team.id}/audit`)).body;
  expect(
    entries.map(({ action, person_id, key_id, key_name, ip_address }) => [
      action,
      person_id,
      key_id,
      key_name,
      ip_address,
    ]),
  ).toEqual([
    ['workspace:rename', ada.id, made.key.id, 'Names', '127.0.0.1'],
    ['workspace:create', ada.id, null, null, '127.0.0.1'],
  ]);
});
