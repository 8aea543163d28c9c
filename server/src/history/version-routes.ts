/** `/api/v1/notes/:id/versions`: names for revisions that somebody wants to find again. */
import { z } from 'zod';
import { idSchema } from '@scriptorium/shared/api/common.ts';
import {
  changeVersionSchema,
  nameVersionSchema,
  versionParamsSchema,
  versionSchema,
} from '@scriptorium/shared/api/history.ts';
import type { Action } from '@scriptorium/shared/permissions.ts';
import { requireHistory } from '../access/history.ts';
import type { Auth } from '../auth/better-auth.ts';
import { requireSignedIn } from '../auth/person.ts';
import { recordActivity } from '../notes/activity.ts';
import type { Context } from '../platform/context.ts';
import { transaction } from '../platform/db.ts';
import { type Http, rateLimited } from '../platform/http.ts';
import { ApiError } from '../platform/problem.ts';
import { addEntry } from './entries.ts';
import { requireKept } from './kept.ts';
import { headSeq } from './queries.ts';

const tags = ['history'];
const versions_per_minute_max = 60;
/** Of one note: more than anybody reads. */
const versions_max = 1_000;

type Version = z.infer<typeof versionSchema>;

export function versionRoutes(http: Http, ctx: Context, auth: Auth): void {
  const config = rateLimited(ctx, versions_per_minute_max);
  const write: Action = 'history:restore';

  http.post(
    '/api/v1/notes/:id/versions',
    {
      config: { ...config, key_scope: 'notes:write' },
      schema: {
        tags,
        summary: 'Gives a revision a name, to find it again',
        params: z.object({ id: idSchema }),
        body: nameVersionSchema,
        response: { 201: versionSchema },
      },
    },
    async (request, reply) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id: note_id } = request.params;
      const { seq, name, comment } = request.body;
      await requireHistory(ctx, note_id, person.id, write);
      await requireKept(ctx, note_id, seq);
      if (seq > (await headSeq(ctx, note_id))) {
        throw new ApiError('not_found', 'The note has not had so many changes.');
      }
      await requireRoom(ctx, note_id);
      const version = { note_id, seq, person_id: person.id, name, comment };
      const id = await transaction(ctx.db, async (tx) => {
        await recordActivity(tx, { kind: 'version', note_id, person_id: person.id, details: { name } });
        return addEntry(tx, { kind: 'version', ...version });
      });
      return reply.status(201).send({ id, seq, name, comment: comment ?? null });
    },
  );

  http.patch(
    '/api/v1/notes/:id/versions/:version_id',
    {
      config: { ...config, key_scope: 'notes:write' },
      schema: {
        tags,
        summary: 'Changes the name of a version, or why it has one',
        params: versionParamsSchema,
        body: changeVersionSchema,
        response: { 200: versionSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id, version_id } = request.params;
      const { name, comment } = request.body;
      await requireHistory(ctx, id, person.id, write);
      const { rows } = await ctx.db.query<Version>(
        `update history_entries set name = coalesce($3, name), comment = case when $4 then $5 else comment end
         where note_id = $1 and id = $2 and kind = 'version' returning id, seq, name, comment`,
        [id, version_id, name ?? null, comment !== undefined, comment ?? null],
      );
      return rows[0] ?? noSuchVersion();
    },
  );

  http.delete(
    '/api/v1/notes/:id/versions/:version_id',
    {
      config: { ...config, key_scope: 'notes:write' },
      schema: {
        tags,
        summary: 'Takes the name away; the revision stays',
        params: versionParamsSchema,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id, version_id } = request.params;
      await requireHistory(ctx, id, person.id, write);
      const { rowCount } = await ctx.db.query(
        `delete from history_entries where note_id = $1 and id = $2 and kind = 'version'`,
        [id, version_id],
      );
      if (rowCount === 0) noSuchVersion();
      return reply.status(204).send(null);
    },
  );
}

async function requireRoom(ctx: Context, note_id: string): Promise<void> {
  const { rows } = await ctx.db.query<{ count: number }>(
    `select count(*)::int as count from history_entries where note_id = $1 and kind = 'version'`,
    [note_id],
  );
  if ((rows[0]?.count ?? 0) >= versions_max) {
    throw new ApiError('quota_reached', `A note has ${versions_max} named versions at most. Remove some.`);
  }
}

function noSuchVersion(): never {
  throw new ApiError('not_found', 'There is no such version. Somebody may have removed its name.');
}
