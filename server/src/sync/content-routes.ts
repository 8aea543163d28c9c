/** `/api/v1/notes/:id/content`: notes for scripts, to read and to write. */
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { idSchema } from '@scriptorium/shared/api/common.ts';
import {
  type ContentFormat,
  contentJsonSchema,
  contentQuerySchema,
  writeContentQuerySchema,
  writeContentRequestSchema,
  writtenSchema,
} from '@scriptorium/shared/api/content.ts';
import { requireNote } from '../access/roles.ts';
import type { Auth } from '../auth/better-auth.ts';
import { requireSignedIn } from '../auth/person.ts';
import type { Context } from '../platform/context.ts';
import { type Http, rateLimited } from '../platform/http.ts';
import { ApiError } from '../platform/problem.ts';
import {
  contentOfJson,
  contentOfMarkdown,
  contentOfText,
  type NewContent,
  readContent,
  writeContent,
} from './content-formats.ts';
import type { Sync } from './sync.ts';

const tags = ['notes'];
const path = '/api/v1/notes/:id/content';
const params = z.object({ id: idSchema });
const reads_per_minute_max = 600;
const writes_per_minute_max = 60;

const types: Record<Exclude<ContentFormat, 'json'>, string> = {
  text: 'text/plain; charset=utf-8',
  markdown: 'text/markdown; charset=utf-8',
  html: 'text/html; charset=utf-8',
};

export function contentRoutes(http: Http, ctx: Context, auth: Auth, sync: Sync): void {
  http.get(
    path,
    {
      config: { ...rateLimited(ctx, reads_per_minute_max), key_scope: 'notes:read' },
      schema: {
        tags,
        summary: 'The note as it is now: TipTap JSON with its title, Markdown, HTML, or plain text',
        params,
        querystring: contentQuerySchema,
      },
    },
    async (request, reply) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id } = request.params;
      const { format } = request.query;
      await requireNote(ctx, id, person.id, 'note:read');
      const content = await sync.read(id, (doc) => readContent(doc, format));
      return sendContent(reply, format, content);
    },
  );
  http.register(async (scope: Http) => {
    scope.addContentTypeParser('text/markdown', { parseAs: 'string' }, (_request, text, done) =>
      done(null, text),
    );
    writeRoute(scope, ctx, auth, sync);
  });
}

function sendContent(reply: FastifyReply, format: ContentFormat, content: unknown): FastifyReply {
  // A page of somebody else's words must not be one of this site's.
  if (format === 'html') void reply.header('content-disposition', 'attachment; filename="note.html"');
  if (format !== 'json') void reply.type(types[format]);
  return reply.send(content);
}

function writeRoute(http: Http, ctx: Context, auth: Auth, sync: Sync): void {
  http.put(
    path,
    {
      config: { ...rateLimited(ctx, writes_per_minute_max), key_scope: 'notes:write' },
      schema: {
        tags,
        summary: 'Make the note say this, as an edit of mine: only what differs is changed',
        params,
        querystring: writeContentQuerySchema,
        body: writeContentRequestSchema,
        response: { 200: writtenSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id } = request.params;
      const { is_trashed } = await requireNote(ctx, id, person.id, 'note:write');
      if (is_trashed) {
        throw new ApiError(
          'forbidden',
          'The note is in the trash, where it can only be read. Bring it back first.',
        );
      }
      const content = contentOf(request.query.format, request.body);
      const { note_bytes_max } = ctx.config.limits;
      return { seq: await sync.edit(id, person, (doc) => writeContent(doc, content, note_bytes_max)) };
    },
  );
}

/** @throws ApiError invalid_request when the body is not what the format says */
function contentOf(
  format: z.infer<typeof writeContentQuerySchema>['format'],
  body: z.infer<typeof writeContentRequestSchema>,
): NewContent {
  if (format === 'json') {
    const json = contentJsonSchema.safeParse(body);
    if (json.success) return contentOfJson(json.data);
    throw new ApiError('invalid_request', 'Send {"title", "body"} as JSON, or say ?format=markdown or text.');
  }
  if (typeof body === 'string') return format === 'markdown' ? contentOfMarkdown(body) : contentOfText(body);
  throw new ApiError(
    'invalid_request',
    `Send the ${format} as it is, with Content-Type: text/${format === 'text' ? 'plain' : 'markdown'}.`,
  );
}
