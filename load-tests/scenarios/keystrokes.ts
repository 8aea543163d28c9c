/** How long a keystroke takes to each peer, and what a delivery costs the server: one instance of each, four loads. */
import { atMostTimesStock, type Figure } from '../report/figures.ts';
import type { Bench, Scenario } from '../scenario.ts';
import type { BenchServer, ServerName } from '../servers/bench-server.ts';
import { startOurs } from '../servers/ours.ts';
import { startStock, startYWebsocket } from '../servers/peers.ts';
import { faultOf, type Load, type MeasuredRound, nameOf, typingRound } from '../servers/typing-round.ts';
import { Drive } from '../wire/drive.ts';
import { median } from '../wire/numbers.ts';

/** The rates keep the stock server busy for about a third of a core on the machine they were chosen on. */
const loads: Load[] = [
  { notes: 10, people: 5, rate: 30 },
  { notes: 100, people: 2, rate: 9 },
  { notes: 10, people: 20, rate: 6 },
  { notes: 1, people: 100, rate: 4 },
];

export const keystrokes: Scenario = {
  name: 'keystrokes',
  title: 'A keystroke to each peer, one instance',
  method:
    'Load `a × b` is a notes with b people each, everybody typing at the same time at a fixed rate with random phase. ' +
    'Latency runs from the moment a keystroke was due to its arrival at one peer; CPU is that of the whole server process.',
  run,
};

async function run(bench: Bench): Promise<Figure[]> {
  const servers = await startAll(bench);
  const drive = new Drive();
  bench.cleanup.defer(() => drive.stop());
  const figures: Figure[] = [];
  for (const load of loads) {
    if (bench.only_loads.length > 0 && !bench.only_loads.includes(nameOf(load))) continue;
    const rounds = new Map<ServerName, MeasuredRound[]>(servers.map(({ name }) => [name, []]));
    for (let seed = 1; seed <= bench.rounds; seed += 1) {
      for (const server of servers) {
        const round = await typingRound(server, load, { drive, postgres: bench.postgres, seed });
        bench.say(lineOf(server.name, load, round));
        const fault = faultOf(round);
        if (fault) throw new Error(`${server.name}, ${nameOf(load)}: ${fault}`);
        rounds.get(server.name)?.push(round);
      }
    }
    figures.push(...figuresOf(load, rounds));
  }
  return figures;
}

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

export function figuresOf(load: Load, rounds: Map<ServerName, MeasuredRound[]>): Figure[] {
  const of = (name: ServerName, pick: (round: MeasuredRound) => number | null) => {
    const values = (rounds.get(name) ?? []).map(pick).filter((value) => value !== null);
    return values.length > 0 ? median(values) : null;
  };
  const row = (what: string, unit: string, pick: (round: MeasuredRound) => number | null): Figure => ({
    what: `${load.notes} × ${load.people} at ${load.rate}/s: ${what}`,
    unit,
    ours: of('ours', pick),
    stock: of('stock', pick),
    y_websocket: of('y-websocket', pick),
  });
  const target = atMostTimesStock(1);
  return [
    { ...row('keystroke to peer, p50', 'ms', (round) => round.p50_ms), target },
    { ...row('keystroke to peer, p99', 'ms', (round) => round.p99_ms), target },
    { ...row('server CPU a delivery', 'µs', (round) => round.server_cpu_us), target },
    row('Postgres CPU a delivery', 'µs', (round) => round.postgres_cpu_us),
    row('server busy', '% of a core', (round) => round.server_busy_percent),
    row('keystroke to its ack, p50', 'ms', (round) => round.ack_p50_ms),
  ];
}

function lineOf(name: string, load: Load, round: MeasuredRound): string {
  const { p50_ms, p99_ms, ack_p50_ms, server_cpu_us, postgres_cpu_us, server_busy_percent } = round;
  return [
    `${nameOf(load)} ${name}`.padEnd(20),
    `p50 ${p50_ms.toFixed(2)} ms`,
    `p99 ${p99_ms.toFixed(2)} ms`,
    `ack ${ack_p50_ms?.toFixed(2) ?? '–'} ms`,
    `CPU ${server_cpu_us.toFixed(1)} µs`,
    `Postgres ${postgres_cpu_us.toFixed(1)} µs`,
    `busy ${server_busy_percent.toFixed(0)} %`,
    `${round.deliveries} deliveries`,
    `late ${round.late_p99_ms.toFixed(2)} ms`,
  ].join('  ');
}
