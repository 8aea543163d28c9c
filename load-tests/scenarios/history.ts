/** What the whole history of a long note weighs, and how long looking at it and going back take. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { HistorySteps, NoteHistory } from '@scriptorium/shared/api/history.ts';
import { toText } from '@scriptorium/shared/document/to-text.ts';
import { connectHocuspocus, type HocuspocusClient, until } from '../../server/test/clients.ts';
import { signUp, type TestPerson } from '../../server/test/people.ts';
import { metric, startServer, type TestServer } from '../../server/test/start-server.ts';
import { openPool } from '../../server/src/platform/db.ts';
import { makeLog } from '../../server/src/platform/log.ts';
import { readTrace } from '../editing-traces.ts';
import * as Y from 'yjs';
import { atLeast, atMost } from '../report/figures.ts';
import type { Bench, Scenario } from '../scenario.ts';
import { typeTrace } from '../type-trace.ts';
import { median, quantile } from '../wire/numbers.ts';

const revisions = 60;
/** Edits of an hour or so. */
const sitting = 5_000;
const steps_per_page = 1_000;
/** For compaction, which need not have been done when the last edit is acknowledged. */
const rest_ms = 8_000;

export const history: Scenario = {
  name: 'history',
  title: 'The history of a paper of 259,778 edits',
  method:
    'On disk: archive, segments, and what is not archived yet of the log, as stored. The timeline’s first page: the server is ' +
    'restarted before each, and has been asked for the history of another note, so its thread for that runs. Revisions: 60 at even distances, as text, one after the other, the first of them right after a ' +
    'restart. Comparisons: 60 of revisions 5,000 edits apart. Steps: pages of 1,000, applied to a document as a film does. ' +
    'Restore: from the request until a client on the note has the text of 2,000 edits ago. Live: the same note twice, once ' +
    'with its history purged; the server is restarted before each opening, and asked for its memory after it. Stock keeps no history.',
  run,
};

async function run(bench: Bench): ReturnType<Scenario['run']> {
  const databaseUrl = await bench.postgres.makeDatabase('history_ours');
  const env = {
    DATABASE_URL: databaseUrl,
    SECRET: 'the bench’s own, and of no use elsewhere',
    RATE_LIMIT_FACTOR: '1000',
  };
  let server = await startServer(env);
  bench.cleanup.defer(() => server.kill9());
  const person = await signUp(server.url, 'Ada');
  const other = await person.createNote();
  const restart = async () => {
    await server.stop();
    server = await startServer({ ...env, PORT: new URL(server.url).port });
    await timeline(person, other.id);
  };
  const { id } = await person.createNote();
  const { id: purged } = await person.createNote();
  for (const note_id of [purged, id]) {
    const { typing_s } = await typeTrace(readTrace('automerge-paper'), server.url, note_id, person.token);
    bench.say(`typed in ${typing_s.toFixed(1)} s`);
    await sleep(rest_ms);
  }
  const bytes = await storedBytes(databaseUrl, id);
  await person.api('DELETE', `/notes/${purged}/history`);
  const live = { whole: [] as Opened[], purged: [] as Opened[] };
  for (let round = 0; round < bench.rounds; round += 1) {
    for (const which of ['whole', 'purged'] as const) {
      await restart();
      live[which].push(await opened(server, which === 'whole' ? id : purged, person));
    }
  }

  const pages: number[] = [];
  for (let round = 0; round < bench.rounds; round += 1) {
    await restart();
    pages.push(await ms(() => timeline(person, id)));
  }
  await restart();
  const { head_seq } = await timeline(person, id);
  const times: number[] = [];
  for (let index = 1; index <= revisions; index += 1) {
    const seq = Math.floor((head_seq * index) / revisions);
    times.push(await ms(() => textAt(person, id, seq)));
  }
  const comparisons: number[] = [];
  for (let index = 1; index <= revisions; index += 1) {
    const seq = Math.max(sitting, Math.floor((head_seq * index) / revisions));
    const path = `/notes/${id}/history/${seq}/changes?since=${seq - sitting}`;
    comparisons.push(await ms(() => person.api('GET', path)));
  }
  const blame_ms = await ms(() => person.api('GET', `/notes/${id}/history/${head_seq}/changes`));
  const steps_per_s = await play(server, person, id, Math.floor(head_seq / 2));
  const restores: number[] = [];
  const client = await connectHocuspocus(server.url, id, person.token);
  bench.cleanup.defer(async () => client.close());
  for (let round = 0; round < bench.rounds; round += 1) restores.push(await restore(person, id, client));
  return [
    {
      what: 'the complete history, on disk',
      unit: 'kB',
      ours: bytes / 1000,
      stock: null,
      target: atMost(1_200),
    },
    { what: 'the timeline’s first page', unit: 'ms', ours: median(pages), stock: null, target: atMost(200) },
    { what: 'a revision, p50', unit: 'ms', ours: quantile(times, 0.5), stock: null },
    { what: 'a revision, p95', unit: 'ms', ours: quantile(times, 0.95), stock: null, target: atMost(300) },
    {
      what: 'a comparison of revisions 5,000 edits apart, p95',
      unit: 'ms',
      ours: quantile(comparisons, 0.95),
      stock: null,
      target: atMost(300),
    },
    { what: 'who wrote what, of the whole note', unit: 'ms', ours: blame_ms, stock: null },
    {
      what: 'steps of a film, fetched and applied',
      unit: '1/s',
      ours: steps_per_s,
      stock: null,
      target: atLeast(30),
    },
    {
      what: 'opening the live note ÷ opening it without its history',
      unit: '',
      ours: median(live.whole.map(({ ms }) => ms)) / median(live.purged.map(({ ms }) => ms)),
      stock: null,
    },
    {
      what: 'memory with the live note ÷ with it without its history',
      unit: '',
      ours: median(live.whole.map(({ bytes }) => bytes)) / median(live.purged.map(({ bytes }) => bytes)),
      stock: null,
    },
    {
      what: 'a restore, until somebody in the note has it',
      unit: 'ms',
      ours: median(restores),
      stock: null,
      target: atMost(500),
    },
  ];
}

