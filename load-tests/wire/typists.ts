/**
 * The program of the typists, in a process of its own beside the servers: gets a `Job` by IPC, opens all notes, types at
 * the given rate with random phase (open loop: a slow server is not typed at more slowly), waits until everybody has
 * everything, and answers with the `Round`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { FromTypists, Job, Round } from './job.ts';
import { makeTypists, missingOf } from './make-typists.ts';
import { quantile, seededRandom } from './numbers.ts';
import type { Person, Typist } from './typist.ts';

const arrival_ms_max = 10_000;
const opening_at_once_max = 20;

process.on('disconnect', () => process.exit(0));
process.on('message', (job: Job) => {
  run(job).then(
    (round) => tell({ kind: 'done', round }),
    (error: unknown) =>
      tell({ kind: 'failed', error: error instanceof Error ? (error.stack ?? '') : `${error}` }),
  );
});

function tell(message: FromTypists): void {
  process.send?.(message);
}

async function run(job: Job): Promise<Round> {
  const ledger = new Ledger();
  const notes = makeTypists(job, Math.ceil((job.rate * (job.warmup_ms + job.window_ms)) / 1000), {
    onKeystrokes: (person, from, to) => ledger.arrived(person, from, to),
    onAck: (person, count) => ledger.acknowledged(person, count),
  });
  const all = notes.flat();
  try {
    for (let i = 0; i < all.length; i += opening_at_once_max) {
      await Promise.all(all.slice(i, i + opening_at_once_max).map((typist) => typist.open()));
    }
    for (const typist of all) typist.sendNext();
    await untilAllArrived(notes);
    await type(job, all, ledger);
    await untilAllArrived(notes);
    return ledger.round(notes);
  } finally {
    for (const typist of all) typist.close();
  }
}

/** Types everything. */
async function type(job: Job, typists: readonly Typist[], ledger: Ledger): Promise<void> {
  const begin = performance.now() + 50;
  const window = { from: begin + job.warmup_ms, to: begin + job.warmup_ms + job.window_ms };
  ledger.window = window;
  const events = schedule(job, typists, begin);
  events.push({ due_ms: window.from, act: () => tell({ kind: 'window_begins' }) });
  events.push({ due_ms: window.to, act: () => tell({ kind: 'window_ends' }) });
  events.sort((a, b) => a.due_ms - b.due_ms);
  const times = Float64Array.from(events, ({ due_ms }) => performance.timeOrigin + due_ms);
  const metronome = new Worker(new URL('./metronome.ts', import.meta.url), { workerData: times });
  let done = 0;
  await new Promise<void>((resolve, reject) => {
    metronome.on('error', reject);
    metronome.on('exit', () => resolve());
    metronome.on('message', (due: number) => {
      for (; done < due; done += 1) {
        const { due_ms, act } = events[done] as Due;
        ledger.late(performance.now() - due_ms);
        act();
      }
    });
  });
}

interface Due {
  due_ms: number;
  act(): void;
}

function schedule(job: Job, typists: readonly Typist[], begin: number): Due[] {
  const random = seededRandom(job.seed);
  const interval_ms = 1000 / job.rate;
  const end = begin + job.warmup_ms + job.window_ms;
  return typists.flatMap((typist) => {
    const due: Due[] = [];
    for (let at = begin + random() * interval_ms; at < end; at += interval_ms) {
      typist.person.due_ms.push(at);
      due.push({ due_ms: at, act: () => typist.sendNext() });
    }
    return due;
  });
}

async function untilAllArrived(notes: readonly Typist[][]): Promise<void> {
  const deadline = performance.now() + arrival_ms_max;
  while (performance.now() < deadline) {
    if (missingOf(notes) === 0 && notes.flat().every(isAcknowledged)) return;
    if (notes.flat().some(({ fault }) => fault !== null)) return;
    await sleep(20);
  }
}

/** A server that has never acknowledged anything knows no acks. */
function isAcknowledged(typist: Typist): boolean {
  return typist.unacknowledged === 0 || typist.unacknowledged === typist.sent;
}

/** Writes down what arrives. */
class Ledger {
  window = { from: Infinity, to: Infinity };
  readonly #latencies: number[] = [];
  readonly #acks: number[] = [];
  readonly #late: number[] = [];

  arrived(person: Person, from: number, to: number): void {
    const now = performance.now();
    for (let k = from; k < to; k += 1) {
      const due = person.due_ms[k] as number;
      if (this.#counts(due)) this.#latencies.push(now - due);
    }
  }

  acknowledged(person: Person, count: number): void {
    const due = person.due_ms[count - 2];
    if (due !== undefined && this.#counts(due)) this.#acks.push(performance.now() - due);
  }

  late(ms: number): void {
    this.#late.push(ms);
  }

  #counts(due_ms: number): boolean {
    return due_ms >= this.window.from && due_ms < this.window.to;
  }

  round(notes: readonly Typist[][]): Round {
    const all = notes.flat();
    const hasAcks = this.#acks.length > 0;
    return {
      keystrokes: all.flatMap(({ person }) => person.due_ms.filter((due) => this.#counts(due))).length,
      deliveries: this.#latencies.length,
      p50_ms: quantile(this.#latencies, 0.5),
      p99_ms: quantile(this.#latencies, 0.99),
      max_ms: quantile(this.#latencies, 1),
      ack_p50_ms: hasAcks ? quantile(this.#acks, 0.5) : null,
      ack_p99_ms: hasAcks ? quantile(this.#acks, 0.99) : null,
      missing: missingOf(notes),
      gaps: all.reduce((sum, { gaps }) => sum + gaps, 0),
      unacknowledged: hasAcks ? all.reduce((sum, { unacknowledged }) => sum + unacknowledged, 0) : 0,
      faults: [...new Set(all.flatMap(({ fault }) => fault ?? []))],
      late_p99_ms: quantile(this.#late, 0.99),
      typed: notes.map((typists) => typists.map(({ sent }) => sent - 1)),
    };
  }
}
