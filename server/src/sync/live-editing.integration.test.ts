import { beforeAll, describe, expect, it } from 'vitest';
import { connectHocuspocus, connectYWebsocket, typeParagraph, until } from '../../test/clients.ts';
import { signUp, type TestPerson } from '../../test/people.ts';
import type { TestServer } from '../../test/start-server.ts';
import { makeServers } from '../../test/servers.ts';

describe('live editing', () => {
  const servers = makeServers();
  let server: TestServer;
  let ada: TestPerson;
  let eve: TestPerson;

  beforeAll(async () => {
    server = await servers.server({ DATABASE_URL: await servers.database() });
    ada = await signUp(server.url, 'Ada');
    eve = await signUp(server.url, 'Eve');
  });

  it('two clients type in one note at once and end with the same text', async () => {
    const note = await ada.createNote();
    const [one, two] = await Promise.all([
      servers.open(server, ada, note.id),
      servers.open(server, ada, note.id),
    ]);
    for (let i = 0; i < 20; i++) {
      typeParagraph(one, `one ${i}`);
      typeParagraph(two, `two ${i}`);
    }
    await until(() => one.body.length === 40 && two.body.length === 40, 'both have all paragraphs');
    expect(one.body.toString()).toBe(two.body.toString());
    await Promise.all([one.saved(), two.saved()]);
    expect((await ada.text(note.id)).split('\n')).toHaveLength(40);
  });

  it('the stock y-websocket provider and the stock Hocuspocus provider meet in one note', async () => {
    const note = await ada.createNote();
    const hocuspocus = await servers.open(server, ada, note.id);
    const yWebsocket = servers.closing(await connectYWebsocket(server.url, note.id, await ada.token()));
    typeParagraph(hocuspocus, 'by Hocuspocus');
    await until(() => yWebsocket.body.length === 1, 'the paragraph arrives by /yjs');
    typeParagraph(yWebsocket, 'by y-websocket');
    await until(() => hocuspocus.body.length === 2, 'the paragraph arrives by /sync');
    expect(hocuspocus.body.toString()).toBe(yWebsocket.body.toString());
    hocuspocus.close();
    yWebsocket.close();
    await until(async () => (await ada.text(note.id)) === 'by Hocuspocus\nby y-websocket', 'both are stored');
  });

  it('a note that its last reader left comes back from the log', async () => {
    const note = await ada.createNote({ title: 'Shopping' });
    const first = await servers.open(server, ada, note.id);
    typeParagraph(first, 'milk');
    await first.saved();
    first.close();
    const second = await servers.open(server, ada, note.id);
    expect(second.title.toString()).toBe('Shopping');
    expect(second.body.toString()).toBe('<paragraph>milk</paragraph>');
  });

  it('the title in the list follows the title in the document', async () => {
    const note = await ada.createNote({ title: 'Draft' });
    const client = await servers.open(server, ada, note.id);
    client.title.insert(5, ' two');
    await client.saved();
    expect((await ada.api('GET', `/notes/${note.id}`)).body).toMatchObject({ title: 'Draft two' });
  });

  it('a rename over REST reaches everybody who has the note open', async () => {
    const note = await ada.createNote({ title: 'Old' });
    const client = await servers.open(server, ada, note.id);
    const { status, body } = await ada.api('PATCH', `/notes/${note.id}`, { title: 'New' });
    expect([status, body]).toMatchObject([200, { title: 'New' }]);
    await until(() => client.title.toString() === 'New', 'the title arrives');
  });

  it('P5: presence names the person that the server knows, whatever a client claims', async () => {
    const note = await ada.createNote();
    const honest = await servers.open(server, ada, note.id);
    const liar = await servers.open(server, ada, note.id);
    liar.awareness.setLocalStateField('user', { id: eve.id, name: 'The Queen', color: '#000000' });
    const seen = () => honest.awareness.getStates().get(liar.doc.clientID)?.user;
    await until(() => seen() !== undefined, 'presence arrives');
    expect(seen()).toMatchObject({ id: ada.id, name: 'Ada' });
  });

  it('a person’s presence is gone when they leave', async () => {
    const note = await ada.createNote();
    const stays = await servers.open(server, ada, note.id);
    const leaves = servers.closing(await connectYWebsocket(server.url, note.id, await ada.token()));
    leaves.awareness.setLocalStateField('cursor', { at: 1 });
    await until(() => stays.awareness.getStates().has(leaves.doc.clientID), 'presence arrives');
    leaves.close();
    await until(() => !stays.awareness.getStates().has(leaves.doc.clientID), 'presence goes');
  });

  it('a stranger gets into a note by neither door, and learns nothing', async () => {
    const note = await ada.createNote({ title: 'Secret' });
    const missing = crypto.randomUUID();
    for (const id of [note.id, missing]) {
      await expect(servers.open(server, eve, id)).rejects.toThrow('no-access');
      await expect(connectYWebsocket(server.url, id, await eve.token())).rejects.toThrow('4403');
      expect(await eve.api('GET', `/notes/${id}`)).toMatchObject({
        status: 404,
        body: { kind: 'not_found' },
      });
      expect(await eve.api('GET', `/notes/${id}/content`)).toMatchObject({
        status: 404,
        body: { kind: 'not_found' },
      });
      expect(await eve.api('PATCH', `/notes/${id}`, { title: 'Mine' })).toMatchObject({ status: 404 });
    }
  });

  it('a person who was let into one note writes in it as themselves, and into no other', async () => {
    const bob = await signUp(server.url, 'Bob');
    const [shared, other] = [await ada.createNote(), await ada.createNote()];
    expect(
      (await ada.api('POST', `/notes/${shared.id}/members`, { email: bob.email, role: 'editor' })).status,
    ).toBe(200);
    const [adas, bobs] = await Promise.all([
      servers.open(server, ada, shared.id),
      servers.open(server, bob, shared.id),
    ]);
    bobs.awareness.setLocalStateField('cursor', null);
    typeParagraph(bobs, 'by Bob');
    await until(() => adas.body.toString().includes('by Bob'), 'the text arrives');
    await until(() => adas.awareness.getStates().has(bobs.doc.clientID), 'presence arrives');
    expect(adas.awareness.getStates().get(bobs.doc.clientID)?.user).toMatchObject({
      id: bob.id,
      name: 'Bob',
    });
    await expect(servers.open(server, bob, other.id)).rejects.toThrow('no-access');
    expect((await bob.api('POST', `/notes/${shared.id}/members`, { email: eve.email })).status).toBe(403);
  });

  it('P3: a demotion makes an open note read-only, a removal closes it', async () => {
    const bob = await signUp(server.url, 'Bob');
    const note = await ada.createNote();
    await ada.api('POST', `/notes/${note.id}/members`, { email: bob.email });
    const client = await servers.open(server, bob, note.id);
    await ada.api('POST', `/notes/${note.id}/members`, { email: bob.email, role: 'viewer' });
    await until(() => client.provider.authorizedScope === 'readonly', 'the socket is read-only');
    const refused = new Promise((resolve) => client.provider.on('authenticationFailed', resolve));
    await ada.api('DELETE', `/notes/${note.id}/members/${bob.id}`);
    await expect(refused).resolves.toMatchObject({ reason: 'no-access' });
  });

  it('a token that is made up, or whose session has ended, opens nothing', async () => {
    const note = await ada.createNote();
    await expect(connectHocuspocus(server.url, note.id, 'made.up.token')).rejects.toThrow('token-invalid');
    await expect(connectYWebsocket(server.url, note.id, '')).rejects.toThrow('4401');
    const bob = await signUp(server.url, 'Bob');
    const own = await bob.createNote();
    const token = await bob.token();
    await bob.api('POST', '/auth/sign-out');
    await expect(connectHocuspocus(server.url, own.id, token)).rejects.toThrow('token-invalid');
  });

  it('a session that ends takes its open sockets with it', async () => {
    const bob = await signUp(server.url, 'Bob');
    const note = await bob.createNote();
    const client = await connectHocuspocus(server.url, note.id, await bob.token());
    const refused = new Promise((resolve) => client.provider.on('authenticationFailed', resolve));
    await bob.api('POST', '/auth/sign-out');
    await expect(refused).resolves.toMatchObject({ reason: 'token-invalid' });
  });

  it('P4: a note in the trash is read-only for those who have it open, until it is restored', async () => {
    const note = await ada.createNote();
    const client = await servers.open(server, ada, note.id);
    typeParagraph(client, 'before');
    await client.saved();
    await ada.api('PATCH', `/notes/${note.id}`, { trashed: true });
    await until(() => client.provider.authorizedScope === 'readonly', 'the socket is read-only');
    typeParagraph(client, 'refused');
    expect(await ada.text(note.id)).toBe('before');
    await ada.api('PATCH', `/notes/${note.id}`, { trashed: false });
    await until(() => client.provider.authorizedScope === 'read-write', 'the socket may write');
    await until(async () => (await ada.text(note.id)) === 'before\nrefused', 'what waited is stored');
  });
});
