/** What holds after every fault: each replica, each instance and the database have the same note, and nobody is wedged. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { toText } from '@scriptorium/shared/document/to-text.ts';
import * as Y from 'yjs';
import { loadDocument } from '../src/documents/load.ts';
import { type Db, openPool } from '../src/platform/db.ts';
import { makeLog } from '../src/platform/log.ts';
import type { TestClient } from './clients.ts';
import type { TestServer } from './start-server.ts';
import type { Typing } from './typing.ts';
import type { Scene } from './servers.ts';

interface State {
  title: string;
  text: string;
  /** What only a whole document tells: nodes and marks, what was seen of whom, what waits for something missing. */
  document?: { body: string; vector: [client: number, clock: number][]; pending: boolean };
}

type Place = [name: string, state: State];

const log = makeLog('silent');
/** Generous: it only ends stories that have failed. Where a rule gives a time, the story asserts that one. */
const converged_ms_max = 30_000;

/**
 * Waits until all places have the same note and answers what it is.
 *
 * The log is checked too: its seqs go from 1 to the head without a gap or a repetition.
 * @param extra replicas beside those of the scene
 * @returns the lines of the note
 */
export async function expectAllEqual(
  scene: Scene,
  { extra = [], ms = converged_ms_max }: { extra?: TestClient[]; ms?: number } = {},
): Promise<string[]> {
  return withDb(scene, async (db) => {
    const places = await equalPlaces(scene, [...scene.clients, ...extra], db, ms);
    await expectWholeLog(db, scene.note_id);
    await expectAlive(scene.instances);
    return (places[0] as Place)[1].text.split('\n');
  });
}

/** The note's lines as Postgres has them this moment, whatever any process has in memory. */
export function linesInDatabase(scene: Scene): Promise<string[]> {
  return withDb(scene, async (db) => stateOf(await load(db, scene.note_id)).text.split('\n'));
}

/** The seq of the note's latest update. */
export function headSeq(scene: Scene): Promise<number> {
  return withDb(scene, async (db) => {
    const { rows } = await db.query('select head_seq from documents where note_id = $1', [scene.note_id]);
    return rows[0].head_seq;
  });
}

/** Whatever each of them typed is there once and in order, between what the others typed. */
export function expectAllTyped(lines: string[], typings: Typing[]): void {
  for (const typing of typings) expect(lines.filter((line) => typing.isMine(line))).toEqual(typing.lines());
}

/** Each ends by a signal, with exit code 0 and within the 10 s of D2: none of them is wedged. */
export async function expectCleanStop(instances: TestServer[]): Promise<void> {
  for (const { code, ms } of await Promise.all(instances.map((instance) => instance.stop()))) {
    expect(code).toBe(0);
    expect(ms).toBeLessThan(10_000);
  }
}

/** Postgres itself, past every instance. */
export async function withDb<T>({ database_url }: Scene, work: (db: Db) => Promise<T>): Promise<T> {
  const db = openPool(database_url, log);
  try {
    return await work(db);
  } finally {
    await db.end();
  }
}

async function expectWholeLog(db: Db, note_id: string): Promise<void> {
  const seqs = await db.query<{ first_seq: number; last_seq: number }>(
    `select first_seq, last_seq from document_log where note_id = $1
     union all select first_seq, last_seq from document_segments where note_id = $1 order by first_seq`,
    [note_id],
  );
  let seq = 0;
  for (const { first_seq, last_seq } of seqs.rows) {
    expect(first_seq, 'the log has a gap or a repetition').toBe(seq + 1);
    seq = last_seq;
  }
  const head = await db.query('select head_seq from documents where note_id = $1', [note_id]);
  expect(head.rows[0]?.head_seq, 'the head is the end of the log').toBe(seq);
}

async function equalPlaces(scene: Scene, clients: TestClient[], db: Db, ms: number): Promise<Place[]> {
  const deadline = performance.now() + ms;
  for (;;) {
    const replicas = clients.map(({ doc }, index): Place => [`client ${index + 1}`, stateOf(doc)]);
    let difference = differenceOf(replicas);
    if (!difference) {
      const places = [...replicas, ...(await statesOutside(scene, db))];
      difference = differenceOf(places);
      if (!difference) return places;
    }
    if (performance.now() > deadline) throw new Error(`not equal after ${ms} ms: ${difference}`);
    await sleep(50);
  }
}

/** The database's, and every instance's over REST. */
async function statesOutside({ ada, note_id, instances }: Scene, db: Db): Promise<Place[]> {
  const overRest = instances.map(async ({ url }, index): Promise<Place> => {
    const person = ada.at(url);
    const [text, { body }] = await Promise.all([
      person.text(note_id),
      person.api<{ title: string }>('GET', `/notes/${note_id}/content`),
    ]);
    return [`instance ${index + 1} over REST`, { title: body.title, text }];
  });
  return Promise.all([load(db, note_id).then((doc): Place => ['the database', stateOf(doc)]), ...overRest]);
}

async function load(db: Db, note_id: string): Promise<Y.Doc> {
  const doc = new Y.Doc();
  await loadDocument({ db }, note_id, doc);
  return doc;
}

function stateOf(doc: Y.Doc): State {
  const body = doc.getXmlFragment('default');
  const vector = [...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(([a], [b]) => a - b);
  const pending = doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
  return {
    title: doc.getText('title').toString(),
    text: toText(body),
    document: { body: body.toString(), vector, pending },
  };
}

/** @returns null when all are equal, else who differs from the first and where: a whole note would drown the fact */
function differenceOf(places: Place[]): string | null {
  const [first, ...others] = places as [Place, ...Place[]];
  if (first[1].document?.pending) return `${first[0]} waits for updates that are missing`;
  for (const [name, state] of others) {
    const pair = `${name} and ${first[0]}`;
    if (state.title !== first[1].title) return `${pair} in the title: "${state.title}", "${first[1].title}"`;
    if (state.text !== first[1].text) return `${pair} ${lineDifference(state.text, first[1].text)}`;
    if (state.document && JSON.stringify(state.document) !== JSON.stringify(first[1].document)) {
      return `${pair} in nodes, marks or state vectors: ${JSON.stringify(state.document.vector)}, ${JSON.stringify(first[1].document?.vector)}`;
    }
  }
  return null;
}

function lineDifference(a: string, b: string): string {
  const [left, right] = [a.split('\n'), b.split('\n')];
  const index = left.findIndex((line, i) => line !== right[i]);
  const at = index === -1 ? left.length : index;
  return `have ${left.length} and ${right.length} lines, the first different one is ${at}: "${left[at]?.slice(0, 80)}", "${right[at]?.slice(0, 80)}"`;
}

async function expectAlive(instances: TestServer[]): Promise<void> {
  for (const { url } of instances) {
    expect((await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(10_000) })).status).toBe(200);
  }
}
