import { describe, expect, inject, it } from 'vitest';
import { typeParagraph, until } from '../../test/clients.ts';
import { signUp } from '../../test/people.ts';
import { makeServers } from '../../test/servers.ts';
import type { TestServer } from '../../test/start-server.ts';

const servers = makeServers();

describe('several instances', () => {
  it.each([
    ['with Redis', () => inject('redis_url')],
    ['without Redis', () => ''],
  ])('F1 F2: %s, people on three of them write in one note', async (_, redis_url) => {
    const { instances, ada, note_id, clients } = await servers.scene(3, { REDIS_URL: redis_url() });
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
    const [text = ''] = await Promise.all(instances.map(({ url }) => ada.at(url).text(note_id)));
    expect(text.split('\n')).toHaveLength(60);
  });

  it('F4: presence of people on another instance is seen, also by who comes later, and ends with them', async () => {
    const [here, there] = (await servers.instances(2, { DATABASE_URL: await servers.database() })) as [
      TestServer,
      TestServer,
    ];
    const ada = await signUp(here.url, 'Ada');
    const note = await ada.createNote();
    const early = await servers.open(here, ada, note.id);
    early.awareness.setLocalStateField('cursor', { at: 1 });
    const late = await servers.open(there, ada, note.id);
    const seen = () => late.awareness.getStates().get(early.doc.clientID);
    await until(() => seen()?.user !== undefined, 'who came later sees who was here');
    expect(seen()).toMatchObject({ cursor: { at: 1 }, user: { id: ada.id, name: 'Ada' } });
    early.awareness.setLocalStateField('cursor', { at: 2 });
    await until(() => (seen()?.cursor as { at: number } | undefined)?.at === 2, 'the caret moves');
    early.close();
    await until(() => seen() === undefined, 'who leaves is gone');
  });
});