interface Opened {
  /** Until a client has all of it. */
  ms: number;
  /** Of the server's process, then. */
  bytes: number;
}

async function opened(server: TestServer, id: string, person: TestPerson): Promise<Opened> {
  const token = await person.token();
  const begin = performance.now();
  const client = await connectHocuspocus(server.url, id, token);
  const taken = performance.now() - begin;
  const bytes = await metric(server, 'scriptorium_process_resident_memory_bytes');
  client.close();
  return { ms: taken, bytes };
}

/** @returns steps a second */
async function play(server: TestServer, person: TestPerson, id: string, from: number): Promise<number> {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, await stateAt(server, person, id, from));
  let count = 0;
  const begin = performance.now();
  for (let seq: number | null = from; seq !== null && count < 5 * steps_per_page; ) {
    const page: HistorySteps = (
      await person.api<HistorySteps>('GET', `/notes/${id}/history/${seq}/steps?limit=${steps_per_page}`)
    ).body;
    for (const { update } of page.steps) Y.applyUpdate(doc, Buffer.from(update, 'base64'));
    count += page.steps.length;
    seq = page.next;
  }
  return (count / (performance.now() - begin)) * 1000;
}

async function stateAt(
  { url }: TestServer,
  { cookie }: TestPerson,
  id: string,
  seq: number,
): Promise<Uint8Array> {
  const answer = await fetch(`${url}/api/v1/notes/${id}/history/${seq}?format=update`, {
    headers: { cookie },
  });
  return new Uint8Array(await answer.arrayBuffer());
}

async function restore(person: TestPerson, id: string, client: HocuspocusClient): Promise<number> {
  const { head_seq } = await timeline(person, id);
  const seq = head_seq - 2_000;
  const wanted = await textAt(person, id, seq);
  const taken = await ms(async () => {
    await person.api('POST', `/notes/${id}/history/${seq}/restore`);
    await until(() => toText(client.body) === wanted, 'the restore arrives');
  });
  // Back again, for the next round.
  await person.api('POST', `/notes/${id}/history/${head_seq}/restore`);
  await sleep(1_000);
  return taken;
}

async function timeline(person: TestPerson, id: string): Promise<NoteHistory> {
  return (await person.api<NoteHistory>('GET', `/notes/${id}/history`)).body;
}

async function textAt(person: TestPerson, id: string, seq: number): Promise<string> {
  return (await person.api<string>('GET', `/notes/${id}/history/${seq}?format=text`)).body;
}

async function storedBytes(databaseUrl: string, id: string): Promise<number> {
  const db = openPool(databaseUrl, makeLog('silent'));
  const { rows } = await db.query<{ bytes: string }>(
    `select (select sum(octet_length(state)) from document_archives where note_id = $1)
       + (select sum(octet_length(effects)) from document_segments where note_id = $1)
       + (select coalesce(sum(octet_length(frames)), 0) from document_log where note_id = $1) as bytes`,
    [id],
  );
  await db.end();
  return Number(rows[0]?.bytes);
}

async function ms(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}
