import { randomUUID } from 'node:crypto';
import type { Note } from '@scriptorium/shared/api/notes.ts';
import type { LinkVisitorList, ShareLink } from '@scriptorium/shared/api/share-links.ts';
import { may, noteRoles } from '@scriptorium/shared/permissions.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { connectHocuspocus, connectYWebsocket, typeParagraph, until } from '../../test/clients.ts';
import { joinAsGuest, LinkBrowser, makeLink } from '../../test/links.ts';
import { call, signIn, signUp, type TestPerson } from '../../test/people.ts';
import { nextClose } from '../../test/raw-socket.ts';
import { makeServers } from '../../test/servers.ts';
import type { TestServer } from '../../test/start-server.ts';

const servers = makeServers();
let here: TestServer;
let there: TestServer;
let ada: TestPerson;
let bob: TestPerson;

beforeAll(async () => {
  [here, there] = (await servers.instances(2, { DATABASE_URL: await servers.database() })) as [
    TestServer,
    TestServer,
  ];
  ada = await signUp(here.url, 'Ada');
  bob = await signUp(here.url, 'Bob');
});

const statusOf = async (person: TestPerson, note_id: string) =>
  (await person.api('GET', `/notes/${note_id}`)).status;
const roleOf = async (person: TestPerson, note_id: string) =>
  (await person.api<Note>('GET', `/notes/${note_id}`)).body.role;
const linkPath = ({ note_id, id }: ShareLink) => `/notes/${note_id}/links/${id}`;

/** A note with one below it, and one below that which is restricted. */
async function family() {
  const top = await ada.createNote({ title: 'Top' });
  const below = await ada.createNote({ title: 'Below', parent_id: top.id });
  const apart = await ada.createNote({ title: 'Apart', parent_id: below.id });
  await ada.api('PUT', `/notes/${apart.id}/restricted`, { restricted: true });
  return { top: top.id, below: below.id, apart: apart.id };
}

describe('W8: a link', () => {
  it('is shown again as it was made, but for its password', async () => {
    const note = await ada.createNote();
    const made = await makeLink(ada, note.id, { role: 'commenter', password: 'open sesame' });
    expect(made).toMatchObject({
      role: 'commenter',
      has_password: true,
      visitors: 0,
      created_by_name: 'Ada',
    });
    expect(made.url).toMatch(/^http.*\/s\/[\w-]{48}$/);
    const { body } = await ada.api<{ links: ShareLink[] }>('GET', `/notes/${note.id}/links`);
    expect(body.links).toEqual([made]);
    expect(JSON.stringify(body)).not.toContain('sesame');
  });

  it('is for whoever may share the note to make, and in no other note to change', async () => {
    const [mine, other] = [await ada.createNote(), await ada.createNote()];
    const link = await makeLink(ada, mine.id);
    await ada.api('POST', `/notes/${mine.id}/members`, { email: bob.email, role: 'editor' });
    expect((await bob.api('POST', `/notes/${mine.id}/links`, {})).status).toBe(403);
    for (const [method, path] of [
      ['PATCH', ''],
      ['DELETE', ''],
      ['GET', '/visitors'],
    ] as const) {
      const at = `/notes/${other.id}/links/${link.id}${path}`;
      expect((await ada.api(method, at, method === 'PATCH' ? {} : undefined)).status).toBe(404);
    }
    expect((await ada.api<{ links: unknown[] }>('GET', `/notes/${mine.id}/links`)).body.links).toHaveLength(
      1,
    );
  });

  it('says who came by it, and when', async () => {
    const note = await ada.createNote();
    const link = await makeLink(ada, note.id, { role: 'editor' });
    await joinAsGuest(here.url, link, { name: 'Mia' });
    await new LinkBrowser(here.url, link, bob.cookie).join(note.id);
    const { body } = await ada.api<LinkVisitorList>('GET', `${linkPath(link)}/visitors`);
    expect(body.visitors.map(({ name, is_guest }) => [name, is_guest])).toEqual([
      ['Bob', false],
      ['Mia (guest)', true],
    ]);
  });

  it('that is to end before now, or with a password that is too short, is refused', async () => {
    const note = await ada.createNote();
    const make = async (settings: object) =>
      (await ada.api('POST', `/notes/${note.id}/links`, settings)).status;
    expect(await make({ expires_at: '2020-01-01T00:00:00.000Z' })).toBe(400);
    expect(await make({ password: 'abc' })).toBe(400);
    expect(await make({ role: 'owner' })).toBe(400);
  });

  it('is on record, as are its changes and its end', async () => {
    const note = await ada.createNote();
    const link = await makeLink(ada, note.id, { password: 'open sesame' });
    await ada.api('PATCH', linkPath(link), { role: 'editor' });
    await ada.api('DELETE', linkPath(link));
    const { body } = await ada.api<{ entries: { action: string; details: { note_id?: string } }[] }>(
      'GET',
      `/workspaces/${note.workspace_id}/audit?limit=20`,
    );
    const ours = body.entries.filter(({ details }) => details.note_id === note.id);
    expect(ours.map(({ action }) => action)).toEqual([
      'note:link_revoke',
      'note:link_change',
      'note:link_create',
    ]);
    expect(JSON.stringify(ours)).not.toContain('sesame');
  });
});

