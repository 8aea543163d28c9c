/** Prometheus metrics of this process. A feature registers its own with `registers: [metrics]`. */
import { collectDefaultMetrics, Registry } from 'prom-client';

export type Metrics = Registry;

export function makeMetrics(): Metrics {
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics, prefix: 'scriptorium_' });
  return metrics;
}
