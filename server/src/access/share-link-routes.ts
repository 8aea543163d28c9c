/** Links of a note, for whoever may share it: `/api/v1/notes/:id/links`. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { idSchema } from '@scriptorium/shared/api/common.ts';
import {
  changeShareLinkRequestSchema,
  createShareLinkRequestSchema,
  linkVisitorListSchema,
  shareLinkListSchema,
  shareLinkSchema,
} from '@scriptorium/shared/api/share-links.ts';
import type { Auth } from '../auth/better-auth.ts';
import { requireSignedIn } from '../auth/person.ts';
import type { Context } from '../platform/context.ts';
import { type Http, rateLimited } from '../platform/http.ts';
import { listVisitors } from './link-visits.ts';
import { originOf } from './origin.ts';
import { requireNote } from './roles.ts';
import { changeLink, createLink, type LinkAct, listLinks, requireLink, revokeLink } from './share-links.ts';

const tags = ['sharing'];
const path = '/api/v1/notes/:id/links';
const params = z.object({ id: idSchema });
const linkParams = z.object({ id: idSchema, link_id: idSchema });
/** A password costs 50 ms of a processor. */
const change_per_minute_max = 60;

export function shareLinkRoutes(http: Http, ctx: Context, auth: Auth): void {
  const key_scope = 'workspace:manage';
  const config = { ...rateLimited(ctx, change_per_minute_max), key_scope } as const;
  const requireShare = async (request: FastifyRequest<{ Params: { id: string } }>): Promise<LinkAct> => {
    const { person } = await requireSignedIn(ctx, auth, request);
    const { id: note_id } = request.params;
    const { workspace_id } = await requireNote(ctx, note_id, person.id, 'note:share');
    return { workspace_id, note_id, by_id: person.id, origin: originOf(ctx, request) };
  };

  http.get(
    path,
    {
      config: { key_scope },
      schema: {
        tags,
        summary: 'Links that let people into this note; those that have expired, too',
        params,
        response: { 200: shareLinkListSchema },
      },
    },
    async (request) => {
      const { origin, note_id } = await requireShare(request);
      return { links: await listLinks(ctx, origin, [note_id]) };
    },
  );

  http.post(
    path,
    {
      config,
      schema: {
        tags,
        summary: 'Make a link: whoever has it is let in as it says',
        params,
        body: createShareLinkRequestSchema,
        response: { 201: shareLinkSchema },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await createLink(ctx, await requireShare(request), request.body)),
  );

  http.patch(
    `${path}/:link_id`,
    {
      config,
      schema: {
        tags,
        summary: 'Change what a link says; whom it does not let in any more is out within a second',
        params: linkParams,
        body: changeShareLinkRequestSchema,
        response: { 200: shareLinkSchema },
      },
    },
    async (request) => changeLink(ctx, await requireShare(request), request.params.link_id, request.body),
  );

  http.delete(
    `${path}/:link_id`,
    {
      config,
      schema: {
        tags,
        summary: 'Revoke a link for good; whoever came by it is out within a second',
        params: linkParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await revokeLink(ctx, await requireShare(request), request.params.link_id);
      return reply.code(204).send(null);
    },
  );

  http.get(
    `${path}/:link_id/visitors`,
    {
      config: { key_scope },
      schema: {
        tags,
        summary: 'Who came in by a link, the latest first',
        params: linkParams,
        response: { 200: linkVisitorListSchema },
      },
    },
    async (request) => {
      const { note_id } = await requireShare(request);
      await requireLink(ctx, note_id, request.params.link_id);
      return listVisitors(ctx, request.params.link_id);
    },
  );
}
