/** `/api/v1/keys`: a person's API keys. For people only: no key makes, sees or revokes keys (K4). */
import { z } from 'zod';
import { idSchema } from '@scriptorium/shared/api/common.ts';
import { createdKeySchema, createKeyRequestSchema, keyListSchema } from '@scriptorium/shared/api/keys.ts';
import type { Context } from '../platform/context.ts';
import { type Http, rateLimited } from '../platform/http.ts';
import type { Auth } from './better-auth.ts';
import { createKey, listKeys, revokeKey } from './keys.ts';
import { requireAccount } from './person.ts';

const tags = ['keys'];
const changes_per_minute_max = 20;

export function keyRoutes(http: Http, ctx: Context, auth: Auth): void {
  http.get(
    '/api/v1/keys',
    { schema: { tags, summary: 'My API keys', response: { 200: keyListSchema } } },
    async (request) => {
      const { person } = await requireAccount(ctx, auth, request);
      return { keys: await listKeys(ctx, person.id) };
    },
  );

  http.post(
    '/api/v1/keys',
    {
      config: rateLimited(ctx, changes_per_minute_max),
      schema: {
        tags,
        summary: 'Make an API key; its secret is in the answer, and nowhere else',
        body: createKeyRequestSchema,
        response: { 201: createdKeySchema },
      },
    },
    async (request, reply) => {
      const { person } = await requireAccount(ctx, auth, request);
      return reply.code(201).send(await createKey(ctx, person, request.body));
    },
  );

  http.delete(
    '/api/v1/keys/:id',
    {
      config: rateLimited(ctx, changes_per_minute_max),
      schema: {
        tags,
        summary: 'Revoke an API key: its requests are refused, its open sockets close within a second',
        params: z.object({ id: idSchema }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { person } = await requireAccount(ctx, auth, request);
      await revokeKey(ctx, person.id, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
