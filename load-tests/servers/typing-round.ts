/** One round of typing on one server, with the CPU that it took. */
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuMs } from '../machine/cpu.ts';
import type { BenchPostgres } from '../machine/postgres.ts';
import type { Drive } from '../wire/drive.ts';
import type { Round } from '../wire/job.ts';
import type { BenchServer } from './bench-server.ts';

export interface Load {
  notes: number;
  /** In each note. */
  people: number;
  /** Keystrokes a second of each person. */
  rate: number;
}

export interface MeasuredRound extends Round {
  /** Of the server's processes, microseconds for each delivery. */
  server_cpu_us: number;
  /** Of Postgres. */
  postgres_cpu_us: number;
  /** What a commit of ours took, on average: from the statement to its answer. */
  commit_ms: number | null;
  /** Of the server's processes, in percent of one core. */
  server_busy_percent: number;
}

/** Together longer than the 10 s after which stock stores a note that is being typed in: its window holds that cost. */
const warmup_ms = 3_500;
const window_ms = 7_000;
/** For what a server writes when everybody has left, so that it does not fall into the next one's time. */
const settle_ms = 700;

export function nameOf({ notes, people }: Load): string {
  return `${notes}x${people}`;
}

export async function typingRound(
  server: BenchServer,
  load: Load,
  { drive, postgres, seed }: { drive: Drive; postgres: BenchPostgres; seed: number },
): Promise<MeasuredRound> {
  const notes = await server.makeNotes(load.notes, load.people);
  const commitsBefore = await server.commits();
  const cpu = { server: 0, postgres: 0 };
  const round = await drive.run(
    { dialect: server.dialect, seed, rate: load.rate, warmup_ms, window_ms, notes },
    (isBegin) => {
      const sign = isBegin ? -1 : 1;
      cpu.server += sign * cpuMs(server.pids);
      cpu.postgres += sign * postgres.cpuMs();
    },
  );
  const commits = await server.commits();
  await sleep(settle_ms);
  if (round.missing === 0 && round.faults.length === 0) await server.verify(notes, round);
  return {
    ...round,
    server_cpu_us: (cpu.server * 1000) / round.deliveries,
    postgres_cpu_us: (cpu.postgres * 1000) / round.deliveries,
    commit_ms:
      commits && commitsBefore
        ? (commits.ms - commitsBefore.ms) / (commits.count - commitsBefore.count)
        : null,
    server_busy_percent: (cpu.server * 100) / window_ms,
  };
}

/** @returns what went wrong, else null */
export function faultOf({ missing, gaps, unacknowledged, faults }: Round): string | null {
  const found = [
    missing > 0 ? `${missing} keystrokes not delivered` : '',
    gaps > 0 ? `${gaps} updates before what they build on` : '',
    unacknowledged > 0 ? `${unacknowledged} not acknowledged` : '',
    ...faults,
  ].filter(Boolean);
  return found.length > 0 ? found.join(', ') : null;
}
