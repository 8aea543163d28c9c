/**
 * Three people change one tree of notes at once, from devices whose clocks disagree: they make notes, move and nest them,
 * put them in order, rename, duplicate, trash and restore them. Some are offline for a while, lose answers, or leave the page in between. In
 * the end, on every device and in the database (N1 to N6):
 *
 *   every note that was made is there once, below one parent; none is above itself; what is in the trash is there with
 *   what is above it; and the tree is the same everywhere
 *
 * 100 runs, at two instances; `SEED=123` runs one alone, `RUNS=1000` more of them.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Note } from '@scriptorium/shared/api/notes.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openPool } from '../../server/src/platform/db.ts';
import { makeLog } from '../../server/src/platform/log.ts';
import { until } from '../../server/test/clients.ts';
import { signUp, type TestPerson } from '../../server/test/people.ts';
import { makeServers } from '../../server/test/servers.ts';
import type { TestServer } from '../../server/test/start-server.ts';
import { AccountClient } from './account-client.ts';
import { seededRandom } from './seeded-random.ts';

const first_seed = Number(process.env.SEED ?? 1);
const runs = Number(process.env.RUNS ?? (process.env.SEED ? 1 : 100));
/** So many at a time. */
const lanes = 8;
const steps_min = 30;
const steps_max = 60;
const skew_ms_max = 2_000;

const servers = makeServers();
let instances: TestServer[] = [];
let urls: string[] = [];
let db: Db;
let people: TestPerson[];

beforeAll(async () => {
  const database_url = await servers.database();
  instances = await servers.instances(2, { DATABASE_URL: database_url });
  urls = instances.map(({ url }) => url);
  db = openPool(database_url, makeLog('silent'));
  people = [];
  // One after the other: a password is hashed slowly on purpose.
  for (const name of ['Ada', 'Grace', 'Linus']) people.push(await signUp(urls[0] as string, name));
}, 120_000);
afterAll(() => db.end());

