import { randomBytes } from 'node:crypto';
import type { CreatedInvitation, Invitation } from '@scriptorium/shared/api/invitations.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { a_password, call, signUp, type TestPerson } from '../../test/people.ts';
import { makeServers } from '../../test/servers.ts';
import type { TestServer } from '../../test/start-server.ts';

const servers = makeServers();
let server: TestServer;
let sql: pg.Client;
let ada: TestPerson;
let bob: TestPerson;
let path: string;

beforeAll(async () => {
  const database_url = await servers.database();
  server = await servers.server({ DATABASE_URL: database_url });
  sql = new pg.Client({ connectionString: database_url });
  await sql.connect();
  ada = await signUp(server.url, 'Ada');
  bob = await signUp(server.url, 'Bob');
  path = await workspace(ada);
});

afterAll(() => sql.end());

async function workspace(person: TestPerson): Promise<string> {
  const { body } = await person.api<{ id: string }>('POST', '/workspaces', { name: 'Team' });
  return `/workspaces/${body.id}`;
}

async function invite(at = path, body: object = {}): Promise<{ id: string; token: string }> {
  const answer = await ada.api<CreatedInvitation>('POST', `${at}/invitations`, body);
  expect(answer.status).toBe(201);
  return { id: answer.body.invitation.id, token: answer.body.url?.split('/').at(-1) ?? '' };
}

const look = (token: string) => call<Record<string, unknown>>(server.url, '', 'GET', `/invitations/${token}`);
const accept = (person: TestPerson, token: string) =>
  person.api<{ kind?: string; role?: string }>('POST', `/invitations/${token}/accept`);

