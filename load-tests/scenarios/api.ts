/** How long everything else takes that the API answers, among many people and notes. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NoteList } from '@scriptorium/shared/api/notes.ts';
import pg from 'pg';
import { listRoutes } from '../../server/test/doors.ts';
import { call, signUp, type TestPerson } from '../../server/test/people.ts';
import { findNoteAccess } from '../../server/src/access/roles.ts';
import { listNotes } from '../../server/src/notes/queries.ts';
import { listBacklinks } from '../../server/src/notes/links.ts';
import type { Context } from '../../server/src/platform/context.ts';
import { searchNotes } from '../../server/src/search/search-notes.ts';
import { type Caller, first_page, type MadeNote, type Material, Mix } from '../api-mix.ts';
import { Listener, writeExplain } from '../explain.ts';
import { atMost, type Figure } from '../report/figures.ts';
import type { Bench, Scenario } from '../scenario.ts';
import { corpusId, fillWorkspace, makeRandom, readSentences, writeCorpus } from '../search-corpus.ts';
import { startOurs } from '../servers/ours.ts';
import { quantile } from '../wire/numbers.ts';

const whole = { notes: 100_000, people: 10_000 };
const people_in_workspace = 50;
/** Of those, whom the server knows by a session; half of them call by a key. */
const callers_max = 12;
const made_notes = 40;
const per_second = 100;
const warmup_ms = 5_000;
const window_ms = 180_000;
/** Of each kind, one after the other. */
const samples = 100;
const checks = 2_000;

