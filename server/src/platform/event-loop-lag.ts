/**
 * How far behind the event loop is: the mean time of its turns over the last second. The mean and not the worst turn: one
 * large note that opens takes 500 ms once and is no reason to send people away; turns that all take as long are.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';

const resolution_ms = 20;
const window_ms = 1_000;

export class EventLoopLag {
  readonly #histogram = monitorEventLoopDelay({ resolution: resolution_ms });
  readonly #timer: NodeJS.Timeout;
  #mean_ms = 0;
  #measured_at = performance.now();

  constructor() {
    this.#histogram.enable();
    this.#timer = setInterval(() => this.#measure(), window_ms);
    this.#timer.unref();
  }

  get ms(): number {
    // A process that just stood still has not measured it yet: its timer is late by as much.
    return Math.max(this.#mean_ms, performance.now() - this.#measured_at - window_ms);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#histogram.disable();
  }

  #measure(): void {
    const { mean } = this.#histogram;
    this.#mean_ms = Number.isFinite(mean) ? Math.max(0, mean / 1e6 - resolution_ms) : 0;
    this.#measured_at = performance.now();
    this.#histogram.reset();
  }
}
