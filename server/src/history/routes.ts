/** `/api/v1/notes/:id/history`: every state that a note had, who wrote when, and what changed. */
import { z } from 'zod';
import { idSchema } from '@scriptorium/shared/api/common.ts';
import {
  changesQuerySchema,
  historyQuerySchema,
  historySchema,
  historyStepsSchema,
  noteChangesSchema,
  revisionQuerySchema,
  revisionSchema,
  stepsQuerySchema,
} from '@scriptorium/shared/api/history.ts';
import { requireHistory } from '../access/history.ts';
import type { Auth } from '../auth/better-auth.ts';
import { requireSignedIn } from '../auth/person.ts';
import type { Context } from '../platform/context.ts';
import { type Http, rateLimited } from '../platform/http.ts';
import { ApiError } from '../platform/problem.ts';
import type { Told } from './answers.ts';
import type { History } from './history.ts';
import { requireKept } from './kept.ts';
import { findPeople } from './queries.ts';
import { noSuchRevision } from './restore/restore-routes.ts';
import { timelineOf } from './timeline.ts';

const tags = ['history'];
/** Whoever moves a scrubber asks for many revisions. */
const revisions_per_minute_max = 600;
const types = {
  text: 'text/plain; charset=utf-8',
  markdown: 'text/markdown; charset=utf-8',
  html: 'text/html; charset=utf-8',
} as const;

export function historyRoutes(http: Http, ctx: Context, auth: Auth, history: History): void {
  const config = rateLimited(ctx, revisions_per_minute_max);

  http.get(
    '/api/v1/notes/:id/history',
    {
      config: { ...config, key_scope: 'notes:read' },
      schema: {
        tags,
        summary: 'The timeline: who wrote when, and what else happened, from the newest to the oldest',
        params: z.object({ id: idSchema }),
        querystring: historyQuerySchema,
        response: { 200: historySchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id } = request.params;
      await requireHistory(ctx, id, person.id, 'history:read');
      return timelineOf(ctx, history, id, person.id, request.query);
    },
  );

  http.get(
    '/api/v1/notes/:id/history/:seq',
    {
      config: { ...config, key_scope: 'notes:read' },
      schema: {
        tags,
        summary:
          'The note as it was after that update: TipTap JSON with its title, text, Markdown, HTML, or for Yjs',
        params: revisionSchema,
        querystring: revisionQuerySchema,
      },
    },
    async (request, reply) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id, seq } = request.params;
      const { format } = request.query;
      await requireHistory(ctx, id, person.id, 'history:read');
      await requireKept(ctx, id, seq);
      const content = await history.ask({ kind: 'content', note_id: id, seq, format });
      if (content === null) throw noSuchRevision();
      if (content instanceof Uint8Array) {
        return reply.type('application/octet-stream').send(Buffer.from(content));
      }
      // A page of somebody else's words must not be one of this site's.
      if (format === 'html') void reply.header('content-disposition', 'attachment; filename="note.html"');
      if (format !== 'json' && format !== 'update') void reply.type(types[format]);
      return reply.send(content);
    },
  );

  http.get(
    '/api/v1/notes/:id/history/:seq/changes',
    {
      config: { ...config, key_scope: 'notes:read' },
      schema: {
        tags,
        summary: 'What changed since an earlier revision, and by whom; since the first: who wrote what',
        params: revisionSchema,
        querystring: changesQuerySchema,
        response: { 200: noteChangesSchema },
      },
    },
    async (request, reply) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id, seq } = request.params;
      const { since } = request.query;
      await requireHistory(ctx, id, person.id, 'history:read');
      if (since > seq)
        throw new ApiError('invalid_request', 'since is later than the revision of the address.');
      // From the first on: from the first that is kept.
      await requireKept(ctx, id, since === 0 ? seq : since);
      const told = await history.ask({ kind: 'changes', note_id: id, since, seq });
      return reply.type('application/json').send((await withPeople(told)) as never);
    },
  );

  http.get(
    '/api/v1/notes/:id/history/:seq/steps',
    {
      config: { ...config, key_scope: 'notes:read' },
      schema: {
        tags,
        summary: 'The updates after that revision, one after the other, to play them',
        params: revisionSchema,
        querystring: stepsQuerySchema,
        response: { 200: historyStepsSchema },
      },
    },
    async (request, reply) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id, seq } = request.params;
      const { limit } = request.query;
      await requireHistory(ctx, id, person.id, 'history:read');
      await requireKept(ctx, id, seq);
      const told = await history.ask({ kind: 'steps', note_id: id, seq, limit });
      return reply.type('application/json').send((await withPeople(told)) as never);
    },
  );

  /** JSON that the thread has written, with the people's names in front. */
  async function withPeople(told: Told | null): Promise<string> {
    if (!told) throw noSuchRevision();
    const named = await findPeople(ctx, told.person_ids);
    return `{"people":${JSON.stringify(named(told.person_ids))},${told.json.slice(1)}`;
  }
}
