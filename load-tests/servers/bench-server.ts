import type { DialectName } from '../wire/dialects.ts';
import type { Job, Round } from '../wire/job.ts';

export type ServerName = 'ours' | 'stock' | 'y-websocket';

export interface BenchServer {
  name: ServerName;
  dialect: DialectName;
  /** The processes whose CPU time is the server's. */
  pids: number[];
  /** New, empty notes that `people` may write each; a note's people take the instances in turn. */
  makeNotes(notes: number, people: number): Promise<Job['notes']>;
  /** Once everybody has left. @throws Error when something that was typed is not in the database */
  verify(notes: Job['notes'], round: Round): Promise<void>;
  /** Milliseconds that its commits took so far, and how many there were; null where nothing is committed. */
  commits(): Promise<{ ms: number; count: number } | null>;
  stop(): Promise<void>;
}
