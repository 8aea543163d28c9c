import { describe, expect, it } from 'vitest';
import { typeParagraph, until } from '../../test/clients.ts';
import { expectAllEqual } from '../../test/expect-all-equal.ts';
import { makeServers } from '../../test/servers.ts';

const servers = makeServers();

describe('several instances', () => {
  it.each([
    ['with Redis', {}],
    ['without Redis', { REDIS_URL: '' }],
  ])('F1 F2: %s, people on three of them write in one note and soon see the same', async (_, env) => {
    const scene = await servers.scene(3, env);
    const { clients } = scene;
    for (const [index, client] of clients.entries()) {
      for (let line = 0; line < 20; line++) typeParagraph(client, `instance ${index} line ${line}`);
    }
    const isSame = () => new Set(clients.map(({ body }) => body.toString())).size === 1;
    await until(() => isSame() && clients[0]?.body.length === 60, 'all see all lines', 10_000);
    for (const client of clients) await client.saved();
    await expectAllEqual(scene);
  });

  it('F4: presence of people on another instance is seen, also by who comes later, and ends with them', async () => {
    const { instances, ada, note_id, clients } = await servers.scene(2);
    const [early, there] = [clients[0], instances[1]];
    if (!early || !there) throw new Error('the scene is empty');
    early.awareness.setLocalStateField('cursor', { at: 1 });
    clients[1]?.close();
    const late = await servers.open(there, ada, note_id);
    const seen = () => late.awareness.getStates().get(early.doc.clientID);
    await until(() => seen()?.user !== undefined, 'who came later sees who was here');
    expect(seen()).toMatchObject({ cursor: { at: 1 }, user: { id: ada.id, name: 'Ada' } });
    early.awareness.setLocalStateField('cursor', { at: 2 });
    await until(() => JSON.stringify(seen()?.cursor) === '{"at":2}', 'the caret moves');
    early.close();
    await until(() => seen() === undefined, 'who leaves is gone');
  });
});
