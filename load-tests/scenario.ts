/** What every scenario gets and gives. */
import type { Cleanup } from './machine/cleanup.ts';
import type { BenchPostgres } from './machine/postgres.ts';
import type { Figure } from './report/figures.ts';
import type { ServerName } from './servers/bench-server.ts';

export interface Bench {
  postgres: BenchPostgres;
  /** Interleaved rounds of what is compared by medians. */
  rounds: number;
  /** Only these servers; all when empty. For development. */
  only_servers: ServerName[];
  /** Only these loads, as `10x5`; all when empty. For development. */
  only_loads: string[];
  /** The folder for a CPU profile of our server; null: none is made. */
  profile_folder: string | null;
  /** Notes of the corpus, where it should be smaller; null: as many as the scenario says. For development. */
  notes: number | null;
  /** Whether the plans of the slowest statements are written to EXPLAIN.md. */
  explains: boolean;
  /** Ended when the scenario ends, whatever happens. */
  cleanup: Cleanup;
  /** A line of progress. */
  say(line: string): void;
}

export interface Scenario {
  name: string;
  title: string;
  /** What was measured and how, in a sentence or two, for the report. */
  method: string;
  run(bench: Bench): Promise<Figure[]>;
}