test(`${runs} random runs from seed ${first_seed} end with the same tree everywhere`, {
  timeout: 300_000,
}, async () => {
  let next = first_seed;
  const failures: string[] = [];
  const seen = new Set<string>();
  const lane = async () => {
    while (next < first_seed + runs) {
      const seed = next++;
      try {
        for (const refusal of await new Run(seed).play()) seen.add(refusal);
      } catch (error) {
        failures.push(`SEED=${seed}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, runs) }, lane));
  expect(failures).toEqual([]);
  // Nobody waits for each other in a circle: neither moves, nor what saves titles meanwhile.
  for (const instance of instances) expect(instance.output()).not.toContain('deadlock');
  // They did get in each other's way: otherwise it proves nothing.
  if (runs >= 100) expect(seen).toContain('conflict');
});

class Run {
  readonly #random: () => number;
  readonly #made = new Set<string>();
  /** That are known to be made: the answer may be lost, and the ids of what is below them are the server's. */
  readonly #copies = new Set<string>();
  #hasCopied = false;
  readonly #refusals: string[] = [];
  #workspace_id = '';
  #clients: AccountClient[] = [];

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  /** @returns why the server would not do some of it */
  async play(): Promise<string[]> {
    await this.#begin();
    try {
      const steps = steps_min + Math.floor(this.#random() * (steps_max - steps_min));
      for (let step = 0; step < steps; step++) await this.#step();
      await this.#end();
      return this.#refusals;
    } finally {
      await Promise.all(this.#clients.map((client) => client.close()));
    }
  }

  async #begin(): Promise<void> {
    const [{ id }] = (
      await db.query<{ id: string }>(
        "insert into workspaces (id, name) values (gen_random_uuid(), 'Tree') returning id",
      )
    ).rows as [{ id: string }];
    this.#workspace_id = id;
    for (const [index, person] of people.entries()) {
      const role = index === 0 ? 'owner' : 'editor';
      await db.query('insert into workspace_members (workspace_id, person_id, role) values ($1, $2, $3)', [
        id,
        person.id,
        role,
      ]);
      const skew_ms = Math.floor((this.#random() * 2 - 1) * skew_ms_max);
      const client = new AccountClient({
        person,
        workspace_id: id,
        urls,
        // Requests of the three take turns as the network likes: each has numbers of its own.
        random: seededRandom(Math.floor(this.#random() * 2 ** 32)),
        skew_ms,
      });
      client.answers_lost = 0.05;
      this.#clients.push(client);
      await client.account.loaded;
    }
    const [ada] = this.#clients as [AccountClient];
    for (let count = 0; count < 6; count++) await this.#create(ada);
    await this.#sent(ada);
    await Promise.all(this.#clients.map((client) => client.account.refresh()));
  }

  async #step(): Promise<void> {
    const client = this.#pick(this.#clients) as AccountClient;
    const { actions } = client.account;
    const note = this.#pick(client.notes);
    const dice = this.#random();
    if (!note || dice < 0.1) await this.#create(client);
    else if (dice < 0.45) await actions.place(note.id, this.#anyPlace(client, note));
    else if (dice < 0.57) await actions.trash(note.id);
    else if (dice < 0.7) await actions.restore(this.#pickTrashed(client).id);
    else if (dice < 0.72) await this.#duplicate(client, note);
    else if (dice < 0.76) await actions.rename(note.id, `Renamed ${Math.floor(this.#random() * 100)}`);
    else if (dice < 0.81) client.goOffline();
    else if (dice < 0.9) await client.goOnline();
    else if (dice < 0.93) await client.reload();
    else if (dice < 0.96) await client.account.refresh();
    else await sleep(Math.floor(this.#random() * 30));
    // What others made since the last list may be above what an answer just told: the tree shows that at its top.
    requireForest(client.notes, { isWhole: false });
  }

  async #create(client: AccountClient): Promise<void> {
    const parent = this.#random() < 0.5 ? this.#pick(client.notes) : undefined;
    const id = await client.account.actions.createNote({
      parent_id: parent?.id ?? null,
      workspace_id: this.#workspace_id,
    });
    this.#made.add(id);
  }

  /** Only with the server, which may not know the note yet, or know it as trashed. */
  async #duplicate(client: AccountClient, note: Note): Promise<void> {
    const id = randomUUID();
    const with_below = this.#random() < 0.5;
    this.#hasCopied = true;
    if (await client.duplicate(note.id, { id, with_below })) this.#copies.add(id);
  }

  /** Below another note, also one in the trash, or beside one; or somewhere at the top. */
  #anyPlace(client: AccountClient, note: Note) {
    const other = this.#pick(client.notes) ?? note;
    const dice = this.#random();
    if (dice < 0.5) return { parent_id: other.id };
    if (dice < 0.75) return { parent_id: other.parent_id, after_id: other.id };
    return { parent_id: dice < 0.9 ? other.parent_id : null, before_id: other.id };
  }

  #pickTrashed({ notes }: AccountClient): Note {
    const trashed = notes.filter((note) => note.trashed_with !== null);
    return this.#pick(trashed.length > 0 ? trashed : notes) as Note;
  }

  async #end(): Promise<void> {
    for (const client of this.#clients) {
      client.answers_lost = 0;
      await client.goOnline();
    }
    for (const client of this.#clients) await this.#sent(client);
    const stored = await this.#stored();
    const ids = stored.map(({ id }) => id);
    expect(new Set(ids).size, 'every note is there once').toBe(ids.length);
    expect(ids, 'no note is lost').toEqual(expect.arrayContaining([...this.#made, ...this.#copies]));
    if (!this.#hasCopied) expect(ids, 'no note came from nowhere').toHaveLength(this.#made.size);
    requireForest(stored, { isWhole: true });
    requireSoundTrash(stored);
    for (const { id, access_path } of stored) {
      expect(access_path, 'grants are looked up along the parents').toEqual(pathOf(byId(stored), id));
    }
    for (const client of this.#clients) {
      await until(async () => {
        await client.account.refresh();
        return shapeOf(client.notes) === shapeOf(stored);
      }, 'every device shows the tree of the database');
    }
  }

  /** Waits until the server has had all that was done there. What it would not do is dropped, as a person drops it. */
  async #sent(client: AccountClient): Promise<void> {
    await until(async () => {
      const { queue, problems } = client.account.state.get();
      for (const { entry } of problems) {
        if (entry.state.name === 'set_aside') this.#refusals.push(this.#refusalOf(entry));
        await client.account.discard(entry.order);
      }
      if (queue.some(({ state }) => state.name === 'retrying')) await client.account.refresh();
      return queue.length === 0;
    }, 'everything was sent');
  }

  /** Others were faster: nothing else is a reason. */
  #refusalOf({ operation, state }: { operation: { kind: string }; state: object }): string {
    const { refusal } = state as { refusal: string };
    const isExpected =
      (operation.kind === 'place' && refusal === 'conflict') ||
      (operation.kind === 'rename' && refusal === 'forbidden');
    if (!isExpected) throw new Error(`${operation.kind} was refused: ${JSON.stringify(state)}`);
    return refusal;
  }

  async #stored(): Promise<StoredNote[]> {
    const { rows } = await db.query<StoredNote>(
      `select id, parent_id, rank, trashed_at::text, trashed_with, access_path, title
       from notes where workspace_id = $1`,
      [this.#workspace_id],
    );
    return rows;
  }

  #pick<T>(things: readonly T[]): T | undefined {
    return things[Math.floor(this.#random() * things.length)];
  }
}

interface TreeRow {
  id: string;
  parent_id: string | null;
  rank: string;
  title: string;
  trashed_at: string | null;
  trashed_with: string | null;
}
type StoredNote = TreeRow & { access_path: string[] };

function byId<Row extends TreeRow>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}

/** @throws when it ends in a circle, or below a note that is not there */
function pathOf(rows: ReadonlyMap<string, TreeRow>, id: string, isWhole = true): string[] {
  const path: string[] = [];
  for (let at: string | null = id; at !== null; ) {
    const row = rows.get(at);
    if (!row && !isWhole) break;
    if (!row) throw new Error(`the parent ${at} is not there`);
    if (path.includes(at)) throw new Error(`${id} is above itself`);
    path.push(at);
    at = row.parent_id;
  }
  return path;
}

function requireForest(rows: readonly TreeRow[], { isWhole }: { isWhole: boolean }): void {
  const map = byId(rows);
  if (map.size !== rows.length) throw new Error('a note is listed twice');
  for (const { id } of rows) pathOf(map, id, isWhole);
}

/** A note is in the trash as itself, or with its parent, or not at all (N4). */
function requireSoundTrash(rows: readonly TreeRow[]): void {
  const map = byId(rows);
  for (const { id, parent_id, trashed_at, trashed_with } of rows) {
    const ofParent = parent_id === null ? null : (map.get(parent_id)?.trashed_with ?? null);
    expect(trashed_with, `${id} lies in the trash as itself, or with its parent`).toBe(
      trashed_at === null ? ofParent : id,
    );
  }
}

/** Everything of a tree that people see. */
function shapeOf(rows: readonly TreeRow[]): string {
  const lines = rows.map((row) =>
    [row.id, row.parent_id, row.rank, row.trashed_with, row.trashed_at === null, row.title].join(' '),
  );
  return lines.sort().join('\n');
}
