import { randomUUID } from 'node:crypto';
import type { Note } from '@scriptorium/shared/api/notes.ts';
import { may, noteRoles, type Role, workspaceRoles } from '@scriptorium/shared/permissions.ts';
import { includesScope, scopeOf, scopes } from '@scriptorium/shared/scopes.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectHocuspocus, connectYWebsocket, typeParagraph, until } from '../../test/clients.ts';
import { makeDatabase, type TestDatabase } from '../../test/database.ts';
import {
  type Door,
  listRoutes,
  noteDoors,
  open_routes,
  type Premises,
  pathOf,
  workspaceDoors,
} from '../../test/doors.ts';
import { makeLink } from '../../test/links.ts';
import { signUp, type TestPerson } from '../../test/people.ts';
import { startServer, type TestServer } from '../../test/start-server.ts';

let database: TestDatabase;
let sql: pg.Client;
let server: TestServer;
/** Owns what others try to get at. */
let ada: TestPerson;
/** Tries, in each role. */
let bob: TestPerson;
/** Is in the workspace, too. */
let cleo: TestPerson;

beforeAll(async () => {
  database = await makeDatabase();
  server = await startServer({ DATABASE_URL: database.url });
  sql = new pg.Client({ connectionString: database.url });
  await sql.connect();
  [ada, bob, cleo] = [
    await signUp(server.url, 'Ada'),
    await signUp(server.url, 'Bob'),
    await signUp(server.url, 'Cleo'),
  ];
});

afterAll(async () => {
  await sql.end();
  await server.stop();
  await database.drop();
});

/** How a guest came to what they are. */
const ways = ['by name', 'by a link', 'by a link to what is above'] as const;
type Way = (typeof ways)[number];

/** Every role, and none; each in every way. */
const cases: [Role | null, Way][] = [
  [null, 'by name'],
  ...ways.flatMap((way) => [...noteRoles].reverse().map((role): [Role, Way] => [`guest_${role}`, way])),
  ...[...workspaceRoles].reverse().map((role): [Role, Way] => [role, 'by name']),
];

/** A workspace of Ada's, a note in it with everything that a note has, and Bob as what he is. */
async function premises(
  role: Role | null,
  kind: 'note' | 'workspace',
  way: Way = 'by name',
): Promise<Premises> {
  const workspace_name = `Workspace of ${role}`;
  const workspace_id = randomUUID();
  // Not over the API: nobody may make so many.
  await sql.query('insert into workspaces (id, name) values ($1, $2)', [workspace_id, workspace_name]);
  const enter = (person: TestPerson, as: string) =>
    sql.query('insert into workspace_members (workspace_id, person_id, role) values ($1, $2, $3)', [
      workspace_id,
      person.id,
      as,
    ]);
  await enter(ada, 'owner');
  await enter(cleo, 'viewer');
  const at: Premises = {
    ...{
      workspace_id,
      workspace_name,
      note_id: randomUUID(),
      trashed_note_id: randomUUID(),
      member_id: cleo.id,
      member_email: cleo.email,
    },
    ...{ attachment_id: randomUUID(), version_id: randomUUID(), invitation_id: randomUUID() },
    ...{ link_id: randomUUID(), note_invitation_id: randomUUID() },
    ...{ thread_id: randomUUID(), comment_id: randomUUID() },
  };
  if (kind === 'workspace') {
    const made = await ada.api<{ invitation: { id: string } }>(
      'POST',
      `/workspaces/${workspace_id}/invitations`,
      {},
    );
    at.invitation_id = made.body.invitation.id;
  } else {
    const above = await ada.createNote({ workspace_id });
    at.note_id = (await ada.createNote({ workspace_id, parent_id: above.id, title: 'A secret' })).id;
    await ada.api('POST', `/notes/${at.note_id}/members`, { email: cleo.email, role: 'viewer' });
    at.link_id = (await makeLink(ada, at.note_id)).id;
    at.note_invitation_id = await invite(at.note_id);
    await ada.createNote({ workspace_id, id: at.trashed_note_id });
    await ada.api('PATCH', `/notes/${at.trashed_note_id}`, { trashed: true });
    await upload(ada, at.note_id, at.attachment_id);
    await ada.api('PUT', `/notes/${at.note_id}/threads/${at.thread_id}`, {
      anchor: null,
      quote: null,
      comment: { id: at.comment_id, text: 'A remark' },
    });
    const version = await ada.api<{ id: string }>('POST', `/notes/${at.note_id}/versions`, {
      seq: 1,
      name: 'A',
    });
    at.version_id = version.body.id;
  }
  if (role === 'owner') {
    await sql.query(
      `update workspace_members set role = 'admin' where workspace_id = $1 and person_id = $2`,
      [workspace_id, ada.id],
    );
  }
  if (role?.startsWith('guest_')) {
    if (kind === 'workspace') at.note_id = (await ada.createNote({ workspace_id })).id;
    await letIn(way, [at.note_id, at.trashed_note_id], role.slice('guest_'.length));
  } else if (role) await enter(bob, role);
  return at;
}

