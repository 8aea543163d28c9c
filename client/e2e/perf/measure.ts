/**
 * `npm run perf`: what the client promises about time, measured on this machine with the built client, a server of its
 * own and Chromium. `npm run perf -- --write` puts the table into README.md beside this file.
 *
 * Each figure is the median of several rounds; a percentile is the median of each round's percentile.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type LaunchOptions } from '@playwright/test';
import * as Y from 'yjs';
import { readTrace, Typist } from '../../../load-tests/editing-traces.ts';
import { chromium as systemChromium } from '../../../scripts/checks/tools.mjs';
import { connectHocuspocus } from '../../../server/test/clients.ts';
import { signUp, type TestPerson } from '../../../server/test/people.ts';
import { startServer } from '../../../server/test/start-server.ts';
import { chunksOfShell, chunksToType, gzipBytes, readChunks, scriptsOf } from '../../build/chunks.ts';
import { cookiesOf } from '../support/cookies.ts';
import { playFilm, typePaperForFilm } from './film.ts';
import { typeBesideAnother, without_frame_rate } from './keystrokes.ts';
import { mixedBlocks } from './mixed-blocks.ts';
import { openThreeTimes } from './opening.ts';

interface Figure {
  name: string;
  value: number;
  /** What it should be at most, or at least. */
  target: { max: number } | { min: number };
  unit: 'kB' | 'ms' | '/s';
}

const rounds = 5;
const mixed_blocks = 2_000;
/** One of each sort: what a key costs on this machine whatever the length of the note. */
const few_blocks = 13;
const readme = new URL('./README.md', import.meta.url);
const dist = join(import.meta.dirname, '../../dist');

const executablePath = process.env.CHROMIUM_PATH ?? (await systemChromium.find());
const launchOptions: LaunchOptions = executablePath ? { executablePath } : {};
/** Over 1, 5 and 15 minutes, before this adds its own. */
const loads = loadavg();
const env = { DATA_DIR: mkdtempSync(join(tmpdir(), 'scriptorium-perf-')) };
const server = await startServer(env);
try {
  const person = await signUp(server.url, 'Ada');
  const figures = [...sizes(), ...(await opening(person)), ...(await typing(person)), await film(person)];
  console.log(tableOf(figures));
  if (process.argv.includes('--write')) write(tableOf(figures));
} finally {
  await server.stop();
  rmSync(env.DATA_DIR, { recursive: true, force: true });
}

function sizes(): Figure[] {
  const chunks = readChunks(dist);
  const kilobytes = (keys: Set<string>) =>
    scriptsOf(chunks, keys).reduce((sum, file) => sum + gzipBytes(join(dist, file)), 0) / 1000;
  return [
    {
      name: 'JavaScript before the editor, gzip',
      value: kilobytes(chunksOfShell(chunks, 'en')),
      target: { max: 150 },
      unit: 'kB',
    },
    {
      name: 'JavaScript to type, gzip',
      value: kilobytes(chunksToType(chunks, 'en')),
      target: { max: 330 },
      unit: 'kB',
    },
  ];
}

async function opening(person: TestPerson): Promise<Figure[]> {
  const note = await person.createNote({ title: 'Opened' });
  const times: Awaited<ReturnType<typeof openThreeTimes>>[] = [];
  for (let round = 0; round < rounds; round++) {
    times.push(await openThreeTimes(launchOptions, server, person, note.id));
    console.log(`opening, round ${round + 1}:`, times.at(-1));
  }
  const of = (name: keyof (typeof times)[number]) => median(times.map((each) => each[name]));
  return [
    {
      name: 'first load to a note that can be written, empty cache',
      value: of('first_ms'),
      target: { max: 2_000 },
      unit: 'ms',
    },
    { name: 'the same, coming back', value: of('warm_ms'), target: { max: 1_000 }, unit: 'ms' },
    {
      name: 'the same after a restart of the browser, server gone',
      value: of('offline_ms'),
      target: { max: 1_500 },
      unit: 'ms',
    },
  ];
}

