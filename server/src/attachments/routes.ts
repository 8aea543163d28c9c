/** `/api/v1/notes/:id/attachments/:attachment_id`: files in notes. The rules are in SPEC.md. */
import type { FastifyReply } from 'fastify';
import {
  type Attachment,
  attachmentParamsSchema,
  attachmentSchema,
  copyAttachmentRequestSchema,
  uploadQuerySchema,
} from '@scriptorium/shared/api/attachments.ts';
import { requireNote } from '../access/roles.ts';
import type { Auth } from '../auth/better-auth.ts';
import { requireSignedIn } from '../auth/person.ts';
import type { Context } from '../platform/context.ts';
import { type Http, rateLimited } from '../platform/http.ts';
import { ApiError } from '../platform/problem.ts';
import { copyAttachment } from './copy.ts';
import { findAttachment } from './queries.ts';
import { sendAttachment } from './read.ts';
import { upload } from './upload.ts';
import { UploadTurns } from './upload-turns.ts';

const tags = ['attachments'];
const path = '/api/v1/notes/:id/attachments/:attachment_id';
/** A folder of photographs dropped into a note. */
const upload_per_minute_max = 240;
/** A note with 500 pictures, opened by two people of one office. */
const read_per_minute_max = 1200;
/** 128 kbit/s: who is slower than that cannot send large files. */
const upload_bytes_per_ms_min = 16;

export function attachmentRoutes(http: Http, ctx: Context, auth: Auth): void {
  uploadRoute(http, ctx, auth);

  http.route({
    method: ['GET', 'HEAD'],
    url: path,
    config: { ...rateLimited(ctx, read_per_minute_max), key_scope: 'notes:read' },
    schema: {
      tags,
      summary: 'The file’s bytes, or a range of them; pictures to be shown, all else to be saved',
      params: attachmentParamsSchema,
    },
    handler: async (request, reply) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id, attachment_id } = request.params;
      await requireNote(ctx, id, person.id, 'note:read');
      const row = await findAttachment(ctx.db, id, attachment_id);
      if (!row) throw new ApiError('not_found', 'This note has no such file.');
      return sendAttachment(ctx, request, reply, row);
    },
  });

  http.post(
    `${path}/copy`,
    {
      config: { ...rateLimited(ctx, upload_per_minute_max), key_scope: 'notes:write' },
      schema: {
        tags,
        summary: 'Take a file of another note into this one; 200 when it is there',
        params: attachmentParamsSchema,
        body: copyAttachmentRequestSchema,
        response: { 200: attachmentSchema, 201: attachmentSchema },
      },
    },
    async (request, reply) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id: note_id, attachment_id: id } = request.params;
      const { from_note_id } = request.body;
      return answer(reply, await copyAttachment(ctx, { id, from_note_id, note_id, person_id: person.id }));
    },
  );
}

/** In a scope of its own: here any body is bytes, JSON too. */
function uploadRoute(http: Http, ctx: Context, auth: Auth): void {
  const turns = new UploadTurns();
  const ms_max = 60_000 + ctx.config.limits.attachment_bytes_max / upload_bytes_per_ms_min;
  http.register(async (scope: Http) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _body, done) => done(null));
    scope.put(
      path,
      {
        config: {
          ...rateLimited(ctx, upload_per_minute_max),
          key_scope: 'notes:write',
          body_ms_max: ms_max,
        },
        schema: {
          tags,
          summary: 'Put a file into a note: the body is its bytes; 200 when an earlier try with this id did',
          params: attachmentParamsSchema,
          querystring: uploadQuerySchema,
          response: { 200: attachmentSchema, 201: attachmentSchema },
        },
      },
      async (request, reply) => {
        const { person } = await requireSignedIn(ctx, auth, request);
        const { id: note_id, attachment_id: id } = request.params;
        const declared = request.headers['content-length'];
        const wanted = {
          note_id,
          id,
          person_id: person.id,
          name: request.query.name,
          declared_bytes: declared === undefined ? null : Number(declared),
          body: request.raw,
          ms_max,
        };
        return answer(reply, await turns.run(person.id, () => upload(ctx, wanted)));
      },
    );
  });
}

function answer(reply: FastifyReply, { attachment, made }: { attachment: Attachment; made: boolean }) {
  return reply.code(made ? 201 : 200).send(attachment);
}
