/** How long a search takes among many notes, and how soon what is typed is found. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { SearchResults } from '@scriptorium/shared/api/search.ts';
import pg from 'pg';
import { connectHocuspocus, type HocuspocusClient, typeParagraph } from '../../server/test/clients.ts';
import { signUp, type TestPerson } from '../../server/test/people.ts';
import { atMost, type Figure } from '../report/figures.ts';
import type { Bench, Scenario } from '../scenario.ts';
import {
  fillWorkspace,
  makeRandom,
  readSentences,
  referenceOf,
  tags,
  writeCorpus,
} from '../search-corpus.ts';
import { startOurs } from '../servers/ours.ts';
import { quantile } from '../wire/numbers.ts';

const size = { notes: 100_000, small_workspaces: 10_000, small_notes: 2 };
const people_in_workspace = 50;
/** Of each kind. */
const searches = 60;
const typists = 20;
const typing_every_ms = 250;
const lag_samples = 60;

export const search: Scenario = {
  name: 'search',
  title: 'Searching 100,000 notes, and finding what was just typed',
  method:
    `${size.notes} notes of 0.5 to 4 kB in one workspace of ${people_in_workspace} people, and ${size.small_workspaces} people ` +
    `with ${size.small_notes} notes each in workspaces of their own. Each kind of query ${searches} times with other words, one ` +
    'after the other, over HTTP: the first page of 20, with permissions and snippets. The lag is from the acknowledgement of an edit to its ' +
    `first being found by another person, asked for every 50 ms, while ${typists} people type in as many notes, four times a second each.`,
  async run(bench) {
    const databaseUrl = await bench.postgres.makeDatabase('search');
    const server = await startOurs({ databaseUrl });
    bench.cleanup.defer(() => server.stop());
    const db = new pg.Pool({ connectionString: databaseUrl, max: 2 });
    bench.cleanup.defer(() => db.end());
    const { url } = server.servers[0] as { url: string };
    const ada = await signUp(url, 'Ada Lovelace');
    const bob = await signUp(url, 'Bob');
    const loner = await signUp(url, 'Loner');
    const { workspace_id } = await ada.createNote({ title: 'First' });
    const author_ids = await fillWorkspace(db, workspace_id, [ada, bob], people_in_workspace);
    await writeCorpus({ ...size, db, workspace_id, author_ids, say: bench.say });
    await loner.createNote({ title: 'What about the merge of two documents' });
    // What is written by now is not what is measured.
    await bench.postgres.checkpoint();
    const figures = await measureSearches(bench, ada, loner);
    return [...figures, ...(await measureLag(url, workspace_id, ada, bob))];
  },
};

type Ask = { q: string } & Record<string, string>;

