/**
 * Requests that come by an API key: `Authorization: Bearer scr_…`. Everything that keeps a key within its bounds is
 * here, for all routes at once (K2, K3), in the order in which it is asked:
 *
 *   is it a good key?            else 401, and soon 429 to the address
 *   not too many of its calls?   else 429
 *   does the route take keys?    it names the scope it needs: `{ config: { key_scope: 'notes:read' } }`; else 403
 *   does the key include that?   else 403
 *   is it all in its workspace?  once the request is parsed, for keys that are good for one; else 404
 *
 * Then the request goes on as its person's, whose role decides like anybody's.
 */
import type { FastifyRequest } from 'fastify';
import { includesScope, type Scope } from '@scriptorium/shared/scopes.ts';
import { addressGroup } from '../platform/client-address.ts';
import type { Context } from '../platform/context.ts';
import { type Http, scaled, tooManyRequests } from '../platform/http.ts';
import { ApiError } from '../platform/problem.ts';
import { findByKey } from './keys.ts';
import type { ByKey } from './person.ts';

/** A minute and address: a script has one key, and has it right. Before RATE_LIMIT_FACTOR, like the next. */
const wrong_keys_per_minute_max = 30;
/** A minute and key, from all addresses together. */
const calls_per_minute_max = 600;

export interface KeyDoorHooks {
  /**
   * Whether what a request names by these ids is all in the workspace, and something is.
   * @throws ApiError not_found
   */
  requireOnlyIn(bounds: { workspace_id: string; person_id: string }, ids: readonly string[]): Promise<void>;
}

/** Before the first route. */
export function guardByKeys(http: Http, ctx: Context, hooks: KeyDoorHooks): void {
  const minute = { timeWindow: 60_000 };
  const countWrong = http.createRateLimit({
    ...minute,
    max: scaled(ctx, wrong_keys_per_minute_max),
    keyGenerator: ({ ip }) => addressGroup(ip),
  });
  const countCall = http.createRateLimit({
    ...minute,
    max: scaled(ctx, calls_per_minute_max),
    keyGenerator: ({ by_key }) => (by_key as ByKey).session_id,
  });
  const enter = async (request: FastifyRequest) => {
    const text = bearerOf(request);
    if (text === null) return;
    const by_key = await findByKey(ctx, text, request.ip);
    if (!by_key) {
      const { isAllowed, ...limit } = await countWrong(request);
      if (!isAllowed && 'isExceeded' in limit && limit.isExceeded) throw tooManyRequests(limit.ttl);
      throw new ApiError('not_signed_in', 'This API key is not good, or not any more. Make another one.');
    }
    request.by_key = by_key;
    request.key_id = by_key.session_id;
    const { isAllowed, ...limit } = await countCall(request);
    if (!isAllowed && 'isExceeded' in limit && limit.isExceeded) throw tooManyRequests(limit.ttl);
    requireScope(by_key, request.routeOptions.config.key_scope);
  };
  const stay = async ({ by_key, params, query, body, routeOptions: { schema } }: FastifyRequest) => {
    if (!by_key?.workspace_id) return;
    const bounds = { workspace_id: by_key.workspace_id, person_id: by_key.person.id };
    // Only what was parsed: what the route does not look at would name the workspace for nothing.
    const parts = [params, schema?.querystring && query, schema?.body && body];
    await hooks.requireOnlyIn(bounds, parts.flatMap(idsIn));
  };

  http.decorateRequest('by_key', null);
  http.addHook('onRoute', (route) => {
    if (!route.url.startsWith('/api/v1/')) return;
    // After the platform's own hooks of the route: its limits hold for whatever comes by an address.
    route.onRequest = [route.onRequest ?? [], enter].flat();
    route.preHandler = [stay, route.preHandler ?? []].flat();
  });
}

/** @returns null where the request does not come by a key */
function bearerOf({ headers: { authorization } }: FastifyRequest): string | null {
  return authorization === undefined ? null : (/^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '');
}

/** @throws ApiError forbidden */
function requireScope({ scopes }: ByKey, needed: Scope | undefined): void {
  if (needed === undefined) {
    throw new ApiError('forbidden', 'This is for people who are signed in; no API key can do it.');
  }
  if (includesScope(scopes, needed)) return;
  throw new ApiError('forbidden', `This API key was not made for this: it needs the scope ${needed}.`);
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What a part of a request names. Not what lies deeper: a note's content may mention anything. */
function idsIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.values(part)
    .flat()
    .filter((value): value is string => typeof value === 'string' && uuid.test(value));
}
