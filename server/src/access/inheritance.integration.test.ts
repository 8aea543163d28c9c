import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import type { Note } from '@scriptorium/shared/api/notes.ts';
import { noteRoles, type Role, roles, workspaceRoles } from '@scriptorium/shared/permissions.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectHocuspocus, until } from '../../test/clients.ts';
import { signUp, type TestPerson } from '../../test/people.ts';
import { type Closed, nextClose } from '../../test/raw-socket.ts';
import { makeServers } from '../../test/servers.ts';
import type { TestServer } from '../../test/start-server.ts';
import { effective_role, has_role, roleJoins } from './effective-role.ts';
import { isReadableBy, sharedNotes } from './readable-notes.ts';

const servers = makeServers();
let sql: pg.Client;
let here: TestServer;
let there: TestServer;
let ada: TestPerson;
let bob: TestPerson;
let eve: TestPerson;

beforeAll(async () => {
  const url = await servers.database();
  [here, there] = (await servers.instances(2, { DATABASE_URL: url })) as [TestServer, TestServer];
  sql = new pg.Client({ connectionString: url });
  await sql.connect();
  [ada, bob, eve] = [
    await signUp(here.url, 'Ada'),
    await signUp(here.url, 'Bob'),
    await signUp(here.url, 'Eve'),
  ];
});

afterAll(() => sql.end());

/** A forest by indexes: the parent of a note comes before it. */
interface Plan {
  member: (typeof workspaceRoles)[number] | null;
  parents: (number | null)[];
  restricted: boolean[];
  grants: { note: number; role: (typeof noteRoles)[number]; with_below: boolean; by_link: boolean }[];
  /** What changes after everything is there. */
  moves: { note: number; parent: number | null }[];
  turns: number[];
}

