/** What the bench asks the program of the typists to do, and what that answers. */
import type { DialectName } from './dialects.ts';

export interface Job {
  dialect: DialectName;
  /** The same seed gives the same moments to every server. */
  seed: number;
  /** Each person's, in keystrokes a second. */
  rate: number;
  warmup_ms: number;
  /** The time that counts. */
  window_ms: number;
  notes: { id: string; people: { url: string; token: string }[] }[];
}

export interface Round {
  /** Keystrokes that were due within the window. */
  keystrokes: number;
  /** Each keystroke of the window counts once for each peer that it reached. */
  deliveries: number;
  /** From the moment a keystroke was due until it reached a peer. */
  p50_ms: number;
  p99_ms: number;
  max_ms: number;
  /** From the moment a keystroke was due until its ack; null where there are none. */
  ack_p50_ms: number | null;
  ack_p99_ms: number | null;
  /** Deliveries that never came, in the whole round. */
  missing: number;
  gaps: number;
  unacknowledged: number;
  faults: string[];
  /** How late the typists themselves sent, p99: what the figures above cannot be better than. */
  late_p99_ms: number;
  /** Keystrokes that each person typed in the whole round, as `[note][person]`. */
  typed: number[][];
}

export type FromTypists =
  | { kind: 'window_begins' }
  | { kind: 'window_ends' }
  | { kind: 'done'; round: Round }
  | { kind: 'failed'; error: string };