/** For one door after the other: the same again, until somebody was let through to change them. */
function premisesFor(...what: Parameters<typeof premises>) {
  let standing: Promise<Premises> | null = null;
  return {
    at() {
      standing ??= premises(...what);
      return standing;
    },
    knocked({ method }: Door, status: number) {
      if (method !== 'GET' && status < 300) standing = null;
    },
  };
}

/** Lets Bob in as a guest. Not over the API: a note in the trash is shared with nobody. */
async function letIn(way: Way, note_ids: string[], role: string): Promise<void> {
  if (way === 'by name') {
    await sql.query(
      `insert into note_members (note_id, person_id, role) select id, $2, $3 from notes where id = any($1)`,
      [note_ids, bob.id, role],
    );
  } else {
    const isAbove = way === 'by a link to what is above';
    await sql.query(
      `with links as (
         insert into share_links (note_id, role, with_below)
         select case when $3 then coalesce(parent_id, id) else id end, $2, $3 from notes where id = any($1) returning id
       )
       insert into share_link_visitors (link_id, person_id) select id, $4 from links`,
      [note_ids, role, isAbove, bob.id],
    );
  }
}

/** @returns the invitation's id */
async function invite(note_id: string): Promise<string> {
  const email = `${randomUUID()}@example.com`;
  await ada.api('POST', `/notes/${note_id}/members`, { email, role: 'viewer' });
  const { body } = await ada.api<{ invitations: { id: string }[] }>('GET', `/notes/${note_id}/access`);
  return body.invitations[0]?.id ?? '';
}

function upload(person: TestPerson, note_id: string, id: string): Promise<Response> {
  return fetch(`${server.url}/api/v1/notes/${note_id}/attachments/${id}?name=a.txt`, {
    method: 'PUT',
    headers: { cookie: person.cookie, 'content-type': 'text/plain' },
    body: 'words',
  });
}

