import type { FastifyRequest } from 'fastify';
import type { Context } from '../platform/context.ts';

/** Where the caller reached this installation, unless it says itself where that is. */
export function originOf({ config }: Context, request: FastifyRequest): string {
  return config.publicUrl?.origin ?? `${request.protocol}://${request.host}`;
}

/** In which language this browser's person reads, of those that mails and pages of the server have. */
export function languageOf(request: FastifyRequest): 'en' | 'de' {
  return /^de\b/i.test(request.headers['accept-language'] ?? '') ? 'de' : 'en';
}