async function measureSearches(bench: Bench, ada: TestPerson, loner: TestPerson): Promise<Figure[]> {
  const random = makeRandom(2);
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
  const sentences = readSentences();
  const counts = new Map<string, number>();
  for (const word of sentences
    .join(' ')
    .toLowerCase()
    .match(/[a-z]{4,}/g) ?? [])
    counts.set(word, (counts.get(word) ?? 0) + 1);
  const byCount = [...counts].sort((a, b) => b[1] - a[1]).map(([word]) => word);
  const common = byCount.slice(0, 40);
  const middling = byCount.slice(200, 600);
  const seldom = byCount.slice(-1_000);
  const phrase = () => {
    const words = pick(sentences).match(/[\p{L}\p{N}]+/gu) ?? [];
    const at = Math.floor(random() * Math.max(1, words.length - 3));
    return `"${words.slice(at, at + 3).join(' ')}"`;
  };
  const typo = (word: string) => `${word.slice(0, 2)}${word[3]}${word[2]}${word.slice(4)}`;
  const since = () => new Date(Date.UTC(2025, Math.floor(random() * 12), 1)).toISOString();
  const kinds: [string, () => Ask, TestPerson?][] = [
    ['a common word', () => ({ q: `${pick(common)} ` })],
    ['two common words', () => ({ q: `${pick(common)} ${pick(common)} ` })],
    ['a word and another', () => ({ q: `${pick(middling)} ${pick(middling)} ` })],
    ['a seldom word', () => ({ q: `${pick(seldom)} ` })],
    ['a word of one note', () => ({ q: referenceOf(Math.floor(random() * size.notes)) })],
    ['two letters, being typed', () => ({ q: pick(common).slice(0, 2) })],
    ['four letters, being typed', () => ({ q: pick(middling).slice(0, 4) })],
    ['a phrase', () => ({ q: phrase() })],
    ['mistyped', () => ({ q: `${typo(pick(middling.filter((word) => word.length > 5)))}xq`.slice(0, -2) })],
    ['Japanese', () => ({ q: pick(['人間', '吾輩は猫', '書生', '名前はまだ', '記憶', '猫']) })],
    ['with a tag', () => ({ q: `${pick(common)} tag:"${pick(tags)}"` })],
    ['with a person', () => ({ q: `${pick(common)} person:bob` })],
    ['with a time', () => ({ q: pick(middling), from: since() })],
    ['a word, and not another', () => ({ q: `${pick(middling)} -${pick(common)}` })],
    ['of somebody with one note', () => ({ q: pick(common) }), loner],
  ];
  const asked = kinds.map(([kind, make, person = ada]) => ({ kind, make, person, times: [] as number[] }));
  for (let i = 0; i < searches; i++) {
    for (const { make, person, times } of asked) {
      const parameters = new URLSearchParams(make());
      const begin = performance.now();
      const { status, body } = await person.api<SearchResults>('GET', `/search?${parameters}`);
      if (status !== 200) throw new Error(`${parameters} was answered ${status} ${JSON.stringify(body)}`);
      times.push(performance.now() - begin);
    }
  }
  const all = asked.flatMap(({ times }) => times);
  const figures = asked.flatMap(({ kind, times }): Figure[] => {
    const [p50, p95] = [quantile(times, 0.5), quantile(times, 0.95)];
    bench.say(`${kind}: ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`);
    return [
      { what: `${kind}, p50`, unit: 'ms', ours: p50, stock: null },
      { what: `${kind}, p95`, unit: 'ms', ours: p95, stock: null },
    ];
  });
  return [
    { what: 'all kinds, p50', unit: 'ms', ours: quantile(all, 0.5), stock: null },
    { what: 'all kinds, p95', unit: 'ms', ours: quantile(all, 0.95), stock: null, target: atMost(100) },
    ...figures,
  ];
}

async function measureLag(
  url: string,
  workspace_id: string,
  ada: TestPerson,
  bob: TestPerson,
): Promise<Figure[]> {
  const token = await ada.token();
  const clients: HocuspocusClient[] = [];
  for (let i = 0; i < typists; i++) {
    const { id } = await ada.createNote({ title: `Typed ${i}`, workspace_id });
    clients.push(await connectHocuspocus(url, id, token));
  }
  const words = readSentences();
  let n = 0;
  const typing = setInterval(() => {
    for (const client of clients) typeParagraph(client, words[n++ % words.length] as string);
  }, typing_every_ms);
  const lags: number[] = [];
  try {
    for (let i = 0; i < lag_samples; i++) {
      const client = clients[i % clients.length] as HocuspocusClient;
      const word = `lagword${i}x`;
      typeParagraph(client, word);
      await client.saved();
      const begin = performance.now();
      for (;;) {
        const { body } = await bob.api<SearchResults>('GET', `/search?q=${word}`);
        if (body.results.length > 0) break;
        if (performance.now() - begin > 60_000) throw new Error('what was typed was not found for a minute');
        await sleep(50);
      }
      lags.push(performance.now() - begin);
    }
  } finally {
    clearInterval(typing);
    for (const client of clients) client.close();
  }
  return [
    { what: 'typed to found, p50', unit: 'ms', ours: quantile(lags, 0.5), stock: null },
    {
      what: 'typed to found, p95',
      unit: 'ms',
      ours: quantile(lags, 0.95),
      stock: null,
      target: atMost(2_000),
    },
    { what: 'typed to found, the longest', unit: 'ms', ours: Math.max(...lags), stock: null },
  ];
}
