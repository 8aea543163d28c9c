/**
 * Two browsers write in one note while everything that can go wrong does: the network drops, stalls or is gone, tabs are
 * reloaded, killed or doubled, and the server is killed every few seconds. In the end both have the same note as the
 * database, and:
 *
 *   D1  whenever a tab says "Saved", the log holds everything that was written in it or on its disk. (What somebody else
 *       writes reaches others before it is committed: that is not what the word is about.)
 *   O3  whatever a tab called saved, on the server or on this device, is in the note in the end
 *
 * Hundreds of runs; `SEED=123` runs one alone, `RUNS=2000` more of them.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { loadDocument } from '../../server/src/documents/load.ts';
import { type Db, openPool } from '../../server/src/platform/db.ts';
import { makeLog } from '../../server/src/platform/log.ts';
import { until } from '../../server/test/clients.ts';
import { signUp, type TestPerson } from '../../server/test/people.ts';
import { makeServers } from '../../server/test/servers.ts';
import type { TestServer } from '../../server/test/start-server.ts';
import { seededRandom } from './seeded-random.ts';
import { openBrowser, type TestBrowser, type TestTab } from './test-browser.ts';

const first_seed = Number(process.env.SEED ?? 1);
const runs = Number(process.env.RUNS ?? (process.env.SEED ? 1 : 300));
/** So many at a time. */
const lanes = 12;
const steps_max = 24;
const kill_every_ms = 5_000;
const nudge_every_ms = 1_500;

const servers = makeServers();
let server: TestServer;
let db: Db;
let people: [TestPerson, TestPerson];
/** Settled while the server runs. */
let isUp: Promise<void> = Promise.resolve();

beforeAll(async () => {
  const database_url = await servers.database();
  server = await servers.server({ DATABASE_URL: database_url });
  db = openPool(database_url, makeLog('silent'));
  // One after the other: a password is hashed slowly on purpose.
  people = [await signUp(server.url, 'Ada'), await signUp(server.url, 'Grace')];
});
afterAll(() => db.end());

