/** `/api/v1/sync/token`. */
import { syncTokenSchema } from '@scriptorium/shared/api/sync.ts';
import type { Auth } from '../auth/better-auth.ts';
import { requireSignedIn } from '../auth/person.ts';
import type { Context } from '../platform/context.ts';
import { type Http, rateLimited } from '../platform/http.ts';
import { makeSyncToken } from './tokens.ts';

const tags = ['sync'];

export function syncRoutes(http: Http, ctx: Context, auth: Auth): void {
  http.post(
    '/api/v1/sync/token',
    {
      config: { ...rateLimited(ctx, 120), key_scope: 'notes:read' },
      schema: { tags, summary: 'A short-lived token for /sync and /yjs', response: { 200: syncTokenSchema } },
    },
    async (request) => makeSyncToken(ctx.secret, await requireSignedIn(ctx, auth, request)),
  );
}