const count = 7;
const index = fc.nat({ max: count - 1 });
const plans: fc.Arbitrary<Plan> = fc.record({
  member: fc.option(fc.constantFrom(...workspaceRoles)),
  parents: fc.tuple(
    ...Array.from({ length: count }, (_, i) =>
      i === 0 ? fc.constant(null) : fc.option(fc.nat({ max: i - 1 }), { freq: 4 }),
    ),
  ),
  restricted: fc.array(
    fc.nat({ max: 4 }).map((n) => n === 0),
    { minLength: count, maxLength: count },
  ),
  grants: fc.array(
    fc.record({
      note: index,
      role: fc.constantFrom(...noteRoles),
      with_below: fc.boolean(),
      by_link: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  moves: fc.array(fc.record({ note: index, parent: fc.option(index) }), { maxLength: 4 }),
  turns: fc.array(index, { maxLength: 3 }),
});

/** What W7 says, told without a path: by walking up from the note. */
function expectedRole(plan: Plan, note: number): Role | null {
  const granted: string[] = [];
  let isRestricted = false;
  for (let at: number | null = note; at !== null && !isRestricted; at = plan.parents[at] ?? null) {
    const here = at;
    const grants = plan.grants.filter((g) => g.note === here && (here === note || g.with_below));
    granted.push(...grants.map(({ role }) => role));
    isRestricted = plan.restricted[at] === true;
  }
  const { member } = plan;
  const candidates = granted.map((role) => `guest_${role}` as Role);
  if (member === 'owner' || member === 'admin') candidates.push(member);
  else if (member !== null && !isRestricted) candidates.push(member);
  else if (member === 'editor' && granted.includes('editor')) candidates.push('editor');
  return roles.find((role) => candidates.includes(role)) ?? null;
}

function isBelow(plan: Plan, note: number, above: number): boolean {
  for (let at: number | null = note; at !== null; at = plan.parents[at] ?? null)
    if (at === above) return true;
  return false;
}

async function plant(plan: Plan): Promise<{ ids: string[]; now: Plan }> {
  const workspace_id = randomUUID();
  await sql.query(`insert into workspaces (id, name) values ($1, 'W')`, [workspace_id]);
  if (plan.member)
    await sql.query('insert into workspace_members values ($1, $2, $3)', [workspace_id, bob.id, plan.member]);
  const ids = plan.parents.map(() => randomUUID());
  for (const [i, id] of ids.entries()) {
    const parent = plan.parents[i];
    await sql.query(
      `insert into notes (id, workspace_id, parent_id, rank, restricted) values ($1, $2, $3, '0|i00000:', $4)`,
      [id, workspace_id, parent == null ? null : ids[parent], plan.restricted[i]],
    );
  }
  for (const { note, role, with_below, by_link } of plan.grants) {
    if (by_link) {
      await sql.query(
        `with link as (insert into share_links (note_id, role, with_below) values ($1, $2, $3) returning id)
         insert into share_link_visitors (link_id, person_id) select id, $4 from link`,
        [ids[note], role, with_below, bob.id],
      );
    } else {
      await sql.query(
        `insert into note_members (note_id, person_id, role, with_below) values ($1, $2, $3, $4)
         on conflict do nothing`,
        [ids[note], bob.id, role, with_below],
      );
    }
  }
  // Of two that are given in one note, the first is there.
  const isFirst = (grant: Plan['grants'][number], i: number) =>
    grant.by_link || plan.grants.findIndex((g) => !g.by_link && g.note === grant.note) === i;
  const now = {
    ...plan,
    parents: [...plan.parents],
    restricted: [...plan.restricted],
    grants: plan.grants.filter(isFirst),
  };
  for (const { note, parent } of plan.moves) {
    if (parent !== null && isBelow(now, parent, note)) continue;
    now.parents[note] = parent;
    await sql.query('update notes set parent_id = $2 where id = $1', [
      ids[note],
      parent === null ? null : ids[parent],
    ]);
  }
  for (const note of plan.turns) {
    now.restricted[note] = !now.restricted[note];
    await sql.query('update notes set restricted = not restricted where id = $1', [ids[note]]);
  }
  return { ids, now };
}

describe('W7: what somebody is in a note', () => {
  it('is what walking up from it says, however the tree came to be, and every way of asking says so', async () => {
    let guests = 0;
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const { ids, now } = await plant(plan);
        const expected = ids.map((_, note) => expectedRole(now, note));
        guests += expected.filter((role) => role?.startsWith('guest_')).length;
        const { rows } = await sql.query<{ id: string; role: Role | null; has: boolean; readable: boolean }>(
          `select n.id, ${effective_role} as role, ${has_role} as has, ${isReadableBy('$1')} as readable
           from notes n ${roleJoins('$1')} where n.id = any($2)`,
          [bob.id, ids],
        );
        const told = new Map(rows.map((row) => [row.id, row]));
        expect(ids.map((id) => told.get(id)?.role ?? null)).toEqual(expected);
        expect(ids.map((id) => told.get(id)?.has)).toEqual(expected.map((role) => role !== null));
        expect(ids.map((id) => told.get(id)?.readable)).toEqual(expected.map((role) => role !== null));
        if (plan.member !== null) return;
        const shared = await sql.query<{ id: string }>(
          `select id from notes where id = any($2) and id in (${sharedNotes('$1')})`,
          [bob.id, ids],
        );
        expect(new Set(shared.rows.map(({ id }) => id))).toEqual(
          new Set(ids.filter((_, note) => expected[note] !== null)),
        );
      }),
      { numRuns: 150 },
    );
    // The check has something to check.
    expect(guests).toBeGreaterThan(50);
  });

  it('is derived again where what was above is deleted for good', async () => {
    const { ids } = await plant({
      ...{ member: null, parents: [null, 0, 1], restricted: [true, false, false] },
      ...{ grants: [{ note: 0, role: 'viewer', with_below: true, by_link: false }], moves: [], turns: [] },
    });
    await sql.query('delete from notes where id = $1', [ids[0]]);
    const { rows } = await sql.query(
      'select access_path, in_restricted from notes where id = any($1) order by cardinality(access_path)',
      [ids],
    );
    expect(rows).toEqual([
      { access_path: [ids[1]], in_restricted: false },
      { access_path: [ids[2], ids[1]], in_restricted: false },
    ]);
  });
});

interface Family {
  workspace_id: string;
  top: string;
  middle: string;
  leaf: string;
}

/** Three notes, one below the other, in a workspace of Ada's where Bob is an editor. */
async function family(role = 'editor'): Promise<Family> {
  const workspace_id = (await ada.api<{ id: string }>('POST', '/workspaces', { name: 'Team' })).body.id;
  await sql.query('insert into workspace_members values ($1, $2, $3)', [workspace_id, bob.id, role]);
  const top = (await ada.createNote({ workspace_id, title: 'Top' })).id;
  const middle = (await ada.createNote({ parent_id: top, title: 'Middle' })).id;
  const leaf = (await ada.createNote({ parent_id: middle, title: 'Leaf' })).id;
  return { workspace_id, top, middle, leaf };
}

const restrict = (by: TestPerson, note_id: string, restricted = true) =>
  by.api('PUT', `/notes/${note_id}/restricted`, { restricted });
const share = (by: TestPerson, note_id: string, body: object) =>
  by.api('POST', `/notes/${note_id}/members`, { email: bob.email, ...body });
const roleOf = async (person: TestPerson, id: string) => {
  const { status, body } = await person.api<Note>('GET', `/notes/${id}`);
  return status === 200 ? body.role : status;
};
const listed = async (person: TestPerson, query = '') => {
  const { notes } = (await person.api<{ notes: Note[] }>('GET', `/notes?${query}`)).body;
  return new Map(notes.map((note) => [note.id, note]));
};

