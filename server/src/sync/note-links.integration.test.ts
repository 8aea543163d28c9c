import type { Backlinks } from '@scriptorium/shared/api/notes.ts';
import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type HocuspocusClient, typeParagraph, until } from '../../test/clients.ts';
import { signUp, type TestPerson } from '../../test/people.ts';
import { makeServers } from '../../test/servers.ts';
import type { TestServer } from '../../test/start-server.ts';

describe('links from note to note', () => {
  const servers = makeServers();
  let database: string;
  let server: TestServer;
  let ada: TestPerson;
  let bob: TestPerson;

  beforeAll(async () => {
    database = await servers.database();
    server = await servers.server({ DATABASE_URL: database });
    ada = await signUp(server.url, 'Ada');
    bob = await signUp(server.url, 'Bob');
  });

  const backlinks = async (person: TestPerson, id: string) =>
    (await person.api<Backlinks>('GET', `/notes/${id}/backlinks`)).body.notes.map((note) => note.title);

  /** A paragraph with a link in it, at the end. */
  function link({ doc, body }: HocuspocusClient, to: string): void {
    doc.transact(() => {
      const [paragraph, noteLink] = [new Y.XmlElement('paragraph'), new Y.XmlElement('noteLink')];
      noteLink.setAttribute('id', to);
      paragraph.insert(0, [new Y.XmlText('see '), noteLink]);
      body.insert(body.length, [paragraph]);
    });
  }

  async function query(text: string, values: unknown[]): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: database });
    await client.connect();
    try {
      return (await client.query(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  it('N8: are there seconds after they were written, and gone after they were deleted', async () => {
    const [from, to, other] = [
      await ada.createNote({ title: 'From' }),
      await ada.createNote({ title: 'To' }),
      await ada.createNote(),
    ];
    const client = await servers.open(server, ada, from.id);
    link(client, to.id);
    link(client, other.id);
    await until(async () => (await backlinks(ada, to.id)).length === 1, 'the link is derived');
    expect(await backlinks(ada, to.id)).toEqual(['From']);
    client.body.delete(0, 1);
    await until(async () => (await backlinks(ada, to.id)).length === 0, 'the link is gone');
    expect(await backlinks(ada, other.id)).toEqual(['From']);
  });

  it('N8: are told of by notes that the asker may read, and not by those in the trash', async () => {
    const [from, to] = [await ada.createNote({ title: 'Secret' }), await ada.createNote({ title: 'Shared' })];
    link(await servers.open(server, ada, from.id), to.id);
    await ada.api('POST', `/notes/${to.id}/members`, { email: bob.email, role: 'viewer' });
    await until(async () => (await backlinks(ada, to.id)).length === 1, 'the link is derived');
    expect(await backlinks(bob, to.id)).toEqual([]);
    await ada.api('POST', `/notes/${from.id}/members`, { email: bob.email, role: 'viewer' });
    expect(await backlinks(bob, to.id)).toEqual(['Secret']);
    await ada.api('PATCH', `/notes/${from.id}`, { trashed: true });
    expect(await backlinks(ada, to.id)).toEqual([]);
  });

  it('N8: may lead to a note that is made later', async () => {
    const [from, to_id] = [await ada.createNote({ title: 'First' }), crypto.randomUUID()];
    const client = await servers.open(server, ada, from.id);
    link(client, to_id);
    await client.saved();
    client.close();
    await until(async () => {
      const rows = await query('select 1 from note_links where from_note_id = $1', [from.id]);
      return rows.length === 1;
    }, 'the link is derived when the note leaves memory');
    await ada.createNote({ id: to_id });
    expect(await backlinks(ada, to_id)).toEqual(['First']);
  });

  it('N8: are made up for after a kill, when the note is next opened', { timeout: 60_000 }, async () => {
    const own = await servers.server({ DATABASE_URL: database });
    const eve = await signUp(own.url, 'Eve');
    const [from, to] = [await eve.createNote({ title: 'Killed' }), await eve.createNote()];
    const client = await servers.open(own, eve, from.id);
    link(client, to.id);
    await client.saved();
    await own.kill9();
    client.close();
    const [before] = await query('select linked_seq, head_seq from documents where note_id = $1', [from.id]);
    expect(before).toMatchObject({ linked_seq: '0' });
    expect(await backlinks(eve.at(server.url), to.id)).toEqual([]);
    await servers.open(server, eve, from.id);
    await until(
      async () => (await backlinks(eve.at(server.url), to.id)).includes('Killed'),
      'the link is derived after all',
    );
  });

  it('N8: a note that leaves memory has nothing to make up for', async () => {
    const { id } = await ada.createNote({ title: 'Typed' });
    const client = await servers.open(server, ada, id);
    typeParagraph(client, 'one paragraph');
    const text = (client.body.get(0) as Y.XmlElement).get(0) as Y.XmlText;
    for (let i = 0; i < 20; i++) text.insert(text.length, 'x');
    await client.saved();
    client.close();
    const isDone = `select 1 from documents where note_id = $1 and head_seq > 20 and linked_seq = head_seq`;
    await until(async () => (await query(isDone, [id])).length === 1, 'all of it is looked at');
  });
});
