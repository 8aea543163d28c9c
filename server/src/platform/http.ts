/** The HTTP server: limits, security headers, one error format, one log line a request. Features add routes. */
import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { Histogram } from 'prom-client';
import type { Context } from './context.ts';
import { registerOpenApi } from './openapi.ts';
import { ApiError, sendProblem } from './problem.ts';
import { followRequests } from './request-facts.ts';
import { protectFromOtherSites, registerSecurityHeaders } from './security.ts';
import { cutSlowBodies } from './slow-bodies.ts';

/** JSON bodies; content and files come with limits of their own. */
const body_bytes_max = 1024 * 1024;
/** Headers and body must be in within this time. */
const body_ms_max = 30_000;
/** Requests a minute and address over all routes, before RATE_LIMIT_FACTOR. A busy page makes about ten. */
const requests_per_minute_max = 600;
/** Apart from the others: a browser that is new fetches all files of the app, some 360, and an office has one address. */
const assets_per_minute_max = 12_000;

export type Http = Awaited<ReturnType<typeof makeHttp>>;

export async function makeHttp(ctx: Context) {
  const http = Fastify({
    // Fastify's own type: with pino's, no plug-in's types fit.
    loggerInstance: ctx.log as FastifyBaseLogger,
    logController: new Fastify.LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'request_id',
    }),
    bodyLimit: body_bytes_max,
    trustProxy: ctx.config.trustProxy,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
  }).withTypeProvider<ZodTypeProvider>();
  http.setValidatorCompiler(validatorCompiler);
  http.setSerializerCompiler(serializerCompiler);
  http.setErrorHandler((error, request, reply) => sendProblem(request, reply, error));
  http.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    // Answers of the API are about one person at one moment.
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });

  cutSlowBodies(http, body_ms_max);
  await registerSecurityHeaders(http, ctx.config);
  protectFromOtherSites(http, ctx.config);
  await http.register(cookie);
  await http.register(rateLimit, {
    max: ({ url }) => scaled(ctx, isAsset(url) ? assets_per_minute_max : requests_per_minute_max),
    keyGenerator: ({ ip, url }) => (isAsset(url) ? `assets ${ip}` : ip),
    timeWindow: 60_000,
    errorResponseBuilder: (_request, { ttl }) => tooManyRequests(ttl),
  });
  await registerOpenApi(http, ctx.config);
  followRequests(http);
  observe(http, ctx);
  return http;
}

function isAsset(url: string): boolean {
  return url.startsWith('/assets/');
}

/** A route's own limit, e.g. `{ config: rateLimited(ctx, 10) }`: so many a minute and address, times RATE_LIMIT_FACTOR. */
export function rateLimited(ctx: Context, per_minute_max: number) {
  return { rateLimit: { max: scaled(ctx, per_minute_max), timeWindow: 60_000 } };
}

/** A limit times RATE_LIMIT_FACTOR. */
export function scaled(ctx: Context, max: number): number {
  return Math.max(1, Math.round(max * ctx.config.rateLimitFactor));
}

export function tooManyRequests(ttl_ms: number): ApiError {
  const seconds = Math.max(1, Math.ceil(ttl_ms / 1000));
  return new ApiError('too_many_requests', `Wait ${seconds} s, then try again.`, {
    retry_after_seconds: seconds,
  });
}

function observe(http: FastifyInstance, ctx: Context): void {
  const duration = new Histogram({
    name: 'scriptorium_http_request_duration_seconds',
    help: 'Time from the request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [ctx.metrics],
  });
  http.addHook('onResponse', async (request, reply) => {
    // The route, not the URL: ids are noise to a metric, and queries carry tokens.
    const route = request.routeOptions.url ?? 'none';
    const { method } = request;
    duration.observe({ method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    const quiet =
      route === '/healthz' || route === '/readyz' || route === '/metrics' || !route.startsWith('/api/');
    const line = {
      method,
      route,
      status: reply.statusCode,
      duration_ms: Math.round(reply.elapsedTime),
      ip: request.ip,
    };
    request.log[quiet ? 'debug' : 'info'](line, 'request');
  });
}
