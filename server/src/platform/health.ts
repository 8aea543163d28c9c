/** `/healthz`: the process is alive. `/readyz`: it can serve. `/metrics`: Prometheus. */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Context } from './context.ts';
import type { Http } from './http.ts';
import { ApiError } from './problem.ts';

const check_ms_max = 2_000;

export function healthRoutes(http: Http, ctx: Context): void {
  http.get('/healthz', { config: { rateLimit: false } }, async () => ({ status: 'ok' }));

  http.get('/readyz', { config: { rateLimit: false } }, async (_request, reply) => {
    const checks = await readiness(ctx);
    const ready = Object.values(checks).every((state) => state === 'ok');
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : 'unavailable', checks });
  });

  http.get('/metrics', { config: { rateLimit: false } }, async (request, reply) => {
    requireMetricsToken(ctx, request);
    return reply.type(ctx.metrics.contentType).send(await ctx.metrics.metrics());
  });
}

async function readiness(ctx: Context): Promise<Record<string, 'ok' | 'unavailable'>> {
  // The newest migration has run, or this instance would not serve; the query shows that the table is there.
  const database = ctx.db.query('select 1 from migrations limit 1');
  const checks: Record<string, Promise<unknown>> = { database };
  if (ctx.redis) checks.redis = ctx.redis.ping();
  const states = Object.entries(checks).map(async ([name, check]) => [name, await stateOf(check)] as const);
  return Object.fromEntries(await Promise.all(states));
}

async function stateOf(check: Promise<unknown>): Promise<'ok' | 'unavailable'> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<'unavailable'>((resolve) => {
    timer = setTimeout(resolve, check_ms_max, 'unavailable');
  });
  const state = check.then(() => 'ok' as const).catch(() => 'unavailable' as const);
  return Promise.race([state, timeout]).finally(() => clearTimeout(timer));
}

/** Without METRICS_TOKEN the figures are for this machine only: a proxy in front must not hand them to the world. */
function requireMetricsToken(ctx: Context, request: FastifyRequest): void {
  const expected = ctx.config.metricsToken;
  if (expected === null) {
    if (isLoopback(request.ip) && request.headers['x-forwarded-for'] === undefined) return;
    throw new ApiError(
      'forbidden',
      'Set METRICS_TOKEN and send it as a bearer token to read metrics from elsewhere.',
    );
  }
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${expected}`);
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return;
  throw new ApiError('not_signed_in', 'Send METRICS_TOKEN as a bearer token.');
}

function isLoopback(ip: string): boolean {
  return ip === '127.0.0.1' || ip === '::1' || ip === '::ffff:127.0.0.1';
}
