/** `/api/v1/notes/:id/threads` and `…/comments`. */
import {
  changeCommentRequestSchema,
  changeThreadRequestSchema,
  commentSchema,
  commentsQuerySchema,
  commentsSchema,
  commentThreadSchema,
  deleteCommentRequestSchema,
  reactRequestSchema,
  readCommentsRequestSchema,
  replyRequestSchema,
  startThreadRequestSchema,
} from '@scriptorium/shared/api/comments.ts';
import { idSchema } from '@scriptorium/shared/api/common.ts';
import { z } from 'zod';
import { requireNote } from '../access/roles.ts';
import type { Auth } from '../auth/better-auth.ts';
import { requireSignedIn } from '../auth/person.ts';
import type { Context } from '../platform/context.ts';
import { type Http, rateLimited } from '../platform/http.ts';
import { changeComment, changeThread, deleteComment, react } from './change-comments.ts';
import { listChanges, markRead } from './list-comments.ts';
import { reply, startThread } from './write-comments.ts';

const tags = ['comments'];
/** A queue that was filled offline goes out at once. */
const write_per_minute_max = 120;
const change_per_minute_max = 300;
/** Of an office behind one address, where each change is asked for by everybody who has the note open. */
const read_per_minute_max = 1_200;

const threadParams = z.object({ id: idSchema, thread_id: idSchema });
const commentParams = z.object({ id: idSchema, comment_id: idSchema });

export function commentRoutes(http: Http, ctx: Context, auth: Auth): void {
  readRoutes(http, ctx, auth);
  writeRoutes(http, ctx, auth);
  changeRoutes(http, ctx, auth);
}

function readRoutes(http: Http, ctx: Context, auth: Auth): void {
  http.get(
    '/api/v1/notes/:id/comments',
    {
      config: { ...rateLimited(ctx, read_per_minute_max), key_scope: 'notes:read' },
      schema: {
        tags,
        summary: 'Threads and comments that changed since, the oldest change first',
        params: z.object({ id: idSchema }),
        querystring: commentsQuerySchema,
        response: { 200: commentsSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id } = request.params;
      await requireNote(ctx, id, person.id, 'note:read');
      return listChanges(ctx, id, person.id, request.query.since);
    },
  );

  http.put(
    '/api/v1/notes/:id/comments/read',
    {
      config: { ...rateLimited(ctx, change_per_minute_max), key_scope: 'notes:read' },
      schema: {
        tags,
        summary: 'I have seen the comments up to a change',
        params: z.object({ id: idSchema }),
        body: readCommentsRequestSchema,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id } = request.params;
      await requireNote(ctx, id, person.id, 'note:read');
      await markRead(ctx, id, person.id, request.body.seq);
      return reply.code(204).send(null);
    },
  );
}

function writeRoutes(http: Http, ctx: Context, auth: Auth): void {
  http.put(
    '/api/v1/notes/:id/threads/:thread_id',
    {
      config: { ...rateLimited(ctx, write_per_minute_max), key_scope: 'comments:write' },
      schema: {
        tags,
        summary: 'Begin a thread, with its first comment; again with the same ids it is as it was',
        params: threadParams,
        body: startThreadRequestSchema,
        response: { 200: z.object({ thread: commentThreadSchema, comment: commentSchema }) },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id: note_id, thread_id } = request.params;
      return startThread(ctx, { note_id, person_id: person.id }, thread_id, request.body);
    },
  );

  http.put(
    '/api/v1/notes/:id/threads/:thread_id/comments/:comment_id',
    {
      config: { ...rateLimited(ctx, write_per_minute_max), key_scope: 'comments:write' },
      schema: {
        tags,
        summary: 'Answer in a thread; again with the same id it is as it was',
        params: threadParams.extend({ comment_id: idSchema }),
        body: replyRequestSchema,
        response: { 200: commentSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id: note_id, thread_id, comment_id } = request.params;
      return reply(ctx, { note_id, person_id: person.id }, thread_id, comment_id, request.body);
    },
  );
}

function changeRoutes(http: Http, ctx: Context, auth: Auth): void {
  http.delete(
    '/api/v1/notes/:id/comments/:comment_id',
    {
      config: { ...rateLimited(ctx, change_per_minute_max), key_scope: 'comments:write' },
      schema: {
        tags,
        summary: 'Delete a comment, whoever said it',
        params: commentParams,
        body: deleteCommentRequestSchema,
        response: { 200: commentSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id: note_id, comment_id } = request.params;
      return deleteComment(ctx, { note_id, person_id: person.id }, comment_id, request.body);
    },
  );

  http.patch(
    '/api/v1/notes/:id/threads/:thread_id',
    {
      config: { ...rateLimited(ctx, change_per_minute_max), key_scope: 'comments:write' },
      schema: {
        tags,
        summary: 'Resolve a thread, open it again, or say where it is now',
        params: threadParams,
        body: changeThreadRequestSchema,
        response: { 200: commentThreadSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id: note_id, thread_id } = request.params;
      return changeThread(ctx, { note_id, person_id: person.id }, thread_id, request.body);
    },
  );

  http.patch(
    '/api/v1/notes/:id/comments/:comment_id',
    {
      config: { ...rateLimited(ctx, change_per_minute_max), key_scope: 'comments:write' },
      schema: {
        tags,
        summary: 'Edit or delete a comment of mine, or bring back what I deleted',
        params: commentParams,
        body: changeCommentRequestSchema,
        response: { 200: commentSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id: note_id, comment_id } = request.params;
      return changeComment(ctx, { note_id, person_id: person.id }, comment_id, request.body);
    },
  );

  http.put(
    '/api/v1/notes/:id/comments/:comment_id/reaction',
    {
      config: { ...rateLimited(ctx, change_per_minute_max), key_scope: 'comments:write' },
      schema: {
        tags,
        summary: 'React to a comment with an emoji, or take that back',
        params: commentParams,
        body: reactRequestSchema,
        response: { 200: commentSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id: note_id, comment_id } = request.params;
      return react(ctx, { note_id, person_id: person.id }, comment_id, request.body);
    },
  );
}
