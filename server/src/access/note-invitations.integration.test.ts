import { randomUUID } from 'node:crypto';
import type { NoteAccess, NoteInvitationOffer } from '@scriptorium/shared/api/note-access.ts';
import type { AddedMember, Note } from '@scriptorium/shared/api/notes.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinAsGuest, makeLink } from '../../test/links.ts';
import { type MailServer, startMailServer } from '../../test/mail-server.ts';
import { call, signUp, type TestPerson } from '../../test/people.ts';
import { makeServers } from '../../test/servers.ts';
import type { TestServer } from '../../test/start-server.ts';

const servers = makeServers();
let database_url: string;
let server: TestServer;
let mail: MailServer;
let ada: TestPerson;
let bob: TestPerson;

beforeAll(async () => {
  database_url = await servers.database();
  server = await servers.server({ DATABASE_URL: database_url });
  mail = await startMailServer();
  ada = await signUp(server.url, 'Ada');
  bob = await signUp(server.url, 'Bob');
});

afterAll(() => mail.close());

const someAddress = () => `${randomUUID()}@example.com`;
const tokenOf = (url: string) => url.split('/').at(-1) ?? '';

async function share(note_id: string, request: object): Promise<AddedMember> {
  const { status, body } = await ada.api<AddedMember>('POST', `/notes/${note_id}/members`, request);
  if (status !== 200) throw new Error(`not shared: ${status}`);
  return body;
}

async function invite(note_id: string, request: object = {}): Promise<string> {
  const done = await share(note_id, { email: someAddress(), role: 'viewer', ...request });
  if (done.status !== 'invited') throw new Error('somebody has an account with this address');
  return tokenOf(done.url);
}

const roleOf = async (person: TestPerson, id: string) =>
  (await person.api<Note>('GET', `/notes/${id}`)).body.role;
const accept = (person: TestPerson, token: string) =>
  person.api<{ note_id: string }>('POST', `/note-invitations/${token}/accept`);

describe('W8: a note shared with an address', () => {
  it('lets in whoever has an account, who is told of it once', async () => {
    const note = await ada.createNote();
    expect(await share(note.id, { email: bob.email, role: 'viewer' })).toMatchObject({
      status: 'added',
      person_id: bob.id,
    });
    await share(note.id, { email: bob.email, role: 'editor' });
    expect(await roleOf(bob, note.id)).toBe('guest_editor');
    const { body } = await bob.api<{ notifications: { kind: string; note: { id: string } }[] }>(
      'GET',
      '/notifications',
    );
    const ours = body.notifications.filter((each) => each.note.id === note.id);
    expect(ours.map(({ kind }) => kind)).toEqual(['share']);
  });

  it('invites whoever has none, and tells them what they are invited to', async () => {
    const [note, email] = [await ada.createNote({ title: 'Plan' }), someAddress()];
    const token = await invite(note.id, { email, role: 'commenter', with_below: true });
    const { body } = await call<NoteInvitationOffer>(server.url, '', 'GET', `/note-invitations/${token}`);
    expect(body).toEqual({ title: 'Plan', role: 'commenter', with_below: true, invited_by: 'Ada', email });
  });

  it('by an invitation that is taken up once, with all that it says', async () => {
    const note = await ada.createNote();
    const below = await ada.createNote({ parent_id: note.id });
    const token = await invite(note.id, { role: 'editor', with_below: true });
    const cleo = await signUp(server.url, 'Cleo');
    expect((await accept(cleo, token)).body).toEqual({ note_id: note.id });
    expect(await roleOf(cleo, below.id)).toBe('guest_editor');
    expect((await accept(bob, token)).status).toBe(404);
  });

  it('leaves whoever is in it already with the better of the two', async () => {
    const note = await ada.createNote();
    await share(note.id, { email: bob.email, role: 'editor' });
    await accept(bob, await invite(note.id, { role: 'viewer', with_below: true }));
    expect(await roleOf(bob, note.id)).toBe('guest_editor');
  });

  it('is not for guests to take up', async () => {
    const [note, other] = [await ada.createNote(), await ada.createNote()];
    const guest = await joinAsGuest(server.url, await makeLink(ada, other.id, { role: 'editor' }));
    const token = await invite(note.id);
    expect((await accept(guest, token)).status).toBe(403);
    expect((await accept(bob, token)).status).toBe(200);
  });
});

