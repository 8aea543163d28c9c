/**
 * The benchmark: scenarios one after another, each on servers of its own, beside the peers on the same machine.
 *
 *   npm run bench                                                     everything, and writes RESULTS.md
 *   npm run bench -- keystrokes --update                              some scenarios, and their sections of it
 *   npm run bench -- keystrokes --rounds 1 --load 10x5 --server ours  a part, printed only
 *   npm run bench -- api --notes 10000                                with a smaller corpus, printed only
 *   npm run bench -- api --update --explain                           and writes EXPLAIN.md
 *   npm run bench -- keystrokes --server ours --cpu-prof /tmp/prof    with a CPU profile of our server
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Cleanup } from './machine/cleanup.ts';
import { startPostgres } from './machine/postgres.ts';
import { type Result, sectionOf, updateResults, writeResults } from './report/results.ts';
import type { Bench, Scenario } from './scenario.ts';
import { api } from './scenarios/api.ts';
import { bytesWritten } from './scenarios/bytes-written.ts';
import { coldOpen } from './scenarios/cold-open.ts';
import { compactionStall } from './scenarios/compaction-stall.ts';
import { history } from './scenarios/history.ts';
import { keystrokes } from './scenarios/keystrokes.ts';
import { kill9 } from './scenarios/kill-9.ts';
import { offlineReturn } from './scenarios/offline-return.ts';
import { pausedReader } from './scenarios/paused-reader.ts';
import { redisMessages } from './scenarios/redis-messages.ts';
import { redisOutage } from './scenarios/redis-outage.ts';
import { search } from './scenarios/search.ts';
import { stopWithoutDatabase } from './scenarios/stop-without-database.ts';
import { twoInstances } from './scenarios/two-instances.ts';
import type { ServerName } from './servers/bench-server.ts';

const scenarios: Scenario[] = [
  keystrokes,
  twoInstances,
  redisMessages,
  bytesWritten,
  kill9,
  redisOutage,
  pausedReader,
  offlineReturn,
  coldOpen,
  compactionStall,
  history,
  search,
  api,
  stopWithoutDatabase,
];
const rounds_min = 5;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: `${rounds_min}` },
    load: { type: 'string', multiple: true, default: [] },
    server: { type: 'string', multiple: true, default: [] },
    'cpu-prof': { type: 'string' },
    update: { type: 'boolean', default: false },
    notes: { type: 'string' },
    explain: { type: 'boolean', default: false },
  },
});
const chosen = choose();
const isWhole =
  Number(values.rounds) >= rounds_min &&
  values.load.length === 0 &&
  values.server.length === 0 &&
  values.notes === undefined &&
  values['cpu-prof'] === undefined;

installPeers();
const cleanup = new Cleanup();
let isInterrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    isInterrupted = true;
    void cleanup.run().then(() => process.exit(130));
  });
}
const begin = performance.now();
try {
  const results = await runAll();
  for (const result of results) console.log(`\n${sectionOf(result)}`);
  if (results.some(({ fault }) => fault !== null)) process.exitCode = 1;
  const minutes = (performance.now() - begin) / 60_000;
  console.log(`\n${minutes.toFixed(0)} minutes`);
  if (isWhole && !isInterrupted && chosen.length === scenarios.length) {
    writeResults(results, Number(values.rounds));
  } else if (isWhole && !isInterrupted && values.update) updateResults(results);
  else console.log('A part only: RESULTS.md is left as it is.');
} finally {
  await cleanup.run();
}
process.exit();

async function runAll(): Promise<Result[]> {
  const postgres = await startPostgres();
  cleanup.defer(() => postgres.stop());
  const results: Result[] = [];
  for (const scenario of chosen) {
    if (isInterrupted) break;
    console.log(`\n${scenario.title}`);
    const own = new Cleanup();
    cleanup.defer(() => own.run());
    const bench: Bench = {
      postgres,
      rounds: Number(values.rounds),
      only_loads: values.load,
      only_servers: values.server as ServerName[],
      profile_folder: values['cpu-prof'] === undefined ? null : resolve(values['cpu-prof']),
      cleanup: own,
      notes: values.notes === undefined ? null : Number(values.notes),
      explains: values.explain,
      say: (line) => console.log(`  ${line}`),
    };
    try {
      results.push({ scenario, figures: await scenario.run(bench), fault: null });
    } catch (error) {
      // The others are worth having all the same.
      console.error(error);
      results.push({ scenario, figures: [], fault: error instanceof Error ? error.message : String(error) });
    } finally {
      await own.run();
    }
  }
  return results;
}

function choose(): Scenario[] {
  const names = scenarios.map(({ name }) => name);
  const unknown = positionals.find((name) => !names.includes(name));
  if (unknown) {
    console.error(`There is no scenario ${unknown}. There are: ${names.join(', ')}`);
    process.exit(2);
  }
  return positionals.length === 0 ? scenarios : scenarios.filter(({ name }) => positionals.includes(name));
}

function installPeers(): void {
  const folder = fileURLToPath(new URL('./peers', import.meta.url));
  if (existsSync(`${folder}/node_modules/.package-lock.json`)) return;
  execFileSync('npm', ['ci'], { cwd: folder, stdio: 'inherit' });
}
