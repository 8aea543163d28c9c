import { beforeAll, expect, it } from 'vitest';
import { typeParagraph, until } from '../../test/clients.ts';
import { signUp, type TestPerson } from '../../test/people.ts';
import { makeServers } from '../../test/servers.ts';
import type { TestServer } from '../../test/start-server.ts';

const servers = makeServers();
let server: TestServer;
let ada: TestPerson;

beforeAll(async () => {
  server = await servers.server({ DATABASE_URL: await servers.database(), NOTE_BYTES_MAX: '64KiB' });
  ada = await signUp(server.url, 'Ada');
});

async function put(person: TestPerson, id: string, format: string, body: string, type = 'text/markdown') {
  const answer = await fetch(`${server.url}/api/v1/notes/${id}/content?format=${format}`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${await person.key({ scopes: ['notes:write'] })}`,
      'content-type': type,
    },
    body,
  });
  return { status: answer.status, body: (await answer.json()) as { seq: number | null; kind?: string } };
}

const get = (id: string, format: string) => ada.api<string>('GET', `/notes/${id}/content?format=${format}`);

it('H1: a script writes Markdown: live for whoever has the note open, and in the history by its person', async () => {
  const { id } = await ada.createNote({ title: 'Plan' });
  const client = await servers.open(server, ada, id);
  typeParagraph(client, 'by Ada');
  await client.saved();
  const { status, body } = await put(ada, id, 'markdown', '# Plan B\n\nby Ada\n\n- by a _script_\n');
  expect([status, body.seq]).toEqual([200, 3]);
  await until(() => client.body.toString().includes('script'), 'it is there live');
  expect(client.title.toString()).toBe('Plan B');
  expect((await get(id, 'markdown')).body).toBe('# Plan B\n\nby Ada\n\n- by a _script_\n');
  const html = await get(id, 'html');
  expect(html.headers.get('content-disposition')).toContain('attachment');
  expect(html.body).toContain('<li><p>by a <em>script</em></p></li>');
  expect((await ada.api<{ body: object }>('GET', `/notes/${id}/content`)).body.body).toMatchObject({
    type: 'doc',
  });
  const { entries } = (
    await ada.api<{ entries: { to_seq: number; authors: { id: string }[] }[] }>('GET', `/notes/${id}/history`)
  ).body;
  expect(entries[0]).toMatchObject({ to_seq: 3, authors: [{ id: ada.id }] });
  const again = await put(ada, id, 'markdown', (await get(id, 'markdown')).body);
  expect([again.status, again.body.seq]).toEqual([200, null]);
});

it('text and JSON are taken, too; what is neither is refused', async () => {
  const { id } = await ada.createNote({ title: 'Plan' });
  expect((await put(ada, id, 'text', 'One\nTwo', 'text/plain')).status).toBe(200);
  expect((await get(id, 'text')).body).toBe('One\nTwo');
  const json = { title: 'JSON', body: { type: 'doc', content: [{ type: 'horizontalRule' }] } };
  expect((await put(ada, id, 'json', JSON.stringify(json), 'application/json')).status).toBe(200);
  expect((await get(id, 'markdown')).body).toBe('# JSON\n\n---\n');
  for (const [format, body, type] of [
    ['json', '{"body":{"type":"doc","content":[{"type":"script"}]}}', 'application/json'],
    ['json', 'words', 'text/plain'],
    ['markdown', '{"body":{"type":"doc"}}', 'application/json'],
    ['html', '<p>words</p>', 'text/plain'],
  ] as const) {
    expect([format, (await put(ada, id, format, body, type)).status]).toEqual([format, 400]);
  }
  expect((await put(ada, id, 'markdown', '<p>', 'text/html')).status).toBe(415);
  expect((await get(id, 'markdown')).body).toBe('# JSON\n\n---\n');
});

it('P1: neither more than a note may be, nor into the trash', async () => {
  const { id } = await ada.createNote({ title: 'Plan' });
  const large = await put(ada, id, 'text', 'word '.repeat(20_000), 'text/plain');
  expect([large.status, large.body.kind]).toEqual([413, 'too_large']);
  const huge = await put(ada, id, 'text', 'word '.repeat(300_000), 'text/plain');
  expect(huge.status).toBe(413);
  await ada.api('PATCH', `/notes/${id}`, { trashed: true });
  expect((await put(ada, id, 'text', 'word', 'text/plain')).status).toBe(403);
  expect((await get(id, 'text')).body).toBe('');
});
