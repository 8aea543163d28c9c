import { beforeAll, describe, expect, it } from 'vitest';
import { typeParagraph, until } from '../../test/clients.ts';
import { type Answer, signUp, type TestPerson } from '../../test/people.ts';
import { type Closed, nextClose } from '../../test/raw-socket.ts';
import { makeServers } from '../../test/servers.ts';
import type { TestServer } from '../../test/start-server.ts';

const servers = makeServers();
let here: TestServer;
let there: TestServer;
let ada: TestPerson;
let bob: TestPerson;
let cleo: TestPerson;

beforeAll(async () => {
  [here, there] = (await servers.instances(2, { DATABASE_URL: await servers.database() })) as [
    TestServer,
    TestServer,
  ];
  ada = await signUp(here.url, 'Ada');
  bob = await signUp(here.url, 'Bob');
  cleo = await signUp(here.url, 'Cleo');
});

interface Team {
  path: string;
  note_id: string;
}

/** A workspace of Ada's with a note in it, and Bob and Cleo as what they are. */
async function team(roles: { bob?: string; cleo?: string }): Promise<Team> {
  const { id } = (await ada.api<{ id: string }>('POST', '/workspaces', { name: 'Team' })).body;
  const path = `/workspaces/${id}`;
  for (const [person, role] of [
    [bob, roles.bob],
    [cleo, roles.cleo],
  ] as const) {
    if (!role) continue;
    const { body } = await ada.api<{ url: string }>('POST', `${path}/invitations`, { role });
    await person.api('POST', `/invitations/${body.url.split('/').at(-1)}/accept`);
  }
  return { path, note_id: (await ada.createNote({ workspace_id: id, title: 'Plan' })).id };
}

const rolesIn = async (person: TestPerson, path: string) => {
  const { body } = await person.api<{ members: { person_id: string; role: string }[] }>(
    'GET',
    `${path}/members`,
  );
  return Object.fromEntries(body.members.map(({ person_id, role }) => [nameOf(person_id), role]));
};
const nameOf = (id: string) => [ada, bob, cleo].find((person) => person.id === id)?.name;

