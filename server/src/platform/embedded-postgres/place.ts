/** What stays the same about one embedded Postgres from its start to its stop. */
import type { Binaries } from './binaries.ts';
import type { RunAs } from './run-as.ts';

export interface Place {
  /** Absolute, with symlinks resolved: two starts must mean the same folder by the same words. */
  dataDir: string;
  /** `<dataDir>/postgres`, what Postgres calls its data directory. */
  clusterDir: string;
  socketDir: string;
  binaries: Binaries;
  runAs: RunAs;
  log: Log;
}

/** As much of pino as is needed. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