test(`${runs} random runs from seed ${first_seed} lose nothing and end equal`, {
  timeout: 900_000,
}, async () => {
  const chaos = new AbortController();
  const killing = killNowAndThen(chaos.signal);
  let next = first_seed;
  const failures: string[] = [];
  let saved = 0;
  const lane = async () => {
    while (next < first_seed + runs) {
      const seed = next++;
      try {
        saved += await new Run(seed).play();
      } catch (error) {
        failures.push(`SEED=${seed}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, runs) }, lane));
  chaos.abort();
  await killing;
  expect(failures).toEqual([]);
  // The check that matters was made: otherwise it proves nothing.
  expect(saved).toBeGreaterThan(runs / 4);
});

async function killNowAndThen(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sleep(kill_every_ms, undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    isUp = server.kill9().then(() => server.startAgain());
    await isUp;
  }
}

/** What the person at one browser sees and does. */
interface Side {
  name: string;
  browser: TestBrowser;
  tabs: TestTab[];
  /** Lines that were typed since a tab last called everything saved; they may go with the tab. */
  unsafe: Map<TestTab, string[]>;
}

class Run {
  readonly #random: () => number;
  readonly #kept = new Set<string>();
  readonly #checks: Promise<boolean>[] = [];
  readonly #sides: Side[] = [];
  #noteId = '';
  #lines = 0;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  /** @returns how often "Saved" was checked against the database */
  async play(): Promise<number> {
    await this.#begin();
    try {
      const steps = 6 + Math.floor(this.#random() * steps_max);
      for (let step = 0; step < steps; step++) await this.#step();
      await this.#end();
      expect(await Promise.all(this.#checks), 'the log holds what is called saved').not.toContain(false);
      return this.#checks.length;
    } finally {
      await Promise.all(this.#sides.map(({ browser }) => browser.close()));
    }
  }

  async #begin(): Promise<void> {
    const [ada, grace] = people;
    this.#noteId = await patiently(async () => (await ada.createNote()).id);
    await patiently(async () => {
      const request = { email: grace.email, role: 'editor' };
      const { status } = await ada.api('POST', `/notes/${this.#noteId}/members`, request);
      expect(status).toBe(200);
    });
    for (const person of people) {
      const browser = await openBrowser(server.url, person);
      const side: Side = { name: person.name.slice(0, 1), browser, tabs: [], unsafe: new Map() };
      this.#sides.push(side);
      this.#openTab(side);
    }
  }

  async #step(): Promise<void> {
    const side = this.#pick(this.#sides);
    const tab = this.#pick(side.tabs);
    const dice = this.#random();
    if (dice < 0.4) this.#typeLine(side, tab);
    else if (dice < 0.55) this.#editTitle(tab);
    else if (dice < 0.6) side.browser.drop();
    else if (dice < 0.63) side.browser.stall();
    else if (dice < 0.7) side.browser.goOffline();
    else if (dice < 0.82) side.browser.goOnline();
    else if (dice < 0.86) await this.#reload(side, tab);
    else if (dice < 0.9) this.#kill(side, tab);
    else if (dice < 0.93 && side.tabs.length === 1) this.#openTab(side);
    else await sleep(Math.floor(this.#random() * 120));
    if (this.#random() < 0.3) await sleep(Math.floor(this.#random() * 20));
  }

  #typeLine(side: Side, tab: TestTab): void {
    const line = `${side.name}${++this.#lines}`;
    const body = tab.note.doc.getXmlFragment('default');
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(line)]);
    this.#kept.add(line);
    const unsafe = side.unsafe.get(tab) ?? [];
    unsafe.push(line);
    side.unsafe.set(tab, unsafe);
    body.insert(Math.floor(this.#random() * (body.length + 1)), [paragraph]);
  }

  /** Deletes too, so it is compared but not counted. */
  #editTitle(tab: TestTab): void {
    const title = tab.note.doc.getText('title');
    const at = Math.floor(this.#random() * (title.length + 1));
    if (title.length > at && this.#random() < 0.5) title.delete(at, 1);
    else title.insert(at, this.#pick([...'abcdef']));
  }

  async #reload(side: Side, tab: TestTab): Promise<void> {
    side.tabs = side.tabs.filter((each) => each !== tab);
    await tab.close();
    side.unsafe.delete(tab);
    if (side.tabs.length === 0) this.#openTab(side);
  }

  #kill(side: Side, tab: TestTab): void {
    side.tabs = side.tabs.filter((each) => each !== tab);
    // What it had not called saved was on no disk, perhaps: nobody was promised anything.
    for (const line of side.unsafe.get(tab) ?? []) this.#kept.delete(line);
    side.unsafe.delete(tab);
    tab.kill();
    if (side.tabs.length === 0) this.#openTab(side);
  }

  #openTab(side: Side): void {
    const tab = side.browser.openTab({ noteId: this.#noteId });
    side.tabs.push(tab);
    const own: Uint8Array[] = [];
    tab.note.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== tab.note.provider) own.push(update);
    });
    let savedAt: number | null = null;
    tab.note.status.subscribe(() => {
      const status = tab.note.status.get();
      // The word itself comes a moment later, so that it does not flicker: this is when it becomes true.
      const isSaved = tab.note.isInStep && status.savedAt !== savedAt;
      savedAt = status.savedAt;
      if (isSaved || status.sync.word === 'saved_on_device') side.unsafe.delete(tab);
      if (isSaved) this.#checks.push(this.#isInLog([...own]));
    });
  }

  /** D1: asked at that very moment, and nothing of it is news to the database. */
  async #isInLog(updates: Uint8Array[]): Promise<boolean> {
    const stored = new Y.Doc();
    await loadDocument({ db }, this.#noteId, stored);
    let isNews = false;
    stored.on('update', () => {
      isNews = true;
    });
    for (const update of updates) Y.applyUpdate(stored, update);
    return !isNews && stored.store.pendingStructs === null;
  }

  async #end(): Promise<void> {
    const inStep = () => this.#sides.every(({ tabs }) => tabs.every(({ note }) => note.isInStep));
    const texts = () => this.#sides.flatMap(({ tabs }) => tabs.map(({ note }) => textOf(note.doc)));
    for (const { browser } of this.#sides) browser.goOnline();
    // The sockets wait longer and longer between their attempts; a person would not wait for them either.
    const nudge = () => {
      for (const { browser } of this.#sides) browser.nudge();
    };
    const nudging = setInterval(nudge, nudge_every_ms);
    // With the word that nothing waits, a tab finds what another one left in the copy before it was closed, and sends it.
    const written = () =>
      Promise.all(this.#sides.flatMap(({ tabs }) => tabs.map(({ note }) => note.written())));
    const isOver = async () => {
      await written();
      return inStep() && new Set(texts()).size === 1;
    };
    await until(isOver, 'all tabs are in step and equal', 120_000).finally(() => clearInterval(nudging));
    // What a tab wrote that was killed may have reached the others a moment ago, and be committed in another one.
    const inDatabase = async () => {
      const stored = new Y.Doc();
      await loadDocument({ db }, this.#noteId, stored);
      return textOf(stored);
    };
    await until(async () => (await inDatabase()) === texts()[0], 'the database has the same');
    const lines = new Set((await inDatabase()).split('\n'));
    expect(
      [...this.#kept].filter((line) => !lines.has(line)),
      'lines that were lost',
    ).toEqual([]);
  }

  #pick<T>(things: T[]): T {
    return things[Math.floor(this.#random() * things.length)] as T;
  }
}

/** The server may be away just now. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    await isUp;
    try {
      return await work();
    } catch (error) {
      if (attempt === 20) throw error;
      await sleep(100);
    }
  }
}

function textOf(doc: Y.Doc): string {
  const paragraphs = doc.getXmlFragment('default').toArray() as Y.XmlElement[];
  const lines = paragraphs.map((paragraph) => (paragraph.get(0) as Y.XmlText).toString());
  return [doc.getText('title').toString(), ...lines].join('\n');
}