describe('W5: an invitation', () => {
  it('tells whoever has its link the workspace, the role and who made it, and no more', async () => {
    const { token } = await invite(path, { role: 'commenter' });
    expect((await look(token)).body).toEqual({
      workspace_name: 'Team',
      role: 'commenter',
      invited_by: 'Ada',
      email: null,
    });
  });

  it('is nowhere in the database but as a hash', async () => {
    const { token } = await invite();
    const { rows } = await sql.query('select workspace_invitations::text as row from workspace_invitations');
    const { rows: audit } = await sql.query('select audit_entries::text as row from audit_entries');
    expect([...rows, ...audit].filter(({ row }) => row.includes(token))).toEqual([]);
  });

  it('lets a person in as what it says, once', async () => {
    const at = await workspace(ada);
    const { token } = await invite(at, { role: 'commenter' });
    expect((await accept(bob, token)).body).toMatchObject({
      name: 'Team',
      role: 'commenter',
      is_personal: false,
    });
    expect((await accept(bob, token)).status).toBe(200);
    const { body } = await ada.api<{ invitations: Invitation[] }>('GET', `${at}/invitations`);
    expect(body.invitations).toMatchObject([{ uses: 1, uses_max: 25 }]);
    const better = await invite(at, { role: 'editor' });
    expect((await accept(bob, better.token)).body).toMatchObject({ role: 'commenter' });
  });

  it('that is wrong, expired, revoked or used up is answered alike', async () => {
    const made = [await invite(), await invite(), await invite(await workspace(ada), { uses_max: 1 })];
    const [expired, revoked, used] = made;
    await sql.query(`update workspace_invitations set expires_at = now() where id = $1`, [expired?.id]);
    await ada.api('DELETE', `${path}/invitations/${revoked?.id}`);
    await accept(bob, used?.token ?? '');
    const wrong = randomBytes(32).toString('base64url');
    const cleo = await signUp(server.url, 'Cleo');
    for (const ask of [look, (token: string) => accept(cleo, token)]) {
      const answers = await Promise.all(
        [wrong, 'x', ...made.map(({ token }) => token)].map(async (token) => {
          const { request_id: _, ...body } = (await ask(token)).body as Record<string, unknown>;
          return body;
        }),
      );
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      expect(answers[0]).toMatchObject({ kind: 'not_found' });
    }
  });

  it('by e-mail is for one person, also when two come at once', async () => {
    const { token } = await invite(await workspace(ada), { email: 'Grace@Example.com', uses_max: 9 });
    expect((await look(token)).body).toMatchObject({ email: 'grace@example.com' });
    const cleo = await signUp(server.url, 'Cleo');
    const answers = await Promise.all([accept(bob, token), accept(cleo, token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
  });

  it('of before does not bring back who was removed; one of after does', async () => {
    const at = await workspace(ada);
    const before = await invite(at);
    const other = await invite(at);
    await accept(bob, before.token);
    await ada.api('DELETE', `${at}/members/${bob.id}`);
    expect((await accept(bob, before.token)).status).toBe(404);
    expect((await accept(bob, other.token)).status).toBe(404);
    expect((await accept(bob, (await invite(at)).token)).status).toBe(200);
  });

  it('ends with the right of who made it', async () => {
    const at = await workspace(ada);
    await accept(bob, (await invite(at, { role: 'admin' })).token);
    const bobs = (await bob.api<CreatedInvitation>('POST', `${at}/invitations`, { role: 'editor' })).body;
    const token = bobs.url?.split('/').at(-1) ?? '';
    expect((await look(token)).status).toBe(200);
    await ada.api('PATCH', `${at}/members/${bob.id}`, { role: 'editor' });
    expect((await look(token)).status).toBe(404);
  });

  it('is only looked at by who is not signed in', async () => {
    const { token } = await invite();
    expect((await call(server.url, '', 'POST', `/invitations/${token}/accept`)).status).toBe(401);
  });

  it.each([
    [{ role: 'owner' }],
    [{ role: 'guest_editor' }],
    [{ email: 'nobody' }],
    [{ expires_in_days: 31 }],
    [{ uses_max: 101 }],
  ])('with %j is refused in words', async (body) => {
    expect((await ada.api('POST', `${path}/invitations`, body)).body).toMatchObject({
      kind: 'invalid_request',
    });
  });

  it('is one of at most 100 open ones', async () => {
    const at = await workspace(ada);
    await sql.query(
      `insert into workspace_invitations (workspace_id, role, token_hash, expires_at, uses_max)
       select $1::uuid, 'viewer', sha256(n::text::bytea), now() + interval '1 day', 1
       from generate_series(1, 100) n`,
      [at.split('/').at(-1)],
    );
    expect((await ada.api('POST', `${at}/invitations`, {})).body).toMatchObject({ kind: 'conflict' });
  });
});

describe('what a person and a workspace can have too much of', () => {
  it('is 500 members, of whom the last one is let in', async () => {
    const at = await workspace(ada);
    const id = at.split('/').at(-1);
    const { token } = await invite(at);
    await sql.query(
      `with made as (
         insert into people (id, name, email) select gen_random_uuid(), 'P', gen_random_uuid()::text
         from generate_series(1, 498) returning id
       ) insert into workspace_members (workspace_id, person_id, role) select $1, id, 'viewer' from made`,
      [id],
    );
    const cleo = await signUp(server.url, 'Cleo');
    expect((await accept(bob, token)).status).toBe(200);
    expect((await accept(cleo, token)).body).toMatchObject({ kind: 'conflict' });
  });

  it('is 100 workspaces, made or joined', async () => {
    const dora = await signUp(server.url, 'Dora');
    await sql.query(
      `with made as (insert into workspaces (id, name) select gen_random_uuid(), 'W' from generate_series(1, 99) returning id)
       insert into workspace_members (workspace_id, person_id, role) select id, $1, 'owner' from made`,
      [dora.id],
    );
    expect((await dora.api('POST', '/workspaces', { name: 'One more' })).body).toMatchObject({
      kind: 'conflict',
    });
    const { token } = await invite();
    expect((await accept(dora, token)).body).toMatchObject({ kind: 'conflict' });
    expect((await look(token)).status).toBe(200);
  });
});

describe('W5: where accounts need an invitation', () => {
  const enter = (url: string, name: string, invitation?: string, email = `${name}@example.com`) =>
    call<{ kind?: string; workspace_id?: string; person: { id: string } }>(
      url,
      '',
      'POST',
      '/auth/sign-up/email',
      {
        ...{ name, email, password: a_password },
        ...(invitation === undefined ? {} : { invitation }),
      },
    );

  it('one makes an account, joins with it, and lets in no more people than it says', async () => {
    const closed = await servers.server({ DATABASE_URL: await servers.database(), SIGN_UP: 'invite' });
    const owner = await signUp(closed.url, 'Owner');
    const { body: made } = await owner.api<{ id: string }>('POST', '/workspaces', { name: 'Guild' });
    const { body } = await owner.api<CreatedInvitation>('POST', `/workspaces/${made.id}/invitations`, {
      email: 'hedy@example.com',
    });
    const token = body.invitation && body.url?.split('/').at(-1);
    expect((await enter(closed.url, 'Eve')).body).toMatchObject({ kind: 'sign_up_closed' });
    const wrong = randomBytes(32).toString('base64url');
    expect((await enter(closed.url, 'Eve', wrong)).body).toMatchObject({ kind: 'not_found' });
    // What fails gives its use back.
    expect((await enter(closed.url, 'Owner', token, owner.email)).body).toMatchObject({
      kind: 'already_exists',
    });
    const answers = await Promise.all([enter(closed.url, 'Hedy', token), enter(closed.url, 'Eve', token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
    const joined = answers.find(({ status }) => status === 200);
    expect(joined?.body.workspace_id).toBe(made.id);
    const { body: list } = await owner.api<{ members: { person_id: string; role: string }[] }>(
      'GET',
      `/workspaces/${made.id}/members`,
    );
    expect(list.members.map(({ role }) => role)).toEqual(['owner', 'editor']);
    expect(list.members[1]?.person_id).toBe(joined?.body.person.id);
  });
});