export const api: Scenario = {
  name: 'api',
  title: 'Lists, permissions and every route, among 10,000 people and 100,000 notes',
  method:
    `${whole.people} people; ${whole.notes} notes of real text as a tree in one workspace of ${people_in_workspace}, fifty below each; two notes in each of the other people’s own. ` +
    `Lists and permissions are asked for one after the other. Then ${per_second} requests a second for ${window_ms / 1000} s, at random moments fixed beforehand: ` +
    'every route of the API in a realistic mix (`api-mix.ts`), by sessions and by API keys, each timed from when it was due to the end of its answer; how many there were of each in brackets. ' +
    'The callers are in a process beside the server, on the same cores.',
  async run(bench) {
    const notes = bench.notes ?? whole.notes;
    const others = Math.round((whole.people * notes) / whole.notes) - people_in_workspace;
    const databaseUrl = await bench.postgres.makeDatabase('api');
    const server = await startOurs({
      databaseUrl,
      env: bench.profile_folder ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${bench.profile_folder}` } : {},
    });
    bench.cleanup.defer(() => server.stop());
    const db = new pg.Pool({ connectionString: databaseUrl, max: 4 });
    bench.cleanup.defer(() => db.end());
    const { url } = server.servers[0] as { url: string };

    const [ada, ...rest] = await signUpAll(url);
    const { workspace_id } = await ada.createNote({ title: 'First' });
    const author_ids = await fillWorkspace(db, workspace_id, [ada, ...rest], people_in_workspace);
    const corpus = { notes, small_workspaces: others, small_notes: 2, isTree: true };
    await writeCorpus({ ...corpus, db, workspace_id, author_ids, say: bench.say });
    const loner = await signUp(url, 'Loner');
    const material = await makeMaterial(url, [ada, ...rest], workspace_id, notes);
    await db.query('vacuum (analyze)');
    await bench.postgres.checkpoint();

    bench.say('lists');
    const lists = await measureLists(bench, ada, loner, material);
    bench.say('permissions');
    const permissions = await measurePermissions(bench, db, [...author_ids, loner.id], loner, material);
    if (bench.explains) await explain(db, ada, workspace_id, notes);
    bench.say('every route');
    const mix = await measureMix(bench, await makeCallers(url, [ada, ...rest]), material);
    return [...lists, ...permissions, ...mix];
  },
};

async function signUpAll(url: string): Promise<[TestPerson, ...TestPerson[]]> {
  const ada = await signUp(url, 'Ada Lovelace');
  const rest: TestPerson[] = [];
  for (let n = 1; n < callers_max; n++) rest.push(await signUp(url, `Caller ${n}`));
  return [ada, ...rest];
}

/** Notes with a document, comments, a file and some history, beside those of the corpus. */
async function makeMaterial(
  url: string,
  people: readonly [TestPerson, ...TestPerson[]],
  workspace_id: string,
  notes: number,
): Promise<Material> {
  const [ada] = people;
  const words = readSentences();
  const made: MadeNote[] = [];
  for (let n = 0; n < made_notes; n++) {
    const { id } = await ada.createNote({ title: `Made ${n}`, workspace_id });
    const note = { id, attachment_id: randomUUID(), thread_id: randomUUID(), comment_id: randomUUID() };
    const [first, second] = [words[n % words.length] as string, words[(n * 7) % words.length] as string];
    for (const text of [first, `${first}\n${second}`]) {
      const body = {
        type: 'doc',
        content: text
          .split('\n')
          .map((line) => ({ type: 'paragraph', content: [{ type: 'text', text: line }] })),
      };
      await done(ada.api('PUT', `/notes/${id}/content`, { body }));
    }
    const comment = { id: note.comment_id, text: second };
    await done(
      ada.api('PUT', `/notes/${id}/threads/${note.thread_id}`, { anchor: null, quote: null, comment }),
    );
    await done(
      ada.api('PUT', `/notes/${id}/attachments/${note.attachment_id}?name=a.json`, { text: second }),
    );
    made.push(note);
  }
  const corpus_ids = Array.from({ length: notes }, (_, n) => corpusId(n));
  return { url, people, workspace_id, corpus_ids, notes: made, words, random: makeRandom(3) };
}

async function done(answer: ReturnType<TestPerson['api']>): Promise<void> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`answered ${status} ${JSON.stringify(body)}`);
}

async function makeCallers(url: string, people: readonly TestPerson[]): Promise<Caller[]> {
  return Promise.all(
    people.map(async (person, n): Promise<Caller> => {
      if (n % 2 === 0) return { call: (...args) => person.api(...args) };
      const key = await person.key({ scopes: ['notes:write', 'workspace:manage'] });
      return {
        call: (method, path, body, headers) =>
          call(url, '', method, path, body, { ...headers, authorization: `Bearer ${key}` }),
      };
    }),
  );
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/** @returns two rows: p50, and p95 with the target */
function rows(what: string, times: readonly number[], limit_ms?: number): Figure[] {
  const row = { unit: 'ms', stock: null };
  const target = limit_ms === undefined ? {} : { target: atMost(limit_ms) };
  return [
    { what: `${what}, p50`, ...row, ours: quantile(times, 0.5) },
    { what: `${what}, p95`, ...row, ours: quantile(times, 0.95), ...target },
  ];
}

async function measureLists(
  bench: Bench,
  ada: TestPerson,
  loner: TestPerson,
  material: Material,
): Promise<Figure[]> {
  const first = await ada.api<NoteList>('GET', first_page);
  const tag = first.headers.get('etag') ?? '';
  const { workspace_id, random } = material;
  const middle = () =>
    `&after=${encodeURIComponent(
      `0|${Math.floor(random() * 36 ** 5)
        .toString(36)
        .padStart(6, '0')}:/${corpusId(0)}`,
    )}`;
  const kinds: [string, () => Promise<unknown>][] = [
    ['list of a tree, a first screen of 200', () => ada.api('GET', '/notes?limit=200')],
    ['list of a tree, first page of 500 as the app asks for it', () => ada.api('GET', first_page)],
    [
      'list of a tree, nothing changed',
      () => ada.api('GET', first_page, undefined, { 'if-none-match': tag }),
    ],
    ['list of a tree, a page further on', () => ada.api('GET', `${first_page}${middle()}`)],
    [
      'list of a tree, of one workspace',
      () => ada.api('GET', `/notes?workspace_id=${workspace_id}&limit=200`),
    ],
    ['list of a tree, a small one', () => loner.api('GET', first_page)],
  ];
  const figures: Figure[] = [];
  for (const [what, ask] of kinds) {
    const times: number[] = [];
    for (let i = 0; i < samples; i++) times.push(await timed(ask));
    bench.say(`${what}: p95 ${quantile(times, 0.95).toFixed(1)} ms`);
    figures.push(...rows(what, times, 50));
  }
  return figures;
}

async function measurePermissions(
  bench: Bench,
  db: pg.Pool,
  people: readonly string[],
  loner: TestPerson,
  { corpus_ids, random }: Material,
): Promise<Figure[]> {
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] as string;
  const lookups: number[] = [];
  for (let i = 0; i < checks; i++) {
    const [note_id, person_id] = [pick(corpus_ids), pick(people)];
    lookups.push(await timed(() => findNoteAccess({ db }, note_id, person_id)));
  }
  const refusals: number[] = [];
  for (let i = 0; i < samples; i++) {
    refusals.push(await timed(() => loner.api('GET', `/notes/${pick(corpus_ids)}`)));
  }
  bench.say(`permission check: p95 ${quantile(lookups, 0.95).toFixed(1)} ms`);
  return [
    ...rows('permission check, at the database', lookups, 5),
    ...rows('a request that is refused: session and permission, over HTTP', refusals),
  ];
}

async function measureMix(bench: Bench, callers: readonly Caller[], material: Material): Promise<Figure[]> {
  const { random } = material;
  const mix = new Mix(callers, material);
  const times = new Map<string, number[]>();
  // Each once before the clock runs: what fails then fails for another reason than haste.
  for (const { route, run } of mix.each()) {
    const { status, body } = await run();
    if (status >= 400) throw new Error(`${route} was answered ${status} ${JSON.stringify(body)}`);
    times.set(route, []);
  }
  await requireEveryRoute(material.url, [...times.keys()]);
  const faults = new Set<string>();
  const pending: Promise<void>[] = [];
  const count = ((warmup_ms + window_ms) / 1000) * per_second;
  // Each second has its hundred at random moments, so that they meet as they do in life.
  const due = Array.from({ length: count }, (_, n) => 1000 * (Math.floor(n / per_second) + random())).sort(
    (a, b) => a - b,
  );
  const begin = performance.now();
  for (const at of due) {
    const wait = begin + at - performance.now();
    if (wait > 1) await sleep(wait);
    const { route, run } = mix.next();
    const answer = run().then(({ status, body }) => {
      if (status >= 400) faults.add(`${route}: ${status} ${JSON.stringify(body).slice(0, 200)}`);
      if (at >= warmup_ms) times.get(route)?.push(performance.now() - begin - at);
    });
    pending.push(answer.catch((error: unknown) => void faults.add(`${route}: ${String(error)}`)));
  }
  await Promise.all(pending);
  if (faults.size > 0) throw new Error(`not answered well: ${[...faults].slice(0, 5).join('; ')}`);
  const all = [...times.values()].flat();
  bench.say(`${all.length} requests, p95 ${quantile(all, 0.95).toFixed(1)} ms`);
  return [
    { what: 'requests a second, answered', unit: '1/s', ours: all.length / (window_ms / 1000), stock: null },
    ...rows('all routes', all, 200),
    ...[...times]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([route, each]) => rows(`${route} (${each.length})`, each, 200).slice(1)),
  ];
}

/** Whose link is in a mail only. */
const left_out = ['GET /notifications/unsubscribe/{token}', 'POST /notifications/unsubscribe/{token}'];

/** @throws Error naming routes of the API that were not asked for */
async function requireEveryRoute(url: string, asked: readonly string[]): Promise<void> {
  const routes = (await listRoutes(url)).map((route) => route.replace('/api/v1', ''));
  const known = new Set([...left_out, ...asked.map((route) => route.replace(/,.*/, ''))]);
  const missing = routes.filter((route) => !known.has(route));
  if (missing.length > 0) throw new Error(`the mix lacks ${missing.join(', ')}`);
}

/** The server's own functions on a connection that listens: what they ask of the database, and how long it takes. */
async function explain(db: pg.Pool, ada: TestPerson, workspace_id: string, notes: number): Promise<void> {
  const listener = new Listener(db);
  const ctx = { db: listener.db } as Context;
  const list = { person_id: ada.id, trashed: 'any', limit: 500 } as const;
  const asks: [string, () => Promise<unknown>][] = [
    ['A page of the list of all notes', () => listNotes(ctx, list)],
    ['A page further on', () => listNotes(ctx, { ...list, after: `0|hzzzzz:/${corpusId(0)}` })],
    ['A page of one workspace', () => listNotes(ctx, { ...list, workspace_id, limit: 200 })],
    ['What somebody may do in a note', () => findNoteAccess(ctx, corpusId(notes - 1), ada.id)],
    ['Links to a note', () => listBacklinks(ctx, corpusId(1), ada.id)],
    [
      'A search for a common word',
      () => searchNotes(ctx, ada.id, { q: 'the ', limit: 20, trash: 'false' } as never),
    ],
    [
      'A search for a phrase',
      () => searchNotes(ctx, ada.id, { q: '"of the"', limit: 20, trash: 'false' } as never),
    ],
  ];
  for (const [name, ask] of asks) {
    listener.begin(name);
    await ask();
    await ask();
  }
  await writeExplain(
    db,
    listener.asked,
    `Of each kind the slowest statement, among ${notes} notes, as \`api\` has them.`,
  );
}
