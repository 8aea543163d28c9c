/** What better-auth is told of a request, and what it says to the browser. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { address_header } from './better-auth.ts';

/** Only what it needs to know; the address is the platform's idea of it, proxies considered. */
export function authHeaders(request: FastifyRequest): Headers {
  const headers = new Headers({ [address_header]: request.ip });
  for (const name of ['cookie', 'user-agent'] as const) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value.slice(0, name === 'user-agent' ? 400 : undefined));
  }
  return headers;
}

export function passCookies(answer: Response, reply: FastifyReply): void {
  for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie);
}
