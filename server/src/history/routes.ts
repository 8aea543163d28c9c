/** `/api/v1/notes/:id/history`: every state that a note had, who wrote when, and the way back. */
import { z } from 'zod';
import { idSchema } from '@scriptorium/shared/api/common.ts';
import {
  revisionQuerySchema,
  revisionSchema,
  historyQuerySchema,
  historySchema,
  restoredSchema,
} from '@scriptorium/shared/api/history.ts';
import type { PresenceUser } from '@scriptorium/shared/protocol/awareness.ts';
import { requireNote } from '../access/roles.ts';
import type { Auth } from '../auth/better-auth.ts';
import { requireSignedIn } from '../auth/person.ts';
import type { Context } from '../platform/context.ts';
import { type Http, rateLimited } from '../platform/http.ts';
import { ApiError } from '../platform/problem.ts';
import type { History } from './history.ts';
import { headSeq, namesOf } from './queries.ts';

const tags = ['history'];
/** Whoever moves a scrubber asks for many revisions. */
const revisions_per_minute_max = 600;
const restores_per_minute_max = 30;

/** The note in memory, as everybody edits it. Implemented above this folder and handed in by `app.ts`. */
export interface LiveNote {
  /** A Yjs v1 update of all of it. */
  state(note_id: string): Promise<Uint8Array>;
  /** Applies an edit; returns once it is durable. */
  edit(note_id: string, person: PresenceUser, edit: Uint8Array): Promise<void>;
}

export function historyRoutes(http: Http, ctx: Context, auth: Auth, history: History, live: LiveNote): void {
  http.get(
    '/api/v1/notes/:id/history',
    {
      schema: {
        tags,
        summary: 'The timeline: who wrote when, from the newest to the oldest',
        params: z.object({ id: idSchema }),
        querystring: historyQuerySchema,
        response: { 200: historySchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id } = request.params;
      const { before = null, limit } = request.query;
      await requireNote(ctx, id, person.id, 'note:read');
      const { head_seq, sittings, hasMore } = await history.ask({
        kind: 'timeline',
        note_id: id,
        before,
        limit,
      });
      const names = await namesOf(
        ctx,
        sittings.flatMap(({ author_ids }) => author_ids),
      );
      return {
        head_seq,
        kept_from_seq: 0,
        last_visit: null,
        people: [],
        entries: sittings.map(({ author_ids, started_at, ended_at, typed_from, typed_to, ...rest }) => ({
          kind: 'sitting' as const,
          id: null,
          name: null,
          comment: null,
          of_seq: null,
          ...rest,
          started_at: started_at.toISOString(),
          ended_at: ended_at.toISOString(),
          offline: typed_from !== null,
          typed_from: typed_from?.toISOString() ?? null,
          typed_to: typed_to?.toISOString() ?? null,
          authors: author_ids.map((id) => ({ id, name: names.get(id) ?? null })),
        })),
        next: hasMore ? (sittings.at(-1)?.from_seq ?? null) : null,
      };
    },
  );

  http.get(
    '/api/v1/notes/:id/history/:seq',
    {
      config: rateLimited(ctx, revisions_per_minute_max),
      schema: {
        tags,
        summary: 'The note as it was after that update: TipTap JSON with its title, plain text, or for Yjs',
        params: revisionSchema,
        querystring: revisionQuerySchema,
      },
    },
    async (request, reply) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id, seq } = request.params;
      const { format } = request.query;
      await requireNote(ctx, id, person.id, 'note:read');
      const content = await history.ask({ kind: 'content', note_id: id, seq, format });
      if (content === null) throw noSuchRevision();
      if (typeof content === 'string') return reply.type('text/plain; charset=utf-8').send(content);
      if (content instanceof Uint8Array) {
        return reply.type('application/octet-stream').send(Buffer.from(content));
      }
      return content;
    },
  );

  http.post(
    '/api/v1/notes/:id/history/:seq/restore',
    {
      config: rateLimited(ctx, restores_per_minute_max),
      schema: {
        tags,
        summary: 'Brings the note back to what it was after that update, as an edit of the caller',
        params: revisionSchema,
        response: { 200: restoredSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id, seq } = request.params;
      const { is_trashed } = await requireNote(ctx, id, person.id, 'note:write');
      if (is_trashed)
        throw new ApiError(
          'forbidden',
          'The note is in the trash, where it can only be read. Bring it back first.',
        );
      const before_seq = await headSeq(ctx, id);
      const present = await live.state(id);
      const restore = await history.ask({ kind: 'restore', note_id: id, seq, present });
      if (restore === null) throw noSuchRevision();
      if (restore.edit) await live.edit(id, person, restore.edit);
      return { before_seq, head_seq: await headSeq(ctx, id), seq: null, unreadable: [] };
    },
  );
}

function noSuchRevision(): ApiError {
  return new ApiError(
    'not_found',
    'The note has not had so many changes. Look at its timeline for those it had.',
  );
}
