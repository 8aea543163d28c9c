/**
 * How far behind the event loop is: how long the turn takes, on average over the last second, that somebody finds who
 * comes at any moment. Each turn counts by its length, Σd² / Σd. The plain mean would hide a standstill behind twenty
 * short turns; the worst turn would send people away for one large note that opens once.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';

const resolution_ms = 20;
const window_ms = 1_000;

export class EventLoopLag {
  readonly #histogram = monitorEventLoopDelay({ resolution: resolution_ms });
  readonly #timer: NodeJS.Timeout;
  #met_ms = 0;
  #measured_at = performance.now();

  constructor() {
    this.#histogram.enable();
    this.#timer = setInterval(() => this.#measure(), window_ms);
    this.#timer.unref();
  }

  get ms(): number {
    return Math.max(this.#met_ms, this.#late_ms());
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#histogram.disable();
  }

  /** A process that just stood still has not measured it yet: its timer is late by as much. */
  #late_ms(): number {
    return performance.now() - this.#measured_at - window_ms;
  }

  #measure(): void {
    const { mean, stddev } = this.#histogram;
    const met_ms = (mean ** 2 + stddev ** 2) / mean / 1e6;
    const measured_ms = Number.isFinite(met_ms) ? met_ms - resolution_ms : 0;
    // After a standstill this timer may run before the histogram's own, which has not seen it then.
    this.#met_ms = Math.max(0, measured_ms, this.#late_ms());
    this.#measured_at = performance.now();
    this.#histogram.reset();
  }
}