describe('W8: a guest', () => {
  it.each(noteRoles.filter((role) => role !== 'viewer'))(
    'who came by a link as %s may what the table says',
    async (role) => {
      const { top, below, apart } = await family();
      const guest = await joinAsGuest(here.url, await makeLink(ada, top, { role }));
      expect(guest.name).toBe('Mia (guest)');
      expect(await roleOf(guest, top)).toBe(`guest_${role}`);
      for (const id of [below, apart]) expect(await statusOf(guest, id)).toBe(404);
      const renamed = await guest.api('PATCH', `/notes/${top}`, { title: 'Mine' });
      expect(renamed.status).toBe(may(`guest_${role}`, 'note:write') ? 200 : 403);
      expect((await guest.api('POST', `/notes/${top}/links`, {})).status).toBe(403);
      expect((await guest.api('GET', `/notes/${top}/history`)).status).toBe(200);
    },
  );

  it('has the notes below where the link says so, down to a restriction', async () => {
    const { top, below, apart } = await family();
    const guest = await joinAsGuest(here.url, await makeLink(ada, top, { role: 'editor', with_below: true }));
    expect(await roleOf(guest, below)).toBe('guest_editor');
    expect(await statusOf(guest, apart)).toBe(404);
    const { body } = await guest.api<{ notes: Note[] }>('GET', '/notes');
    expect(body.notes.map(({ id }) => id).sort()).toEqual([top, below].sort());
  });

  it('has no workspace, no notes or copies of their own, no invitations, and no address', async () => {
    const note = await ada.createNote();
    const guest = await joinAsGuest(here.url, await makeLink(ada, note.id, { role: 'editor' }));
    const { body: team } = await ada.api<{ id: string }>('POST', '/workspaces', { name: 'Team' });
    const { body: made } = await ada.api<{ url: string }>('POST', `/workspaces/${team.id}/invitations`, {});
    const tries: [string, string, object][] = [
      ['POST', '/workspaces', { name: 'Mine' }],
      ['POST', '/notes', {}],
      ['POST', '/notes', { parent_id: note.id }],
      ['POST', `/notes/${note.id}/history/1/copy`, {}],
      ['POST', `/invitations/${made.url.split('/').at(-1)}/accept`, {}],
      ['POST', '/auth/change-password', { current_password: 'x', new_password: 'x'.repeat(12) }],
    ];
    for (const [method, path, body] of tries) {
      expect([path, (await guest.api(method, path, body)).status]).toEqual([path, 403]);
    }
    const state = await guest.api<{ person: object }>('GET', '/auth/session');
    expect(state.body.person).toMatchObject({ is_guest: true, email: '' });
    expect((await guest.api<{ workspaces: unknown[] }>('GET', '/workspaces')).body.workspaces).toEqual([]);
    const { body: people } = await ada.api<{ people: { name: string }[] }>('GET', `/notes/${note.id}/people`);
    expect(people.people.map(({ name }) => name)).toEqual(['Ada']);
    const invited = await ada.api('POST', `/notes/${note.id}/members`, {
      email: `guest-${guest.id}@guest.invalid`,
    });
    expect(invited.body).toMatchObject({ status: 'invited' });
  });

  it('who takes another name stays a guest by it', async () => {
    const note = await ada.createNote();
    const guest = await joinAsGuest(here.url, await makeLink(ada, note.id, { role: 'editor' }));
    const { body } = await guest.api<{ person: { name: string } }>('PATCH', '/auth/person', { name: 'Ada' });
    expect(body.person.name).toBe('Ada (guest)');
  });

  it('finds in search what the link leads to, and nothing else', async () => {
    const word = `w${randomUUID().slice(0, 8)}`;
    const [mine, other] = [
      await ada.createNote({ title: word }),
      await ada.createNote({ title: `${word} too` }),
    ];
    const guest = await joinAsGuest(here.url, await makeLink(ada, mine.id, { role: 'editor' }));
    const find = async (person: TestPerson) =>
      (await person.api<{ results: { note_id: string }[] }>('GET', `/search?q=${word}`)).body.results.map(
        ({ note_id }) => note_id,
      );
    await until(async () => (await find(ada)).length === 2, 'both are found');
    expect(await find(guest)).toEqual([mine.id]);
    expect(await find(guest)).not.toContain(other.id);
  });

  it('is in history and presence under that name', async () => {
    const note = await ada.createNote();
    const guest = await joinAsGuest(here.url, await makeLink(ada, note.id, { role: 'editor' }));
    const client = servers.closing(await connectHocuspocus(here.url, note.id, guest.token));
    typeParagraph(client, 'by a guest');
    await client.saved();
    expect(await ada.text(note.id)).toContain('by a guest');
    const { body } = await ada.api<{ entries: { authors: { name: string }[] }[] }>(
      'GET',
      `/notes/${note.id}/history`,
    );
    expect(body.entries.flatMap(({ authors }) => authors.map(({ name }) => name))).toContain('Mia (guest)');
  });

  it('who makes an account takes along what was shared, and their cookie of before is worth nothing', async () => {
    const note = await ada.createNote();
    const guest = await joinAsGuest(here.url, await makeLink(ada, note.id, { role: 'editor' }));
    const body = { name: 'Mia', email: `mia.${randomUUID()}@example.com`, password: 'correct horse battery' };
    const made = await call<{ person: { id: string } }>(
      here.url,
      guest.cookie,
      'POST',
      '/auth/sign-up/email',
      body,
    );
    expect(made.status).toBe(200);
    const mia = await signIn(here.url, { ...guest, ...body });
    expect(await roleOf(mia, note.id)).toBe('guest_editor');
    expect(mia.id).not.toBe(guest.id);
    expect((await guest.api('GET', `/notes/${note.id}`)).status).toBe(401);
  });
});