describe('W8: an invitation to a note', () => {
  it('makes an account where others cannot, which is in the note', async () => {
    const closed = await servers.server({ DATABASE_URL: database_url, SIGN_UP: 'invite' });
    const note = await ada.createNote();
    const token = await invite(note.id, { role: 'editor' });
    const sign_up = (body: object) =>
      call<{ note_id?: string }>(closed.url, '', 'POST', '/auth/sign-up/email', {
        ...{ name: 'Dora', email: someAddress(), password: 'correct horse battery' },
        ...body,
      });
    expect((await sign_up({})).status).toBe(403);
    expect((await sign_up({ invitation: 'x'.repeat(48) })).status).toBe(404);
    // What comes to nothing uses nothing up.
    expect((await sign_up({ invitation: token, email: bob.email })).status).toBe(409);
    const made = await sign_up({ invitation: token });
    expect([made.status, made.body.note_id]).toEqual([200, note.id]);
    expect((await sign_up({ invitation: token })).status).toBe(404);
  });

  it('that was revoked, or whose note is in the trash, or that was never made, tells nothing', async () => {
    const [note, trashed] = [await ada.createNote(), await ada.createNote()];
    const token = await invite(note.id);
    const { body } = await ada.api<NoteAccess>('GET', `/notes/${note.id}/access`);
    expect(tokenOf(body.invitations[0]?.url ?? '')).toBe(token);
    const path = `invitations/${body.invitations[0]?.id}`;
    expect((await ada.api('DELETE', `/notes/${trashed.id}/${path}`)).status).toBe(404);
    expect((await ada.api('DELETE', `/notes/${note.id}/${path}`)).status).toBe(204);
    const other = await invite(trashed.id);
    await ada.api('PATCH', `/notes/${trashed.id}`, { trashed: true });
    for (const each of [token, other, 'x', 'x'.repeat(48)]) {
      const looked = await call<{ detail: string }>(server.url, '', 'GET', `/note-invitations/${each}`);
      expect([looked.status, looked.body.detail]).toEqual([404, expect.stringContaining('is not good')]);
      expect((await accept(bob, each)).status).toBe(404);
    }
  });

  it('is sent by mail where that can be, in the language of the sender', async () => {
    const env = { SMTP_URL: mail.url, PUBLIC_URL: 'https://notes.example.org', DATABASE_URL: database_url };
    const sending = await servers.server(env);
    const eve = await signUp(sending.url, 'Eve');
    const note = await eve.createNote({ title: 'Überbau' });
    const email = someAddress();
    const german = { 'accept-language': 'de' };
    const { body } = await eve.api<AddedMember>(
      'POST',
      `/notes/${note.id}/members`,
      { email, role: 'editor' },
      german,
    );
    expect(body).toMatchObject({ status: 'invited', is_sent: true });
    expect(mail.mails).toHaveLength(1);
    expect(mail.mails[0]).toContain(`To: ${email}`);
    expect(sending.output()).not.toContain(body.status === 'invited' ? tokenOf(body.url) : '');
  });
});

describe('W10: who can see a note, and why', () => {
  const accessOf = async (person: TestPerson, id: string) =>
    (await person.api<NoteAccess>('GET', `/notes/${id}/access`)).body;

  it('tells where what holds comes from, and from notes above by name only to those who read them', async () => {
    const top = await ada.createNote({ title: 'Top' });
    const note = await ada.createNote({ title: 'Note', parent_id: top.id });
    await share(top.id, { email: bob.email, role: 'editor', with_below: true });
    const cleo = await signUp(server.url, 'Cleo');
    await share(note.id, { email: cleo.email, role: 'viewer' });
    const seen = await accessOf(ada, note.id);
    expect(seen.people.map(({ name, role, from }) => [name, role, from])).toEqual([
      ['Bob', 'editor', { id: top.id, title: 'Top' }],
      ['Cleo', 'viewer', null],
    ]);
    expect(seen.workspace).toMatchObject({ is_personal: true, members: [{ name: 'Ada', role: 'owner' }] });
    const cleos = await accessOf(cleo, note.id);
    expect(cleos.people.find(({ name }) => name === 'Bob')?.from).toEqual({ id: top.id, title: null });
  });

  it('tells addresses, links and invitations only to those who may share', async () => {
    const note = await ada.createNote();
    await share(note.id, { email: bob.email, role: 'editor' });
    await invite(note.id);
    const link = await makeLink(ada, note.id, { role: 'editor' });
    await joinAsGuest(server.url, link);
    const adas = await accessOf(ada, note.id);
    expect(adas).toMatchObject({ may_share: true, links: [{ id: link.id, visitors: 1, from: null }] });
    expect(adas.invitations).toHaveLength(1);
    expect(adas.people.map(({ email }) => email)).toEqual([bob.email]);
    const bobs = await accessOf(bob, note.id);
    expect(bobs).toMatchObject({ may_share: false, links: [], invitations: [], workspace: null });
    expect(bobs.people.map(({ email }) => email)).toEqual([null]);
    expect(bobs.visitors).toMatchObject([{ name: 'Mia (guest)', is_guest: true, role: 'editor' }]);
  });

  it('says from where on it is restricted, and that nothing from above holds there', async () => {
    const top = await ada.createNote({ title: 'Top' });
    const middle = await ada.createNote({ title: 'Middle', parent_id: top.id });
    const note = await ada.createNote({ parent_id: middle.id });
    await share(top.id, { email: bob.email, role: 'editor', with_below: true });
    await makeLink(ada, top.id, { with_below: true });
    expect((await accessOf(ada, note.id)).links).toMatchObject([{ from: { title: 'Top' } }]);
    await ada.api('PUT', `/notes/${middle.id}/restricted`, { restricted: true });
    const seen = await accessOf(ada, note.id);
    expect(seen).toMatchObject({
      ...{ is_restricted: false, restricted_at: { id: middle.id, title: 'Middle' } },
      ...{ people: [], links: [] },
    });
    expect((await accessOf(ada, middle.id)).is_restricted).toBe(true);
  });
});
