/** This project's server, as `npm start` runs it, on the bench's Postgres; one instance or several. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signUp, type TestPerson } from '../../server/test/people.ts';
import { metric, startServer, type TestServer } from '../../server/test/start-server.ts';
import type { Job } from '../wire/job.ts';
import { lineOf } from '../wire/keystrokes.ts';
import type { BenchServer } from './bench-server.ts';

/** A person may have 50 sockets. */
const sockets_per_person = 40;

export interface OursOptions {
  databaseUrl: string;
  redisUrl?: string;
  instances?: number;
  env?: Record<string, string>;
}

export interface Ours extends BenchServer {
  name: 'ours';
  /** A restart puts new ones in, at the same addresses. */
  servers: TestServer[];
  kill9(): Promise<void>;
  /** After all instances have ended. */
  restart(): Promise<void>;
  /** The note's text over REST: from the database, unless it is open. */
  text(note_id: string): Promise<string>;
}

export async function startOurs({
  databaseUrl,
  redisUrl,
  instances = 1,
  env = {},
}: OursOptions): Promise<Ours> {
  const folder = mkdtempSync(join(tmpdir(), 'scriptorium-bench-ours-'));
  const environment = {
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    SECRET: randomBytes(32).toString('hex'),
    ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
    ...env,
  };
  const servers: TestServer[] = [];
  const start = async () => {
    for (let i = 0; i < instances; i += 1) {
      const before = servers[i];
      servers[i] = await startServer({ ...environment, PORT: before ? new URL(before.url).port : '0' });
    }
  };
  await start();
  const { url } = servers[0] as TestServer;
  const people: TestPerson[] = [];
  const owners = new Map<string, TestPerson>();

  const personFor = async (socket: number): Promise<TestPerson> => {
    const index = Math.floor(socket / sockets_per_person);
    while (people.length <= index) people.push(await signUp(url, `Writer ${people.length + 1}`));
    return people[index] as TestPerson;
  };

  const text = (note_id: string) => (owners.get(note_id) as TestPerson).text(note_id);

  return {
    name: 'ours',
    dialect: 'hocuspocus',
    get pids() {
      return servers.map(({ pid }) => pid);
    },
    servers,
    kill9: async () => {
      await Promise.all(servers.map((server) => server.kill9()));
    },
    restart: start,
    text,
    async makeNotes(count, peoplePerNote) {
      const notes: Job['notes'] = [];
      const tokens = new Map<TestPerson, string>();
      let socket = 0;
      for (let n = 0; n < count; n += 1) {
        const owner = await personFor(socket);
        const { id } = await owner.createNote({ title: `Note ${n + 1}` });
        owners.set(id, owner);
        const members = new Set([owner]);
        const note: Job['notes'][number] = { id, people: [] };
        for (let p = 0; p < peoplePerNote; p += 1, socket += 1) {
          const person = await personFor(socket);
          if (!members.has(person)) await share(owner, id, person);
          members.add(person);
          const token = tokens.get(person) ?? (await person.token());
          tokens.set(person, token);
          note.people.push({ url: syncUrl(servers[p % servers.length] as TestServer), token });
        }
        notes.push(note);
      }
      return notes;
    },
    async verify(notes, { typed }) {
      for (const [n, { id }] of notes.entries()) {
        const kept = await text(id);
        const expected = (typed[n] as number[]).map((count, person) => lineOf(person, count));
        if (kept.split('\n').sort().join('\n') !== expected.sort().join('\n')) {
          throw new Error(`what the database has of note ${n + 1} is not what was typed`);
        }
      }
    },
    async commits() {
      const sum = async (name: string) => {
        const values = await Promise.all(servers.map((server) => metric(server, name)));
        return values.reduce((a, b) => a + b, 0);
      };
      return {
        ms: 1000 * (await sum('scriptorium_commit_duration_seconds_sum')),
        count: await sum('scriptorium_commit_duration_seconds_count'),
      };
    },
    async stop() {
      await Promise.all(servers.map((server) => server.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function syncUrl(server: TestServer): string {
  return `${server.url.replace(/^http/, 'ws')}/sync`;
}

async function share(owner: TestPerson, note_id: string, person: TestPerson): Promise<void> {
  const { status } = await owner.api('POST', `/notes/${note_id}/members`, {
    email: person.email,
    role: 'editor',
  });
  if (status >= 300) throw new Error(`the note was not shared: ${status}`);
}