describe('W8: who is signed in', () => {
  it('comes under their own name, and no guest is made', async () => {
    const note = await ada.createNote();
    const link = await makeLink(ada, note.id, { role: 'viewer' });
    expect(await statusOf(bob, note.id)).toBe(404);
    const same = await new LinkBrowser(here.url, link, bob.cookie).join(note.id, { name: 'Mallory' });
    expect(same.id).toBe(bob.id);
    expect(await roleOf(bob, note.id)).toBe('guest_viewer');
  });

  it('has the better of what they were given and what the link says', async () => {
    const note = await ada.createNote();
    await ada.api('POST', `/notes/${note.id}/members`, { email: bob.email, role: 'commenter' });
    const link = await makeLink(ada, note.id, { role: 'editor' });
    await new LinkBrowser(here.url, link, bob.cookie).join(note.id);
    expect(await roleOf(bob, note.id)).toBe('guest_editor');
    await ada.api('DELETE', linkPath(link));
    expect(await roleOf(bob, note.id)).toBe('guest_commenter');
  });
});

describe('W8 P3: whom a link does not let in any more is out on every instance within a second', () => {
  /** A guest at the other instance, typing. */
  async function typing(settings: Parameters<typeof makeLink>[2] = {}) {
    const note = await ada.createNote();
    const link = await makeLink(ada, note.id, { role: 'editor', ...settings });
    const guest = (await joinAsGuest(here.url, link, { password: settings.password ?? '' })).at(there.url);
    const client = servers.closing(await connectHocuspocus(there.url, note.id, guest.token));
    typeParagraph(client, 'one');
    await client.saved();
    return { link, guest, client, note_id: note.id };
  }

  const ends: [string, object, object | null][] = [
    ['revoked', {}, null],
    ['given another password', { password: 'open sesame' }, { password: 'another one' }],
    ['given a password', {}, { password: 'open sesame' }],
    ['for accounts only', {}, { needs_account: true }],
  ];
  it.each(ends)('when it is %s', async (_how, settings, change) => {
    const { link, guest, client, note_id } = await typing(settings);
    const begin = performance.now();
    const closed = nextClose(client).then((how) => ({ how, ms: performance.now() - begin }));
    await (change ? ada.api('PATCH', linkPath(link), change) : ada.api('DELETE', linkPath(link)));
    const { how, ms } = await closed;
    expect(how).toMatchObject({ code: 4410 });
    expect(ms).toBeLessThan(1_000);
    expect(await statusOf(guest, note_id)).toBe(404);
    await expect(connectYWebsocket(there.url, note_id, await guest.token())).rejects.toThrow();
  });

  it('when its time is over', async () => {
    const { link, guest, client, note_id } = await typing();
    const expires_at = new Date(Date.now() + 1_500).toISOString();
    const closed = nextClose(client).then(() => Date.now() - Date.parse(expires_at));
    await ada.api('PATCH', linkPath(link), { expires_at });
    expect(await closed).toBeGreaterThan(0);
    expect(await closed).toBeLessThan(1_000);
    expect(await statusOf(guest, note_id)).toBe(404);
    expect((await new LinkBrowser(here.url, link).get()).status).toBe(404);
  });

  it('when it is for readers from now on, they read on', async () => {
    const { link, guest, client, note_id } = await typing();
    const closed = nextClose(client);
    await ada.api('PATCH', linkPath(link), { role: 'viewer' });
    expect(await closed).toMatchObject({ code: 4410 });
    expect(await roleOf(guest, note_id)).toBe('guest_viewer');
  });

  it('when only its other settings change, they type on', async () => {
    const { link, client, note_id } = await typing({ password: 'open sesame' });
    let closes = 0;
    client.provider.on('disconnect', () => closes++);
    await ada.api('PATCH', linkPath(link), { password: null, is_indexable: true });
    typeParagraph(client, 'two');
    await client.saved();
    expect(await ada.text(note_id)).toContain('two');
    expect(closes).toBe(0);
  });
});
