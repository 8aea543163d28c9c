/** How long a keystroke takes to each peer, and what a delivery costs the server: one instance of each, four loads. */
import { atMostTimesStock } from '../report/figures.ts';
import type { Bench, Scenario } from '../scenario.ts';
import type { BenchServer, ServerName } from '../servers/bench-server.ts';
import { compareTyping } from '../servers/compare-typing.ts';
import { startOurs } from '../servers/ours.ts';
import { startStock, startYWebsocket } from '../servers/peers.ts';
import type { Load } from '../servers/typing-round.ts';

/**
 * The rates keep the stock server busy for 20 to 30 percent of a core on the machine they were chosen on: two cores must
 * do for server, Postgres and typists, and more would measure the queue for a core.
 */
const loads: Load[] = [
  { notes: 10, people: 5, rate: 30 },
  { notes: 100, people: 2, rate: 9 },
  { notes: 10, people: 20, rate: 6 },
  { notes: 1, people: 100, rate: 2 },
];

export const keystrokes: Scenario = {
  name: 'keystrokes',
  title: 'A keystroke to each peer, one instance',
  method:
    'Load `a × b` is a notes with b people each, everybody typing at the same time at a fixed rate with random phase. ' +
    'Latency runs from the moment a keystroke was due to its arrival at one peer; CPU is that of the whole server process.',
  async run(bench) {
    const target = atMostTimesStock(1);
    return compareTyping(bench, await startAll(bench), loads, {
      p50: () => target,
      p99: target,
      cpu: target,
    });
  },
};

async function startAll({ postgres, cleanup, only_servers, profile_folder }: Bench): Promise<BenchServer[]> {
  const starts: Record<ServerName, () => Promise<BenchServer>> = {
    ours: async () =>
      startOurs({
        databaseUrl: await postgres.makeDatabase('keystrokes_ours'),
        env: profile_folder ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profile_folder}` } : {},
      }),
    stock: async () => startStock({ databaseUrl: await postgres.makeDatabase('keystrokes_stock') }),
    'y-websocket': startYWebsocket,
  };
  const servers: BenchServer[] = [];
  for (const [name, start] of Object.entries(starts) as [ServerName, () => Promise<BenchServer>][]) {
    if (only_servers.length > 0 && !only_servers.includes(name)) continue;
    const server = await start();
    cleanup.defer(() => server.stop());
    servers.push(server);
  }
  return servers;
}
