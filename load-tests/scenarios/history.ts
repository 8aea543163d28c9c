/** What the whole history of a long note weighs, and how long looking at it and going back take. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { NoteHistory } from '@scriptorium/shared/api/history.ts';
import { toText } from '@scriptorium/shared/document/to-text.ts';
import { connectHocuspocus, type HocuspocusClient, until } from '../../server/test/clients.ts';
import { signUp, type TestPerson } from '../../server/test/people.ts';
import { startServer } from '../../server/test/start-server.ts';
import { openPool } from '../../server/src/platform/db.ts';
import { makeLog } from '../../server/src/platform/log.ts';
import { readTrace } from '../editing-traces.ts';
import { atMost } from '../report/figures.ts';
import type { Bench, Scenario } from '../scenario.ts';
import { typeTrace } from '../type-trace.ts';
import { median, quantile } from '../wire/numbers.ts';

const revisions = 60;
/** For compaction, which need not have been done when the last edit is acknowledged. */
const rest_ms = 8_000;

export const history: Scenario = {
  name: 'history',
  title: 'The history of a paper of 259,778 edits',
  method:
    'On disk: archive, segments, and what is not archived yet of the log, as stored. The timeline’s first page: the server is ' +
    'restarted before each, and has been asked for the history of another note, so its thread for that runs. Revisions: 60 at even distances, as text, one after the other, the first of them right after a ' +
    'restart. Restore: from the request until a client on the note has the text of 2,000 edits ago. Stock keeps no history.',
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
  const { typing_s } = await typeTrace(readTrace('automerge-paper'), server.url, id, person.token);
  bench.say(`typed in ${typing_s.toFixed(1)} s`);
  await sleep(rest_ms);

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
  const restores: number[] = [];
  const client = await connectHocuspocus(server.url, id, person.token);
  bench.cleanup.defer(async () => client.close());
  for (let round = 0; round < bench.rounds; round += 1) restores.push(await restore(person, id, client));
  return [
    {
      what: 'the complete history, on disk',
      unit: 'kB',
      ours: (await storedBytes(databaseUrl)) / 1000,
      stock: null,
      target: atMost(1_200),
    },
    { what: 'the timeline’s first page', unit: 'ms', ours: median(pages), stock: null, target: atMost(200) },
    { what: 'a revision, p50', unit: 'ms', ours: quantile(times, 0.5), stock: null },
    { what: 'a revision, p95', unit: 'ms', ours: quantile(times, 0.95), stock: null, target: atMost(300) },
    {
      what: 'a restore, until somebody in the note has it',
      unit: 'ms',
      ours: median(restores),
      stock: null,
      target: atMost(500),
    },
  ];
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

async function storedBytes(databaseUrl: string): Promise<number> {
  const db = openPool(databaseUrl, makeLog('silent'));
  const { rows } = await db.query<{ bytes: string }>(
    `select (select sum(octet_length(state)) from document_archives)
       + (select sum(octet_length(effects)) from document_segments)
       + (select coalesce(sum(octet_length(frames)), 0) from document_log) as bytes`,
  );
  await db.end();
  return Number(rows[0]?.bytes);
}

async function ms(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}