describe('W7: a restricted note', () => {
  it('and all below it are there for those who administer the workspace only, and for whom it names', async () => {
    const { workspace_id, top, middle, leaf } = await family();
    expect((await restrict(ada, middle)).status).toBe(204);
    expect([await roleOf(bob, top), await roleOf(bob, middle), await roleOf(bob, leaf)]).toEqual([
      'editor',
      404,
      404,
    ]);
    const list = await listed(bob, `workspace_id=${workspace_id}`);
    expect([list.has(top), list.has(middle), list.has(leaf)]).toEqual([true, false, false]);
    await share(ada, middle, { role: 'viewer', with_below: true });
    expect([await roleOf(bob, middle), await roleOf(bob, leaf)]).toEqual(['guest_viewer', 'guest_viewer']);
    await share(ada, middle, { role: 'editor' });
    expect([await roleOf(bob, middle), await roleOf(bob, leaf)]).toEqual(['editor', 404]);
    await restrict(ada, middle, false);
    expect([await roleOf(bob, middle), await roleOf(bob, leaf)]).toEqual(['editor', 'editor']);
  });

  it('keeps whoever restricted it, in the words of a restriction that is on record', async () => {
    const { workspace_id, middle, leaf } = await family();
    await restrict(bob, middle);
    expect([await roleOf(bob, middle), await roleOf(bob, leaf)]).toEqual(['editor', 'editor']);
    const { rows } = await sql.query(
      'select action, person_id from audit_entries where workspace_id = $1 order by id desc limit 1',
      [workspace_id],
    );
    expect(rows).toEqual([{ action: 'note:restrict', person_id: bob.id }]);
  });

  it('is restricted by nobody who may not share it', async () => {
    const { middle } = await family('commenter');
    expect((await restrict(bob, middle)).status).toBe(403);
    expect((await restrict(eve, middle)).status).toBe(404);
  });

  it('tells who is let in below it nothing of what is above', async () => {
    const { middle, leaf } = await family();
    await restrict(ada, middle);
    await share(ada, leaf, { role: 'editor' });
    expect((await bob.api<Note>('GET', `/notes/${leaf}`)).body.parent_id).toBeNull();
    expect((await listed(bob)).get(leaf)?.parent_id).toBeNull();
    // Seen at the top, and left there: it stays where it is.
    await bob.api('PATCH', `/notes/${leaf}`, { parent_id: null, rank: '0|i00000:' });
    expect((await ada.api<Note>('GET', `/notes/${leaf}`)).body).toMatchObject({
      parent_id: middle,
      rank: '0|i00000:',
    });
  });

  it('takes in no notes of people who may not read it, and tells them of no such note', async () => {
    const { workspace_id, middle } = await family();
    const mine = (await bob.createNote({ workspace_id })).id;
    await restrict(ada, middle);
    const refused = await bob.api<{ errors: unknown }>('PATCH', `/notes/${mine}`, { parent_id: middle });
    const unknown = await bob.api<{ errors: unknown }>('PATCH', `/notes/${mine}`, {
      parent_id: randomUUID(),
    });
    expect([refused.status, refused.body.errors]).toEqual([400, unknown.body.errors]);
    await share(ada, middle, { role: 'viewer' });
    expect((await bob.api('PATCH', `/notes/${mine}`, { parent_id: middle })).status).toBe(403);
    expect((await bob.api('POST', '/notes', { parent_id: middle })).status).toBe(403);
  });
});

describe('W7 P3: on every instance within a second', () => {
  it('a restriction, and a move to below one, close the sockets of whom they shut out', async () => {
    const { top, middle, leaf } = await family();
    const closes: Promise<Closed>[] = [];
    for (const id of [middle, leaf]) {
      const socket = await connectHocuspocus(there.url, id, await bob.at(there.url).token());
      closes.push(nextClose(socket));
    }
    await restrict(ada, middle);
    expect((await Promise.all(closes)).map(({ code }) => code)).toEqual([4410, 4410]);

    const moved = (await ada.createNote({ parent_id: top })).id;
    const socket = await connectHocuspocus(there.url, moved, await bob.at(there.url).token());
    const closed = nextClose(socket);
    await ada.api('PATCH', `/notes/${moved}`, { parent_id: middle });
    expect((await closed).code).toBe(4410);
  });

  it('a grant for all below lets in there, too, and ends there', async () => {
    const { top, leaf } = await family();
    const added = await ada.api('POST', `/notes/${top}/members`, {
      ...{ email: eve.email, role: 'viewer', with_below: true },
    });
    expect(added.status).toBe(200);
    const socket = await connectHocuspocus(there.url, leaf, await eve.at(there.url).token());
    expect([...(await listed(eve)).keys()]).toContain(leaf);
    const closed = nextClose(socket);
    await ada.api('DELETE', `/notes/${top}/members/${eve.id}`);
    expect((await closed).code).toBe(4410);
    await until(async () => (await roleOf(eve, leaf)) === 404, 'Eve is out');
  });
});
