import { randomUUID } from 'node:crypto';
import { type CreatedKey, type Key, keys_per_person_max } from '@scriptorium/shared/api/keys.ts';
import type { Note, NoteList } from '@scriptorium/shared/api/notes.ts';
import type { Workspace } from '@scriptorium/shared/api/workspaces.ts';
import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  connectHocuspocus,
  connectYWebsocket,
  type TestClient,
  typeParagraph,
  until,
} from '../../test/clients.ts';
import { call, callByKey, signUp, type TestPerson } from '../../test/people.ts';
import { makeServers } from '../../test/servers.ts';
import type { TestServer } from '../../test/start-server.ts';

const servers = makeServers();
let instances: TestServer[];
let server: TestServer;
let sql: pg.Pool;
let ada: TestPerson;
let team: Workspace;
let note: Note;

beforeAll(async () => {
  const database_url = await servers.database();
  instances = await servers.instances(2, { DATABASE_URL: database_url });
  server = instances[0] as TestServer;
  sql = new pg.Pool({ connectionString: database_url, max: 1 });
  sql.on('error', () => undefined);
  ada = await signUp(server.url, 'Ada');
  team = (await ada.api<Workspace>('POST', '/workspaces', { name: 'Team' })).body;
  note = await ada.createNote({ title: 'Plan', workspace_id: team.id });
  return () => sql.end();
});

const by = <T>(key: string, method: string, path: string, body?: unknown) =>
  callByKey<T>(server.url, key, method, path, body);

async function expire(key: string): Promise<void> {
  await sql.query(`update api_keys set expires_at = now() where id = $1::uuid`, [key.slice(4, 36)]);
}

async function listed(person: TestPerson): Promise<Key[]> {
  return (await person.api<{ keys: Key[] }>('GET', '/keys')).body.keys;
}