async function knock(
  door: Door,
  at: Premises,
  who: Record<string, string> = { cookie: bob.cookie },
): Promise<{ status: number; said: unknown }> {
  const body = door.body?.(at);
  const response = await fetch(`${server.url}/api/v1${pathOf(door, at)}`, {
    method: door.method,
    headers: {
      ...who,
      ...(body === undefined
        ? {}
        : { 'content-type': typeof body === 'string' ? 'text/plain' : 'application/json' }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isProblem = response.headers.get('content-type')?.includes('problem+json');
  const { request_id: _, ...said } = isProblem ? JSON.parse(text) : {};
  return { status: response.status, said: isProblem ? said : text };
}

it('W1: every route of the API is in the table of doors, or is nobody’s', async () => {
  const known = new Set([
    ...[...noteDoors, ...workspaceDoors].map(({ method, route }) => `${method} ${route}`),
    ...open_routes,
  ]);
  const routes = await listRoutes(server.url);
  const guarded = routes.filter((route) => route.includes(' /api/v1/') && !route.includes('/api/v1/auth/'));
  expect(guarded.length).toBeGreaterThan(30);
  expect(guarded.filter((route) => !known.has(route))).toEqual([]);
});

describe.each(cases)('W1: as %s, %s', (role, way) => {
  const known = role !== null;

  it('each route about a note does what the table says', async () => {
    const where = premisesFor(role, 'note', way);
    for (const door of noteDoors) {
      const at = await where.at();
      const { status, said } = await knock(door, at);
      where.knocked(door, status);
      const name = `${door.method} ${door.route} ${JSON.stringify(said).slice(0, 300)}`;
      if (may(role, door.action)) expect([name, status < 300]).toEqual([name, true]);
      else expect([name, status]).toEqual([name, known ? 403 : 404]);
      if (!known) expect(said).toEqual((await knock(door, nowhere(at))).said);
    }
  });

  it('W1 S2: search finds what may be read, and nothing else', async () => {
    const { note_id } = await premises(role, 'note', way);
    const finds = async (person: TestPerson) => {
      const path = `/search?q=secret&in=${note_id}`;
      const { body } = await person.api<{ results: { note_id: string }[] }>('GET', path);
      return body.results.some((result) => result.note_id === note_id);
    };
    await until(() => finds(ada), 'it is indexed');
    expect(await finds(bob)).toBe(may(role, 'note:read'));
  });

  it('W1 P4: the sockets let in and take what the table says', async () => {
    const { note_id } = await premises(role, 'note', way);
    const token = await bob.token();
    const opened = [
      connectHocuspocus(server.url, note_id, token),
      connectYWebsocket(server.url, note_id, token),
    ];
    const results = await Promise.allSettled(opened);
    const mayRead = may(role, 'note:read');
    expect(results.map(({ status }) => status)).toEqual(
      mayRead ? ['fulfilled', 'fulfilled'] : ['rejected', 'rejected'],
    );
    if (!mayRead) return expect(String((results[0] as PromiseRejectedResult).reason)).toContain('no-access');
    const [sync, yjs] = [await opened[0], await opened[1]];
    if (!sync || !yjs) throw new Error('unreachable');
    typeParagraph(sync, 'by sync');
    typeParagraph(yjs, 'by yjs');
    const adas = await connectHocuspocus(server.url, note_id, await ada.token());
    typeParagraph(adas, 'by Ada');
    await adas.saved();
    const text = () => ada.text(note_id);
    if (may(role, 'note:write')) {
      await until(async () => /by sync/.test(await text()) && /by yjs/.test(await text()), 'both are there');
    } else {
      await until(async () => /by Ada/.test(sync.body.toString()), 'Bob reads along');
      expect(await text()).toBe('by Ada');
    }
    for (const each of [sync, yjs, adas]) each.close();
  });
});

describe.each(cases.filter(([, way]) => way === 'by name'))('W1: as %s', (role) => {
  const known = role !== null;

  it('each route about a workspace does what the table says', async () => {
    const where = premisesFor(role, 'workspace');
    for (const door of workspaceDoors) {
      const at = await where.at();
      const { status, said } = await knock(door, at);
      where.knocked(door, status);
      const name = `${door.method} ${door.route} ${JSON.stringify(said).slice(0, 300)}`;
      const isMember = known && !role.startsWith('guest_');
      if (may(role, door.action)) expect([name, status < 300]).toEqual([name, true]);
      else expect([name, status]).toEqual([name, isMember ? 403 : 404]);
      if (!isMember) expect(said).toEqual((await knock(door, nowhere(at))).said);
    }
  });
});

describe.each(scopes)('K2: a key of an owner with the scope %s', (scope) => {
  it('gets through each door that the scope includes, and through no other', async () => {
    const authorization = `Bearer ${await bob.key({ scopes: [scope] })}`;
    for (const [kind, doors] of [
      ['note', noteDoors],
      ['workspace', workspaceDoors],
    ] as const) {
      const where = premisesFor('owner', kind);
      for (const door of doors) {
        const at = await where.at();
        // The key alone counts, whoever’s cookie comes along.
        const { status, said } = await knock(door, at, { authorization, cookie: ada.cookie });
        where.knocked(door, status);
        const name = `${door.method} ${door.route} ${JSON.stringify(said).slice(0, 300)}`;
        const needed = door.scope ?? scopeOf[door.action];
        if (needed !== null && includesScope([scope], needed)) {
          expect([name, status < 300]).toEqual([name, true]);
        } else expect([name, status]).toEqual([name, 403]);
      }
    }
  });
});

/** The same, with ids that nobody has. */
function nowhere(at: Premises): Premises {
  return { ...at, workspace_id: randomUUID(), note_id: randomUUID(), trashed_note_id: randomUUID() };
}

describe('W1 W2: the better of two roles counts in a note', () => {
  const both: [Role, string, Role][] = [
    ['viewer', 'editor', 'guest_editor'],
    ['viewer', 'commenter', 'guest_commenter'],
    ['commenter', 'viewer', 'commenter'],
    ['editor', 'viewer', 'editor'],
    ['admin', 'editor', 'admin'],
  ];
  it.each(both)(
    '%s of the workspace and %s of the note is %s there',
    async (workspaceRole, noteRole, counts) => {
      const { note_id, workspace_id } = await premises(workspaceRole, 'note');
      await ada.api('POST', `/notes/${note_id}/members`, { email: bob.email, role: noteRole });
      expect((await bob.api<Note>('GET', `/notes/${note_id}`)).body.role).toBe(counts);
      const { notes } = (await bob.api<{ notes: Note[] }>('GET', `/notes?workspace_id=${workspace_id}`)).body;
      expect(notes.filter(({ id }) => id === note_id).map(({ role }) => role)).toEqual([counts]);
      const people = (
        await bob.api<{ people: { id: string; role: Role }[] }>('GET', `/notes/${note_id}/people`)
      ).body;
      expect(people.people.find(({ id }) => id === bob.id)?.role).toBe(counts);
      const { status } = await bob.api('PATCH', `/notes/${note_id}`, { title: 'Changed' });
      expect(status).toBe(may(counts, 'note:write') ? 200 : 403);
    },
  );
});

describe('W1: ids of one place are worth nothing in another', () => {
  it('of a member, an invitation, a version, a file and a parent', async () => {
    const here = await premises('admin', 'workspace');
    const mine = (await bob.createNote({ workspace_id: here.workspace_id, title: 'Here' })).id;
    const there = { ...(await premises(null, 'note')), ...idsOf(await premises(null, 'workspace')) };
    const eve = await signUp(server.url, 'Eve');
    const at = `/workspaces/${here.workspace_id}`;
    const tries: [string, string, unknown?][] = [
      ['PATCH', `${at}/members/${eve.id}`, { role: 'viewer' }],
      ['DELETE', `${at}/members/${eve.id}`],
      ['DELETE', `${at}/invitations/${there.invitation_id}`],
      ['GET', `/notes/${mine}/attachments/${there.attachment_id}`],
      ['POST', `/notes/${mine}/attachments/${there.attachment_id}/copy`, { from_note_id: there.note_id }],
      ['PATCH', `/notes/${mine}/versions/${there.version_id}`, { name: 'Mine' }],
      ['DELETE', `/notes/${mine}/versions/${there.version_id}`],
      ['PATCH', `/notes/${mine}/threads/${there.thread_id}`, { resolved: true }],
      ['PUT', `/notes/${mine}/threads/${there.thread_id}/comments/${randomUUID()}`, { text: 'Mine' }],
      ['PATCH', `/notes/${mine}/comments/${there.comment_id}`, { text: 'Mine' }],
      ['PUT', `/notes/${mine}/comments/${there.comment_id}/reaction`, { emoji: '👍', is_on: true }],
      ['POST', '/notes', { workspace_id: here.workspace_id, parent_id: there.note_id }],
    ];
    for (const [method, path, body] of tries) {
      const { status } = await bob.api(method, path, body);
      expect([method, path, status]).toEqual([method, path, 404]);
    }
    const elsewhere = await bob.api<{ errors: unknown }>('PATCH', `/notes/${mine}`, {
      parent_id: there.note_id,
    });
    const nowhere = await bob.api<{ errors: unknown }>('PATCH', `/notes/${mine}`, {
      parent_id: randomUUID(),
    });
    expect([elsewhere.status, elsewhere.body.errors]).toEqual([400, nowhere.body.errors]);
  });

  const idsOf = ({ invitation_id }: Premises) => ({ invitation_id });
});

it('W4: who was removed gets nothing: not by REST, not by an old token, and is in no list', async () => {
  const { workspace_id, note_id } = await premises('editor', 'note');
  const token = await bob.token();
  await ada.api('DELETE', `/workspaces/${workspace_id}/members/${bob.id}`);
  expect((await bob.api('GET', `/notes/${note_id}`)).status).toBe(404);
  expect((await bob.api('GET', `/workspaces/${workspace_id}/members`)).status).toBe(404);
  const { notes } = (await bob.api<{ notes: Note[] }>('GET', '/notes?trashed=any')).body;
  expect(notes.map(({ id }) => id)).not.toContain(note_id);
  await expect(connectHocuspocus(server.url, note_id, token)).rejects.toThrow('no-access');
});
