/** `/api/v1/workspaces/:id/history-policy`, and purging the history of one note (H5). */
import { z } from 'zod';
import { idSchema } from '@scriptorium/shared/api/common.ts';
import { purgedSchema } from '@scriptorium/shared/api/history.ts';
import {
  dryRunRequestSchema,
  dryRunSchema,
  historyPolicySchema,
} from '@scriptorium/shared/api/history-policy.ts';
import { requireNote, requireWorkspace } from '../../access/roles.ts';
import type { Auth } from '../../auth/better-auth.ts';
import { requireSignedIn } from '../../auth/person.ts';
import type { Context } from '../../platform/context.ts';
import { type Http, rateLimited } from '../../platform/http.ts';
import { findPolicy, setPolicy, tryPolicy } from './policy.ts';
import type { Retention } from './retention.ts';

const tags = ['history'];
const params = z.object({ id: idSchema });
/** A dry run reads of every note in the workspace when it was written in. */
const dry_runs_per_minute_max = 20;
const changes_per_minute_max = 20;

export function historyPolicyRoutes(http: Http, ctx: Context, auth: Auth, retention: Retention): void {
  http.get(
    '/api/v1/workspaces/:id/history-policy',
    {
      schema: {
        tags,
        summary:
          'How long the workspace keeps the history of its notes, and from whom it is hidden; for its owner',
        params,
        response: { 200: historyPolicySchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id } = request.params;
      await requireWorkspace(ctx.db, id, person.id, 'workspace:set_history');
      return findPolicy(ctx, id);
    },
  );

  http.put(
    '/api/v1/workspaces/:id/history-policy',
    {
      config: rateLimited(ctx, changes_per_minute_max),
      schema: {
        tags,
        summary: 'Changes it. What the new policy takes out begins to go at once, for good',
        params,
        body: historyPolicySchema,
        response: { 200: historyPolicySchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id } = request.params;
      await requireWorkspace(ctx.db, id, person.id, 'workspace:set_history');
      const policy = await setPolicy(ctx, id, person.id, request.body);
      retention.runSoon();
      return policy;
    },
  );

  http.post(
    '/api/v1/workspaces/:id/history-policy/dry-run',
    {
      config: rateLimited(ctx, dry_runs_per_minute_max),
      schema: {
        tags,
        summary: 'What a policy would take out now; nothing is changed',
        params,
        body: dryRunRequestSchema,
        response: { 200: dryRunSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id } = request.params;
      await requireWorkspace(ctx.db, id, person.id, 'workspace:set_history');
      return tryPolicy(ctx, id, request.body);
    },
  );

  http.delete(
    '/api/v1/notes/:id/history',
    {
      config: rateLimited(ctx, changes_per_minute_max),
      schema: {
        tags,
        summary:
          'Purges the history up to now, for good: what was deleted, who wrote when. The note stays as it is',
        params,
        response: { 200: purgedSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id } = request.params;
      await requireNote(ctx, id, person.id, 'history:purge');
      const { kept_from_seq, bytes } = await retention.purge(id, person.id);
      return { kept_from_seq, bytes };
    },
  );
}
