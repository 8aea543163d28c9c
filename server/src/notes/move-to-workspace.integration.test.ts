import { randomUUID } from 'node:crypto';
import type { AuditPage } from '@scriptorium/shared/api/audit.ts';
import type { CreateNoteRequest, Note } from '@scriptorium/shared/api/notes.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, type TestPerson } from '../../test/people.ts';
import { nextClose } from '../../test/raw-socket.ts';
import { makeServers } from '../../test/servers.ts';
import type { TestServer } from '../../test/start-server.ts';

describe('a move to another workspace', () => {
  const servers = makeServers();
  let server: TestServer;
  let sql: pg.Client;
  let ada: TestPerson;
  let bob: TestPerson;
  let cleo: TestPerson;
  let from: string;
  let to: string;

  beforeAll(async () => {
    const database_url = await servers.database();
    server = await servers.server({ DATABASE_URL: database_url, WORKSPACE_MB_MAX: '1' });
    sql = new pg.Client({ connectionString: database_url });
    await sql.connect();
    ada = await signUp(server.url, 'Ada');
    bob = await signUp(server.url, 'Bob');
    cleo = await signUp(server.url, 'Cleo');
    [from, to] = [await makeWorkspace(), await makeWorkspace()];
    await enter(from, bob, 'editor');
    await enter(to, cleo, 'editor');
  });
  afterAll(() => sql.end());

  const makeWorkspace = async () =>
    (await ada.api<{ id: string }>('POST', '/workspaces', { name: 'Team' })).body.id;
  const enter = (workspace_id: string, person: TestPerson, role: string) =>
    sql.query('insert into workspace_members (workspace_id, person_id, role) values ($1, $2, $3)', [
      ...[workspace_id, person.id, role],
    ]);
  const move = (id: string, request: object = { workspace_id: to }, person = ada) =>
    person.api<Note>('POST', `/notes/${id}/move`, request);
  const read = async (id: string, person = ada) => person.api<Note>('GET', `/notes/${id}`);

  async function makeFamily() {
    const a = (await ada.createNote({ workspace_id: from, title: 'a' })).id;
    const b = (await ada.createNote({ parent_id: a, title: 'b' })).id;
    const c = (await ada.createNote({ parent_id: b, title: 'c' })).id;
    return { a, b, c };
  }

  it('N14: takes all that is below along, and changes who reads it within a second', async () => {
    const { a, b, c } = await makeFamily();
    await ada.api('PUT', `/notes/${c}/favourite`, {});
    const bobs = await servers.open(server, bob, c);
    const closed = nextClose(bobs);
    expect(await move(b)).toMatchObject({ status: 200, body: { workspace_id: to, parent_id: null } });
    expect(await closed).toMatchObject({ code: 4410 });
    expect([(await read(c, bob)).status, (await read(a, bob)).status]).toEqual([404, 200]);
    expect((await read(c, cleo)).body).toMatchObject({ workspace_id: to, parent_id: b, role: 'editor' });
    expect((await read(c)).body.favourite).toBe(true);
    for (const workspace_id of [from, to]) {
      const { body } = await ada.api<AuditPage>('GET', `/workspaces/${workspace_id}/audit`);
      expect(body.entries[0]).toMatchObject({
        action: 'note:move',
        details: { note_id: b, from, to, notes: 2 },
      });
    }
  });

  it('N14: what was granted in a note stays with it, and links to it lead there', async () => {
    const { b, c } = await makeFamily();
    await ada.api('POST', `/notes/${c}/members`, { email: bob.email, role: 'commenter' });
    await sql.query('insert into note_links (from_note_id, to_note_id) values ($1, $2)', [b, c]);
    const target = (await ada.createNote({ workspace_id: to })).id;
    expect((await move(c, { workspace_id: to, parent_id: target })).body.parent_id).toBe(target);
    expect((await read(c, bob)).body.role).toBe('guest_commenter');
    const links = await ada.api<{ notes: { id: string }[] }>('GET', `/notes/${c}/backlinks`);
    expect(links.body.notes.map(({ id }) => id)).toEqual([b]);
  });

  it('N14: needs the one who moves to edit both', async () => {
    const { a } = await makeFamily();
    expect((await move(a, { workspace_id: to }, bob)).status).toBe(404);
    await enter(to, bob, 'viewer');
    expect((await move(a, { workspace_id: to }, bob)).status).toBe(403);
    expect((await move(a, { workspace_id: to }, cleo)).status).toBe(404);
    expect((await move(a, { workspace_id: randomUUID() })).status).toBe(404);
    const elsewhere = (await ada.createNote()).id;
    expect((await move(a, { workspace_id: to, parent_id: elsewhere })).status).toBe(400);
    expect((await read(a)).body.workspace_id).toBe(from);
  });

  it('N3 N14: goes below nothing that is below it, in the trash, or too deep', async () => {
    const { a, c } = await makeFamily();
    expect((await move(a, { workspace_id: from, parent_id: c })).status).toBe(409);
    const trashed = (await ada.createNote({ workspace_id: to })).id;
    await ada.api('PATCH', `/notes/${trashed}`, { trashed: true });
    expect((await move(a, { workspace_id: to, parent_id: trashed })).status).toBe(409);
    let deep: string | null = null;
    for (let depth = 1; depth <= 28; depth++) {
      const request: CreateNoteRequest = deep === null ? { workspace_id: to } : { parent_id: deep };
      deep = (await ada.createNote(request)).id;
    }
    expect((await move(a, { workspace_id: to, parent_id: deep })).status).toBe(400);
    await ada.api('PATCH', `/notes/${a}`, { trashed: true });
    expect((await move(a)).status).toBe(409);
  });

  it('N14: of two notes to each other’s workspace at once waits, and both arrive', async () => {
    const [there, here] = [await makeFamily(), await ada.createNote({ workspace_id: to })];
    const moved = await Promise.all([move(there.a), move(here.id, { workspace_id: from })]);
    expect(moved.map(({ status }) => status)).toEqual([200, 200]);
    expect((await read(there.c)).body.workspace_id).toBe(to);
  });

  it('N14 N3: while others move what is below it, every note stays in one workspace with its parent', async () => {
    const families = await Promise.all(Array.from({ length: 4 }, makeFamily));
    const acts = families.flatMap(({ a, b, c }, index) => [
      move(a),
      ada.api('PATCH', `/notes/${c}`, { parent_id: families[(index + 1) % 4]?.a }),
      ada.api('PATCH', `/notes/${b}`, { parent_id: null }),
      ada.api('POST', '/notes', { parent_id: c }),
    ]);
    for (const { status } of await Promise.all(acts)) expect([200, 201, 400, 409, 503]).toContain(status);
    const { rows } = await sql.query(
      `select n.id from notes n join notes p on p.id = n.parent_id where n.workspace_id <> p.workspace_id`,
    );
    expect(rows).toEqual([]);
  });
});