async function typing(person: TestPerson): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, fill] of [
    [`${few_blocks} mixed blocks`, (doc: Y.Doc) => insertMixedBlocks(doc, few_blocks)],
    ['automerge-paper', typePaper],
    [
      `${mixed_blocks.toLocaleString('en')} mixed blocks`,
      (doc: Y.Doc) => insertMixedBlocks(doc, mixed_blocks),
    ],
  ] as const) {
    const note = await person.createNote({ title: name });
    const filled = new Y.Doc();
    fill(filled);
    await send(person, note.id, filled);
    const all: number[][] = [];
    for (let round = 0; round < rounds; round++) {
      const browser = await chromium.launch({ ...launchOptions, args: without_frame_rate });
      const context = await browser.newContext({
        baseURL: server.url,
        viewport: { width: 1440, height: 900 },
        reducedMotion: 'reduce',
      });
      await context.addCookies(cookiesOf(person, server.url));
      all.push(await typeBesideAnother(context, { url: server.url, person, noteId: note.id }));
      await browser.close();
      const [p50, p95] = [0.5, 0.95].map((part) => percentile(all.at(-1) ?? [], part).toFixed(1));
      console.log(`${name}, round ${round + 1}: p50 ${p50}, p95 ${p95} ms`);
    }
    const of = (part: number) => median(all.map((each) => percentile(each, part)));
    figures.push({
      name: `${name}: key to paint beside another, p50`,
      value: of(0.5),
      target: { max: 16 },
      unit: 'ms',
    });
    figures.push({
      name: `${name}: key to paint beside another, p95`,
      value: of(0.95),
      target: { max: 16 },
      unit: 'ms',
    });
  }
  return figures;
}

async function film(person: TestPerson): Promise<Figure> {
  const noteId = await typePaperForFilm(server.url, person);
  const all: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const browser = await chromium.launch(launchOptions);
    const context = await browser.newContext({
      baseURL: server.url,
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
    });
    await context.addCookies(cookiesOf(person, server.url));
    all.push(await playFilm(context, noteId));
    await browser.close();
    console.log(`a film, round ${round + 1}: ${all.at(-1)?.toFixed(0)} steps a second`);
  }
  return {
    name: 'automerge-paper: steps of its history played, at 64×',
    value: median(all),
    target: { min: 30 },
    unit: '/s',
  };
}

/** With its whole history: 259,778 edits. */
function typePaper(doc: Y.Doc): void {
  const typist = new Typist(doc);
  for (const { patches } of readTrace('automerge-paper').txns) typist.apply(patches);
}

function insertMixedBlocks(doc: Y.Doc, count: number): void {
  doc.getXmlFragment('default').insert(0, mixedBlocks(count));
}

async function send(person: TestPerson, noteId: string, filled: Y.Doc): Promise<void> {
  const client = await connectHocuspocus(server.url, noteId, person.token);
  Y.applyUpdate(client.doc, Y.encodeStateAsUpdate(filled));
  await client.saved();
  client.close();
}

function tableOf(figures: Figure[]): string {
  const rows = figures.map(({ name, value, target, unit }) => {
    const digits = value < 100 ? 1 : 0;
    const wanted = 'max' in target ? `≤ ${target.max}` : `≥ ${target.min}`;
    const isReached = 'max' in target ? value <= target.max : value >= target.min;
    return `| ${name} | ${value.toFixed(digits)} ${unit} | ${wanted} ${unit} | ${isReached ? '✓' : '✗'} |`;
  });
  return ['| what | measured | target | |', '| --- | ---: | ---: | --- |', ...rows].join('\n');
}

/** The table, and when, at which commit and on what it was measured, between the file's two marks. */
function write(table: string): void {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  const changes = git('status', '--porcelain', '-uno', ':!client/e2e/perf/README.md') ? ', with changes' : '';
  const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
  const machine = `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}`;
  const load = loads.map((each) => each.toFixed(1)).join(', ');
  const when = `${date} UTC at commit ${git('rev-parse', '--short=10', 'HEAD')}${changes}; ${machine}; load when it began: ${load}; medians of ${rounds} rounds.`;
  const text = readFileSync(readme, 'utf8');
  const measured = `<!-- measured -->\n${when}\n\n${table}\n<!-- /measured -->`;
  writeFileSync(readme, text.replace(/<!-- measured -->.*<!-- \/measured -->/s, measured));
}

function median(values: number[]): number {
  return percentile(values, 0.5);
}

function percentile(values: number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
