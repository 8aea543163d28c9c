/** `/api/v1/workspaces/:id/activity`. */
import {
  activityPageSchema,
  activityQuerySchema,
  activityVisitSchema,
} from '@scriptorium/shared/api/activity.ts';
import { idSchema } from '@scriptorium/shared/api/common.ts';
import { z } from 'zod';
import { requireWorkspace } from '../access/roles.ts';
import type { Auth } from '../auth/better-auth.ts';
import { requireSignedIn } from '../auth/person.ts';
import type { Context } from '../platform/context.ts';
import { type Http, rateLimited } from '../platform/http.ts';
import { listActivity, visitActivity } from './activity.ts';

const tags = ['notifications'];
const params = z.object({ id: idSchema });
const looks_per_minute_max = 120;

export function activityRoutes(http: Http, ctx: Context, auth: Auth): void {
  const config = rateLimited(ctx, looks_per_minute_max);

  http.get(
    '/api/v1/workspaces/:id/activity',
    {
      config: { ...config, key_scope: 'notes:read' },
      schema: {
        tags,
        summary: 'What happened in the workspace, in notes that I may read; the newest first',
        params,
        querystring: activityQuerySchema,
        response: { 200: activityPageSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      await requireWorkspace(ctx.db, request.params.id, person.id, 'workspace:read');
      return listActivity(ctx, request.params.id, person.id, request.query);
    },
  );

  http.post(
    '/api/v1/workspaces/:id/activity/visit',
    {
      config: { ...config, key_scope: 'notes:read' },
      schema: {
        tags,
        summary: 'I look at it now; tells when I last did',
        params,
        response: { 200: activityVisitSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      await requireWorkspace(ctx.db, request.params.id, person.id, 'workspace:read');
      const since = await visitActivity(ctx, request.params.id, person.id);
      return { since: since?.toISOString() ?? null };
    },
  );
}
