/** How pages leave: safe from whatever is in them, asked for anew each time, and as pages also when something is wrong. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { languageOf } from '../access/origin.ts';
import type { Http } from '../platform/http.ts';
import { ApiError } from '../platform/problem.ts';
import { messagePage } from './page-html.ts';

/** Nothing runs, and nothing comes from elsewhere. */
const content_security_policy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Kept, but asked for each time: a link that was revoked shows nothing, also out of a cache. */
export const kept = { 'cache-control': 'private, no-cache', vary: 'accept-language, cookie' };

/** The link leads nowhere, or not there: one answer for all reasons. */
export class Gone extends Error {}

export function sendPage(
  reply: FastifyReply,
  status: number,
  page: string,
  is_indexable = false,
): FastifyReply {
  if (!is_indexable) reply.header('x-robots-tag', 'noindex, nofollow');
  return reply
    .code(status)
    .headers({
      'content-security-policy': content_security_policy,
      ...kept,
    })
    .type('text/html; charset=utf-8')
    .send(page);
}

export function handlePageErrors(scope: Http): void {
  scope.setErrorHandler((error, request, reply) => {
    const language = languageOf(request);
    const send = (status: number, message: Parameters<typeof messagePage>[1]) =>
      sendPage(reply, status, messagePage(language, message));
    if (isGone(error)) return send(404, 'gone');
    if (error instanceof ApiError && error.kind === 'too_many_requests')
      return sendTooMany(reply, error, send);
    if (error instanceof ApiError && error.kind === 'conflict') return send(409, 'full');
    if (error instanceof ApiError && error.kind === 'cross_site_request') return send(403, 'fault');
    const { statusCode = 500 } = error as { statusCode?: number };
    if (statusCode >= 500) request.log.error({ err: error }, 'a page could not be made');
    return send(statusCode >= 500 ? 503 : statusCode, 'fault');
  });
}

function isGone(error: unknown): boolean {
  return (
    error instanceof Gone ||
    hasZodFastifySchemaValidationErrors(error) ||
    (error instanceof ApiError && error.kind === 'not_found')
  );
}

function sendTooMany(
  reply: FastifyReply,
  { extra }: ApiError,
  send: (status: number, message: 'tooMany') => FastifyReply,
): FastifyReply {
  if (extra.retry_after_seconds !== undefined) reply.header('retry-after', extra.retry_after_seconds);
  return send(429, 'tooMany');
}

/** @returns true where the browser has just this page already */
export function isKnown(request: FastifyRequest, etag: string): boolean {
  const tags = request.headers['if-none-match']?.split(',').map((tag) => tag.trim());
  return tags?.includes(etag) ?? false;
}
