import { afterEach, describe, expect, inject, it } from 'vitest';
import { connectHocuspocus, type HocuspocusClient, typeParagraph, until } from '../../test/clients.ts';
import { makeDatabase } from '../../test/database.ts';
import { signUp, type TestPerson } from '../../test/people.ts';
import { startServer, type TestServer } from '../../test/start-server.ts';

const undo: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function instances(count: number, env: Record<string, string>): Promise<TestServer[]> {
  const database = await makeDatabase();
  undo.push(() => database.drop());
  const all = { DATABASE_URL: database.url, SECRET: 'the one secret of all instances, 32+', ...env };
  const servers = await Promise.all(Array.from({ length: count }, () => startServer(all)));
  for (const server of servers) undo.push(() => server.kill9());
  return servers;
}

async function open(server: TestServer, person: TestPerson, note_id: string): Promise<HocuspocusClient> {
  const client = await connectHocuspocus(server.url, note_id, person.token);
  undo.push(async () => client.close());
  return client;
}

describe('several instances', () => {
  it.each([
    ['with Redis', () => ({ REDIS_URL: inject('redis_url') })],
    ['without Redis', () => ({})],
  ])('F1 F2: %s, people on three of them write in one note', async (_, env) => {
    const servers = await instances(3, env());
    const ada = await signUp((servers[0] as TestServer).url, 'Ada');
    const note = await ada.createNote();
    const clients = await Promise.all(servers.map((server) => open(server, ada, note.id)));
    for (const [index, client] of clients.entries()) {
      for (let line = 0; line < 20; line++) typeParagraph(client, `instance ${index} line ${line}`);
    }
    const texts = () => clients.map(({ body }) => body.toString());
    await until(
      () => new Set(texts()).size === 1 && clients[0]?.body.length === 60,
      'all see the same',
      10_000,
    );
    for (const client of clients) await client.saved();
    const [text = ''] = await Promise.all(servers.map(async (server) => textAt(server, ada, note.id)));
    expect(text.split('\n')).toHaveLength(60);
  });

  it('F4: presence of people on another instance is seen, also by who comes later, and ends with them', async () => {
    const [here, there] = (await instances(2, { REDIS_URL: inject('redis_url') })) as [
      TestServer,
      TestServer,
    ];
    const ada = await signUp(here.url, 'Ada');
    const note = await ada.createNote();
    const early = await open(here, ada, note.id);
    early.awareness.setLocalStateField('cursor', { at: 1 });
    const late = await open(there, ada, note.id);
    const seen = () => late.awareness.getStates().get(early.doc.clientID);
    await until(() => seen()?.user !== undefined, 'who came later sees who was here');
    expect(seen()).toMatchObject({ cursor: { at: 1 }, user: { id: ada.id, name: 'Ada' } });
    early.awareness.setLocalStateField('cursor', { at: 2 });
    await until(() => (seen()?.cursor as { at: number }).at === 2, 'the caret moves');
    early.close();
    await until(() => seen() === undefined, 'who leaves is gone');
  });
});

async function textAt(server: TestServer, person: TestPerson, note_id: string): Promise<string> {
  const response = await fetch(`${server.url}/api/v1/notes/${note_id}/content?format=text`, {
    headers: { cookie: person.cookie },
  });
  return response.text();
}
