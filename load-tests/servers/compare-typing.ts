/** Rounds of typing, interleaved between servers, and the medians beside each other. */
import type { Figure, Target, Value } from '../report/figures.ts';
import type { Bench } from '../scenario.ts';
import { Drive } from '../wire/drive.ts';
import { median } from '../wire/numbers.ts';
import type { BenchServer, ServerName } from './bench-server.ts';
import { faultOf, type Load, type MeasuredRound, nameOf, typingRound } from './typing-round.ts';

export interface TypingTargets {
  p50(commit_ms: Value): Target;
  p99: Target;
  cpu: Target;
}

/** Of one server under one load. */
interface Column {
  rounds: MeasuredRound[];
  /** What went wrong: then there is no figure, and it is not tried again. */
  fault: string | null;
}

type Columns = Map<ServerName, Column>;

export async function compareTyping(
  bench: Bench,
  servers: readonly BenchServer[],
  loads: readonly Load[],
  targets: TypingTargets,
): Promise<Figure[]> {
  const drive = new Drive();
  bench.cleanup.defer(() => drive.stop());
  const figures: Figure[] = [];
  for (const load of loads) {
    if (bench.only_loads.length > 0 && !bench.only_loads.includes(nameOf(load))) continue;
    const columns: Columns = new Map(servers.map(({ name }) => [name, { rounds: [], fault: null }]));
    for (let seed = 1; seed <= bench.rounds; seed += 1) {
      for (const server of servers) {
        const column = columns.get(server.name) as Column;
        if (column.fault) continue;
        const round = await typingRound(server, load, { drive, postgres: bench.postgres, seed });
        column.fault = faultOf(round);
        column.rounds.push(round);
        bench.say(lineOf(server.name, load, round));
      }
    }
    figures.push(...figuresOf(load, columns, targets));
  }
  return figures;
}

function figuresOf(load: Load, columns: Columns, targets: TypingTargets): Figure[] {
  const row = (what: string, unit: string, pick: (round: MeasuredRound) => number | null): Figure => ({
    what: `${load.notes} × ${load.people} at ${load.rate}/s: ${what}`,
    unit,
    ours: figureOf(columns.get('ours'), pick),
    stock: figureOf(columns.get('stock'), pick),
    y_websocket: figureOf(columns.get('y-websocket'), pick),
  });
  const acks = row('keystroke to its ack, p50', 'ms', (round) => round.ack_p50_ms);
  const commits = row('a commit, mean', 'ms', (round) => round.commit_ms);
  return [
    { ...row('keystroke to peer, p50', 'ms', (round) => round.p50_ms), target: targets.p50(commits.ours) },
    { ...row('keystroke to peer, p99', 'ms', (round) => round.p99_ms), target: targets.p99 },
    { ...row('server CPU a delivery', 'µs', (round) => round.server_cpu_us), target: targets.cpu },
    row('Postgres CPU a delivery', 'µs', (round) => round.postgres_cpu_us),
    row('server busy', '% of a core', (round) => round.server_busy_percent),
    acks,
    commits,
    row('typists late, p99', 'ms', (round) => round.late_p99_ms),
  ];
}

function figureOf(column: Column | undefined, pick: (round: MeasuredRound) => number | null): Value {
  if (!column) return null;
  if (column.fault) return column.fault;
  const values = column.rounds.map(pick).filter((value) => value !== null);
  return values.length > 0 ? median(values) : null;
}

function lineOf(name: string, load: Load, round: MeasuredRound): string {
  const { p50_ms, p99_ms, ack_p50_ms, server_cpu_us, postgres_cpu_us, server_busy_percent } = round;
  return [
    `${nameOf(load)} ${name}`.padEnd(20),
    `p50 ${inMs(p50_ms)}`,
    `p99 ${inMs(p99_ms)}`,
    `ack ${inMs(ack_p50_ms)}`,
    `CPU ${server_cpu_us.toFixed(1)} µs`,
    `Postgres ${postgres_cpu_us.toFixed(1)} µs`,
    `busy ${server_busy_percent.toFixed(0)} %`,
    `${round.deliveries} deliveries`,
    `late ${inMs(round.late_p99_ms)}`,
    faultOf(round) ?? '',
  ].join('  ');
}

/** Null, also of a number that JSON cannot carry: nothing arrived. */
function inMs(ms: number | null): string {
  return ms === null ? '–' : `${ms.toFixed(2)} ms`;
}
