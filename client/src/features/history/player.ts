/**
 * Plays the life of a note: step after step into one Y.Doc, which somebody draws.
 *
 *   revision ──► doc ◄── steps that are due, one transaction a frame ◄── schedule ◄── pages of steps, fetched ahead
 *
 * What is not fetched yet is waited for. It ends at the newest step, at `pause`, or where a page does not come.
 */
import type { HistorySteps } from '@scriptorium/shared/api/history.ts';
import * as Y from 'yjs';
import { Schedule, type TimedStep } from './schedule.ts';

export const speeds = [1, 2, 4, 8, 16, 32, 64] as const;
export type Speed = (typeof speeds)[number];

/** The first page comes soon; those after it are worth their request. */
const first_page = 200;
const page = 2_000;
/** Fewer than these left: the next page is asked for. */
const ahead = 4_000;

interface Step extends TimedStep {
  seq: number;
  person: { id: string; name: string | null } | null;
  update: Uint8Array;
}

export interface PlayerOptions {
  /** The state of a revision, a Yjs v1 update. */
  revision: (seq: number, signal: AbortSignal) => Promise<Uint8Array>;
  /** What was done after a revision. */
  steps: (seq: number, limit: number, signal: AbortSignal) => Promise<HistorySteps>;
  /** Once a frame in which something was done: the revision that is shown now, and whose last step it was. */
  onSteps: (seq: number, step: Pick<Step, 'person' | 'at_ms'>) => void;
  onEnd: (error: unknown) => void;
}

export class Player {
  readonly doc = new Y.Doc();
  speed: Speed;
  readonly #options: PlayerOptions;
  readonly #schedule = new Schedule<Step>();
  readonly #life = new AbortController();
  /** The revision to ask about; null: all that there is was fetched. */
  #next: number | null;
  #isFetching = false;
  #frame = 0;

  constructor(seq: number, speed: Speed, options: PlayerOptions) {
    this.speed = speed;
    this.#next = seq;
    this.#options = options;
  }

  /** Resolves when the first frame can be drawn. @throws ApiError when the revision cannot be had */
  async start(): Promise<void> {
    const { signal } = this.#life;
    const seq = this.#next ?? 0;
    const [state] = await Promise.all([this.#options.revision(seq, signal), this.#fetch(first_page)]);
    if (signal.aborted) return;
    Y.applyUpdate(this.doc, state);
    let last_ms = performance.now();
    const tick = (now_ms: number) => {
      this.#advance(now_ms - last_ms);
      last_ms = now_ms;
      if (!signal.aborted) this.#frame = requestAnimationFrame(tick);
    };
    this.#frame = requestAnimationFrame(tick);
  }

  stop(): void {
    this.#life.abort();
    cancelAnimationFrame(this.#frame);
  }

  #advance(elapsed_ms: number): void {
    const due = this.#schedule.advance(elapsed_ms, this.speed);
    const last = due.at(-1);
    if (last) {
      this.doc.transact(() => {
        for (const { update } of due) Y.applyUpdate(this.doc, update);
      });
      this.#options.onSteps(last.seq, last);
    }
    if (this.#schedule.length < ahead && this.#next !== null && !this.#isFetching) {
      this.#fetch(page).catch((error: unknown) => this.#end(error));
    } else if (this.#schedule.length === 0 && this.#next === null) this.#end(null);
  }

  #end(error: unknown): void {
    if (this.#life.signal.aborted) return;
    this.stop();
    this.#options.onEnd(error);
  }

  async #fetch(limit: number): Promise<void> {
    if (this.#next === null) return;
    this.#isFetching = true;
    try {
      const { people, steps, next } = await this.#options.steps(this.#next, limit, this.#life.signal);
      this.#schedule.add(
        steps.map(({ seq, at, person, update }) => ({
          seq,
          at_ms: Date.parse(at),
          person: person === null ? null : (people[person] ?? null),
          update: bytesOf(update),
        })),
      );
      this.#next = next;
    } finally {
      this.#isFetching = false;
    }
  }
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