describe('K1: a key is told once, and kept as a hash', () => {
  it('is listed without its secret, with its use', async () => {
    const bob = await signUp(server.url, 'Bob');
    const { body } = await bob.api<CreatedKey>('POST', '/keys', { name: ' Backup ', scopes: ['notes:read'] });
    expect(body.secret).toMatch(/^scr_[0-9a-f]{96}$/);
    expect(body.key).toMatchObject({ name: 'Backup', scopes: ['notes:read'], workspace_id: null });
    expect(body.secret.startsWith(body.key.start)).toBe(true);
    const days = (Date.parse(body.key.expires_at as string) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(90);
    await by(body.secret, 'GET', '/workspaces');
    await until(async () => (await listed(bob))[0]?.last_used_at !== null, 'its use is noted');
    expect(JSON.stringify(await listed(bob))).not.toContain(body.secret.slice(36));
    const { rows } = await sql.query('select * from api_keys where id = $1', [body.key.id]);
    expect(JSON.stringify(rows)).not.toContain(body.secret.slice(36));
  });

  it('ends when it is said to, and never only where that was asked for', async () => {
    const soon = await ada.key({ scopes: ['notes:read'], expires_in_days: 1 });
    const never = await ada.key({ scopes: ['notes:read'], expires_in_days: null });
    await expire(soon);
    expect((await by(soon, 'GET', '/workspaces')).status).toBe(401);
    expect((await by(never, 'GET', '/workspaces')).status).toBe(200);
  });

  it('whatever else is shown as one is answered alike', async () => {
    const good = await ada.key({ scopes: ['notes:read'] });
    const wrong = [
      '',
      'abc',
      good.slice(0, -1),
      `${good.slice(0, -1)}${good.endsWith('0') ? '1' : '0'}`,
      `scr_${randomUUID().replaceAll('-', '')}${'0'.repeat(64)}`,
    ];
    for (const key of wrong) {
      // The cookie is of no help to a wrong key.
      const answer = await call<{ kind: string }>(server.url, ada.cookie, 'GET', '/workspaces', undefined, {
        authorization: `Bearer ${key}`,
      });
      expect([key, answer.status, answer.body.kind]).toEqual([key, 401, 'not_signed_in']);
    }
  });

  it('a person has so many, and revokes some for more', async () => {
    const eve = await signUp(server.url, 'Eve');
    const make = () => eve.api<CreatedKey>('POST', '/keys', { name: 'One more', scopes: ['notes:read'] });
    const made = await Promise.all(Array.from({ length: keys_per_person_max + 2 }, make));
    expect(made.filter(({ status }) => status === 201)).toHaveLength(keys_per_person_max);
    expect(made.filter(({ status }) => status === 409)).toHaveLength(2);
    const [first] = await listed(eve);
    expect((await ada.api('DELETE', `/keys/${first?.id}`)).status).toBe(404);
    expect((await eve.api('DELETE', `/keys/${first?.id}`)).status).toBe(204);
    expect((await eve.api('DELETE', `/keys/${first?.id}`)).status).toBe(404);
    expect((await make()).status).toBe(201);
  });
});

describe('K2: a key does what its person may and its scopes include', () => {
  it('a viewer’s key for writing writes nothing', async () => {
    const viewer = await signUp(server.url, 'Viewer');
    await ada.api('POST', `/notes/${note.id}/members`, { email: viewer.email, role: 'viewer' });
    const key = await viewer.key({ scopes: ['notes:write'] });
    expect((await by(key, 'GET', `/notes/${note.id}`)).status).toBe(200);
    expect((await by(key, 'PATCH', `/notes/${note.id}`, { title: 'Mine' })).status).toBe(403);
  });

  it('by socket it reads, or writes, too', async () => {
    const read = await ada.key({ scopes: ['notes:read'] });
    const write = await ada.key({ scopes: ['notes:write'] });
    const manage = await ada.key({ scopes: ['workspace:manage'] });
    const { id } = await ada.createNote({ workspace_id: team.id });
    const open = (key: string): Promise<TestClient[]> =>
      Promise.all([connectHocuspocus(server.url, id, key), connectYWebsocket(server.url, id, key)]).then(
        (clients) => clients.map((client) => servers.closing(client)),
      );
    await expect(connectHocuspocus(server.url, id, manage)).rejects.toThrow('no-access');
    await expect(connectYWebsocket(server.url, id, manage)).rejects.toThrow('4403');
    const readers = await open(read);
    const writers = await open(write);
    for (const [n, client] of readers.entries()) typeParagraph(client, `read ${n}`);
    for (const [n, client] of writers.entries()) typeParagraph(client, `write ${n}`);
    const text = () => ada.text(id);
    await until(async () => /write 0/.test(await text()) && /write 1/.test(await text()), 'both wrote');
    expect(await text()).not.toContain('read');
  });

  it('a token made by a key does what the key does', async () => {
    const read = await ada.key({ scopes: ['notes:read'] });
    const { token } = (await by<{ token: string }>(read, 'POST', '/sync/token')).body;
    const { id } = await ada.createNote({ workspace_id: team.id });
    const [reader, writer] = [
      servers.closing(await connectHocuspocus(server.url, id, token)),
      servers.closing(await connectHocuspocus(server.url, id, await ada.token())),
    ];
    typeParagraph(reader, 'by the key');
    typeParagraph(writer, 'by Ada');
    await until(() => reader.body.toString().includes('by Ada'), 'the reader hears');
    expect(await ada.text(id)).toBe('by Ada');
  });
});

describe('K3: a key for one workspace', () => {
  let key: string;
  let elsewhere: Note;
  beforeAll(async () => {
    key = await ada.key({ scopes: ['notes:write', 'workspace:manage'], workspace_id: team.id });
    elsewhere = await ada.createNote({ title: 'Private' });
  });

  it('reads and writes there', async () => {
    const { body } = await by<NoteList>(key, 'GET', `/notes?workspace_id=${team.id}`);
    expect(body.notes.map(({ id }) => id)).toContain(note.id);
    const made = await by<Note>(key, 'POST', '/notes', { workspace_id: team.id, parent_id: note.id });
    expect(made.status).toBe(201);
    expect((await by(key, 'GET', `/search?q=Plan&workspace_id=${team.id}`)).status).toBe(200);
    expect((await by(key, 'PATCH', `/workspaces/${team.id}`, { name: 'Team' })).status).toBe(200);
  });

  it('gets nothing anywhere else, nor all of everything', async () => {
    const tries: [string, string, unknown?][] = [
      ['GET', `/notes/${elsewhere.id}`],
      ['PATCH', `/notes/${elsewhere.id}`, { title: 'Mine' }],
      ['GET', `/workspaces/${elsewhere.workspace_id}/members`],
      ['GET', '/notes'],
      ['GET', '/workspaces'],
      ['GET', '/search?q=Private'],
      ['POST', '/notes', {}],
      ['POST', '/notes', { workspace_id: elsewhere.workspace_id }],
      ['POST', '/notes', { workspace_id: team.id, parent_id: elsewhere.id }],
      ['PATCH', `/notes/${note.id}`, { parent_id: elsewhere.id }],
      // What no route asks for does not count as the workspace's name.
      ['GET', `/workspaces?workspace_id=${team.id}`],
      ['POST', `/notes/${note.id}/attachments/${randomUUID()}/copy`, { from_note_id: elsewhere.id }],
      ['POST', '/sync/token'],
    ];
    for (const [method, path, body] of tries) {
      const { status } = await by(key, method, path, body);
      expect([method, path, status]).toEqual([method, path, 404]);
    }
    await expect(connectHocuspocus(server.url, elsewhere.id, key)).rejects.toThrow('no-access');
    servers.closing(await connectHocuspocus(server.url, note.id, key));
  });

  it('what one may not read anyway is answered like what does not exist', async () => {
    const bob = await signUp(server.url, 'Bob');
    const { id } = await bob.createNote({ title: 'Bob’s' });
    const said = async (note_id: string) => {
      const { status, body } = await by<Record<string, unknown>>(key, 'GET', `/notes/${note_id}`);
      return [status, { ...body, request_id: null }];
    };
    expect(await said(id)).toEqual(await said(randomUUID()));
  });

  it('is made only for a workspace that one is in', async () => {
    const bob = await signUp(server.url, 'Bob');
    const body = { name: 'A', scopes: ['notes:read'], workspace_id: team.id };
    expect((await bob.api('POST', '/keys', body)).status).toBe(404);
  });
});

describe('K4: what is for people only', () => {
  it('no key makes or sees keys, nor touches the account', async () => {
    const key = await ada.key({ scopes: ['notes:write', 'workspace:manage'] });
    const id = key.slice(4, 36).replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    const tries: [string, string, unknown?][] = [
      ['GET', '/keys'],
      ['POST', '/keys', { name: 'A', scopes: ['notes:read'] }],
      ['DELETE', `/keys/${id}`],
      ['GET', '/auth/sessions'],
      ['DELETE', '/auth/sessions'],
      ['DELETE', `/auth/sessions/${randomUUID()}`],
      ['GET', '/auth/session'],
      ['GET', '/auth/audit'],
      ['PATCH', '/auth/person', { name: 'Eve' }],
      ['POST', '/auth/sign-out'],
      ['POST', '/auth/change-password', { current_password: 'a', new_password: 'a longer one' }],
      ['POST', '/workspaces', { name: 'Mine' }],
    ];
    for (const [method, path, body] of tries) {
      const { status } = await by(key, method, path, body);
      expect([method, path, status]).toEqual([method, path, 403]);
    }
    expect((await ada.api('GET', '/keys')).status).toBe(200);
  });

  it('guests have none', async () => {
    const guest = await signUp(server.url, 'Guest');
    const key = await guest.key({ scopes: ['notes:read'] });
    await sql.query('update people set is_guest = true where id = $1', [guest.id]);
    expect((await by(key, 'GET', '/workspaces')).status).toBe(401);
    const { status } = await guest.api('POST', '/keys', { name: 'A', scopes: ['notes:read'] });
    expect(status).toBe(403);
  });

  it('a page of another site uses nobody’s cookie by naming a key', async () => {
    const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    const without = await ada.api<{ kind: string }>('POST', '/notes', {}, foreign);
    expect(without.body.kind).toBe('cross_site_request');
    const wrong = await ada.api('POST', '/notes', {}, { ...foreign, authorization: 'Bearer x' });
    expect(wrong.status).toBe(401);
    const basic = await ada.api('POST', '/notes', {}, { ...foreign, authorization: 'Basic x' });
    expect(basic.status).toBe(401);
  });
});

describe('K5 P3: what has ended is out within a second, on every instance', () => {
  /** Sockets by a key and by a token of it, at both instances. */
  async function openAll(key: string): Promise<() => number> {
    const { token } = (await by<{ token: string }>(key, 'POST', '/sync/token')).body;
    const out = new Set<object>();
    for (const { url } of instances) {
      for (const shown of [key, token]) {
        const client = servers.closing(await connectHocuspocus(url, note.id, shown));
        client.provider.on('close', ({ event }: { event: { code: number } }) => {
          if (event.code === 4401) out.add(client);
        });
      }
      const address = `${url.replace(/^http/, 'ws')}/yjs/${note.id}?token=${key}`;
      const socket = new WebSocket(address);
      servers.closing(socket);
      // An empty state vector: all of the note comes back.
      socket.addEventListener('open', () => socket.send(Uint8Array.of(0, 0, 1, 0)));
      await new Promise((resolve) => socket.addEventListener('message', resolve, { once: true }));
      socket.addEventListener('close', ({ code }) => {
        if (code === 4401) out.add(socket);
      });
    }
    return () => out.size;
  }

  it('a revoked key', async () => {
    const { body } = await ada.api<CreatedKey>('POST', '/keys', { name: 'A', scopes: ['notes:read'] });
    const closed = await openAll(body.secret);
    await ada.api('DELETE', `/keys/${body.key.id}`);
    for (const { url } of instances) {
      expect((await callByKey(url, body.secret, 'GET', '/workspaces')).status).toBe(401);
    }
    await until(() => closed() === 6, 'all are out');
  });

  it('an expired one', async () => {
    const key = await ada.key({ scopes: ['notes:read'] });
    await sql.query(`update api_keys set expires_at = now() + interval '4 s' where id = $1::uuid`, [
      key.slice(4, 36),
    ]);
    const closed = await openAll(key);
    expect(closed()).toBe(0);
    await until(() => closed() === 6, 'all are out');
  });
});

it('K6: keys have limits of their own, and wrong ones count against their address', async () => {
  const own = await servers.server({
    ...{ DATABASE_URL: await servers.database(), RATE_LIMIT_FACTOR: '0.2', TRUST_PROXY: '127.0.0.0/8' },
  });
  const eve = await signUp(own.url, 'Eve');
  const answers: number[] = [];
  for (let i = 0; i < 8; i++) {
    answers.push((await callByKey(own.url, `scr_${'0'.repeat(96)}`, 'GET', '/workspaces')).status);
  }
  expect(answers).toEqual([401, 401, 401, 401, 401, 401, 429, 429]);
  expect((await eve.api('GET', '/workspaces')).status).toBe(200);

  const authorization = `Bearer ${await eve.key({ scopes: ['notes:read'] })}`;
  const statuses = await Promise.all(
    Array.from({ length: 125 }, async (_, n) => {
      const headers = { authorization, 'x-forwarded-for': `192.0.2.${n}` };
      return (await call(own.url, '', 'GET', '/workspaces', undefined, headers)).status;
    }),
  );
  expect(statuses.filter((status) => status === 200)).toHaveLength(120);
  expect(statuses.filter((status) => status === 429)).toHaveLength(5);
});

it('OpenAPI says which addresses take keys, and what scope each needs', async () => {
  const { components, paths } = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as {
    components: { securitySchemes: Record<string, { scheme?: string }> };
    paths: Record<string, Record<string, { security: Record<string, string[]>[] }>>;
  };
  expect(components.securitySchemes.key?.scheme).toBe('bearer');
  expect(paths['/api/v1/notes']?.post?.security).toEqual([{ session: [] }, { key: ['notes:write'] }]);
  expect(paths['/api/v1/keys']?.post?.security).toEqual([{ session: [] }]);
});
