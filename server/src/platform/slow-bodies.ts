/**
 * Who sends a request's body slower than it is worth is cut off, since each takes a connection. A route that takes
 * large bodies says so: `{ config: { body_ms_max: 600_000 } }`.
 */
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Milliseconds for the whole body to come in; 30 s unless told. */
    body_ms_max?: number;
  }
}

/** Before the first route. @param ms_max for bodies of routes that say nothing, and for headers */
export function cutSlowBodies(http: FastifyInstance, ms_max: number): void {
  const { server } = http;
  // Node's own limit holds for all requests alike: it is the last resort, for whatever passes the hook by.
  server.headersTimeout = ms_max;
  server.requestTimeout = ms_max;
  http.addHook('onRoute', ({ config }) => {
    server.requestTimeout = Math.max(server.requestTimeout, config?.body_ms_max ?? 0);
  });
  http.addHook('onRequest', async ({ raw, routeOptions }) => {
    if (raw.complete) return;
    const timer = setTimeout(() => raw.destroy(), routeOptions.config?.body_ms_max ?? ms_max);
    raw.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
  });
}
