/**
 * Where the request came from that is being answered, for the record of what it does (`audit.ts`). The one thing here that
 * is not handed from function to function: it decides nothing, and every operation would have to carry it for one line.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of the API key that it came by (`auth/key-door.ts`); null: by none. */
    key_id: string | null;
  }
}

interface RequestFacts {
  ip_address: string | null;
  user_agent: string | null;
  key_id: string | null;
}

const nobody: RequestFacts = { ip_address: null, user_agent: null, key_id: null };
const user_agent_length_max = 400;
const running = new AsyncLocalStorage<RequestFacts>();

/** Before the first route. */
export function followRequests(http: FastifyInstance): void {
  http.decorateRequest('key_id', null);
  // After the body is read: its events belong to the connection, not to the request.
  http.addHook('preHandler', (request, _reply, done) => {
    const { ip, key_id, headers } = request;
    const user_agent = headers['user-agent']?.slice(0, user_agent_length_max) ?? null;
    running.run({ ip_address: ip, user_agent, key_id }, done);
  });
}

/** All null where the server does something by itself. */
export function currentRequest(): RequestFacts {
  return running.getStore() ?? nobody;
}