describe('W2: the owner', () => {
  it('is one: who hands the workspace over is an admin afterwards', async () => {
    const { path } = await team({ bob: 'viewer' });
    expect((await ada.api('POST', `${path}/transfer`, { person_id: bob.id })).status).toBe(204);
    expect(await rolesIn(bob, path)).toEqual({ Ada: 'admin', Bob: 'owner' });
    expect((await ada.api('POST', `${path}/transfer`, { person_id: ada.id })).status).toBe(403);
  });

  it('of two that are made at once, one is', async () => {
    const { path } = await team({ bob: 'admin', cleo: 'admin' });
    const answers = await Promise.all([
      ada.api('POST', `${path}/transfer`, { person_id: bob.id }),
      ada.at(there.url).api('POST', `${path}/transfer`, { person_id: cleo.id }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 403]);
    expect(Object.values(await rolesIn(ada, path)).sort()).toEqual(['admin', 'admin', 'owner']);
  });

  it('cannot leave, be removed, or be made anything else; nor can ownership be given', async () => {
    const { path } = await team({ bob: 'admin' });
    expect((await ada.api('DELETE', `${path}/members/${ada.id}`)).body).toMatchObject({ kind: 'conflict' });
    expect((await ada.api('PATCH', `${path}/members/${ada.id}`, { role: 'viewer' })).status).toBe(403);
    expect((await bob.api('DELETE', `${path}/members/${ada.id}`)).status).toBe(403);
    expect((await ada.api('PATCH', `${path}/members/${bob.id}`, { role: 'owner' })).status).toBe(400);
    expect((await ada.api('POST', `${path}/invitations`, { role: 'owner' })).status).toBe(400);
    expect((await ada.api('POST', `${path}/transfer`, { person_id: cleo.id })).status).toBe(404);
    expect(await rolesIn(ada, path)).toEqual({ Ada: 'owner', Bob: 'admin' });
  });

  it('of a personal workspace stays it, alone', async () => {
    const { body } = await ada.api<{ workspaces: { id: string; is_personal: boolean; name: string }[] }>(
      'GET',
      '/workspaces',
    );
    const own = body.workspaces[0];
    const path = `/workspaces/${own?.id}`;
    expect(own).toMatchObject({ is_personal: true });
    const tries: [string, string, unknown?][] = [
      ['DELETE', `${path}/members/${ada.id}`],
      ['POST', `${path}/transfer`, { person_id: ada.id }],
      ['POST', `${path}/invitations`, { role: 'viewer' }],
      ['DELETE', path, { name: own?.name }],
    ];
    for (const [method, where, what] of tries) expect((await ada.api(method, where, what)).status).toBe(403);
  });

  it('deletes a workspace by its name once its notes are in the trash, and its sockets close', async () => {
    const { path, note_id } = await team({ bob: 'editor' });
    expect((await ada.api('DELETE', path, { name: 'Team' })).body).toMatchObject({ kind: 'conflict' });
    expect((await ada.api('DELETE', path, { name: 'team' })).status).toBe(400);
    await ada.api('PATCH', `/notes/${note_id}`, { trashed: true });
    const client = await servers.open(there, bob, note_id);
    const answer = ada.api('DELETE', path, { name: 'Team' });
    expect(await within(1_000, nextClose(client), answer)).toMatchObject({ code: 4410 });
    expect((await answer).status).toBe(204);
    expect((await bob.api('GET', `/notes/${note_id}`)).status).toBe(404);
  });
});

describe('W3: an admin', () => {
  it('manages those below, and nobody else', async () => {
    const { path } = await team({ bob: 'admin', cleo: 'viewer' });
    expect((await bob.api('PATCH', `${path}/members/${cleo.id}`, { role: 'editor' })).status).toBe(204);
    expect((await bob.api('PATCH', `${path}/members/${cleo.id}`, { role: 'admin' })).status).toBe(403);
    await ada.api('PATCH', `${path}/members/${cleo.id}`, { role: 'admin' });
    expect((await bob.api('PATCH', `${path}/members/${cleo.id}`, { role: 'viewer' })).status).toBe(403);
    expect((await bob.api('DELETE', `${path}/members/${cleo.id}`)).status).toBe(403);
    expect((await bob.api('POST', `${path}/invitations`, { role: 'admin' })).status).toBe(403);
    expect((await bob.api('PATCH', `${path}/members/${bob.id}`, { role: 'viewer' })).status).toBe(403);
  });

  it('sees the addresses of members; an editor does not', async () => {
    const { path } = await team({ bob: 'admin', cleo: 'editor' });
    const emails = async (person: TestPerson) =>
      (await person.api<{ members: { email: string | null }[] }>('GET', `${path}/members`)).body.members.map(
        ({ email }) => email,
      );
    expect(await emails(bob)).toEqual([ada.email, bob.email, cleo.email]);
    expect(await emails(cleo)).toEqual([null, null, null]);
  });
});

describe('W4 P3: at another instance, within a second', () => {
  it('an editor who becomes a viewer reads on and cannot write, and what they wrote is there', async () => {
    const { path, note_id } = await team({ bob: 'editor' });
    const client = await servers.open(there, bob, note_id);
    typeParagraph(client, 'as an editor');
    await client.saved();
    const change = ada.api('PATCH', `${path}/members/${bob.id}`, { role: 'viewer' });
    expect(await within(1_000, nextClose(client), change)).toMatchObject({ code: 4410 });
    await until(
      () => client.provider.authorizedScope === 'readonly' && client.provider.isSynced,
      'he is back',
    );
    typeParagraph(client, 'as a viewer');
    const adas = await servers.open(here, ada, note_id);
    typeParagraph(adas, 'by Ada');
    await adas.saved();
    expect(await ada.text(note_id)).toBe('as an editor\nby Ada');
  });

  it('a viewer who becomes an editor can write', async () => {
    const { path, note_id } = await team({ bob: 'viewer' });
    const client = await servers.open(there, bob, note_id);
    await within(1_000, nextClose(client), ada.api('PATCH', `${path}/members/${bob.id}`, { role: 'editor' }));
    await until(
      () => client.provider.authorizedScope !== 'readonly' && client.provider.isSynced,
      'he is back',
    );
    typeParagraph(client, 'now');
    await client.saved();
    expect(await ada.text(note_id)).toBe('now');
  });

  it.each([
    ['is removed', () => ada],
    ['leaves', () => bob],
  ])('who %s is out, and what they wrote stays', async (_, by) => {
    const { path, note_id } = await team({ bob: 'editor' });
    const client = await servers.open(there, bob, note_id);
    typeParagraph(client, 'mine');
    await client.saved();
    const refused = new Promise((resolve) => client.provider.on('authenticationFailed', resolve));
    const going = by().api('DELETE', `${path}/members/${bob.id}`);
    expect(await within(1_000, nextClose(client), going)).toMatchObject({ code: 4410 });
    await expect(refused).resolves.toMatchObject({ reason: 'no-access' });
    expect((await going).status).toBe(204);
    expect(await ada.text(note_id)).toBe('mine');
  });

  it('who is removed has nothing left of what was shared with them in its notes, and can be let in anew', async () => {
    const { path, note_id } = await team({ bob: 'editor' });
    const share = () => ada.api('POST', `/notes/${note_id}/members`, { email: bob.email, role: 'viewer' });
    await share();
    const client = await servers.open(there, bob, note_id);
    await within(1_000, nextClose(client), ada.api('DELETE', `${path}/members/${bob.id}`));
    await until(async () => (await bob.api('GET', `/notes/${note_id}`)).status === 404, 'he is out');
    await share();
    expect((await bob.api<{ role: string }>('GET', `/notes/${note_id}`)).body.role).toBe('guest_viewer');
  });

  it('a handing over that changes nothing of what they may do in the note closes nobody', async () => {
    const { path, note_id } = await team({ bob: 'editor' });
    const clients = [await servers.open(there, bob, note_id), await servers.open(there, ada, note_id)];
    let closes = 0;
    for (const { provider } of clients) provider.on('disconnect', () => closes++);
    await ada.api('POST', `${path}/transfer`, { person_id: bob.id });
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(closes).toBe(0);
  });
});

async function within(
  ms: number,
  closed: Promise<Closed>,
  change: Promise<Answer<unknown>>,
): Promise<Closed> {
  const { status } = await change;
  expect(status).toBeLessThan(300);
  const begin = performance.now();
  const how = await closed;
  expect(performance.now() - begin).toBeLessThan(ms);
  return how;
}
