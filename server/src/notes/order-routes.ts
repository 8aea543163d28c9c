/** `/api/v1/notes/:id/…` and `/api/v1/workspaces/:id/…`: what is done with notes beside writing them. */
import { z } from 'zod';
import { idSchema } from '@scriptorium/shared/api/common.ts';
import { noteSchema } from '@scriptorium/shared/api/notes.ts';
import {
  colorTagRequestSchema,
  duplicateRequestSchema,
  emptiedSchema,
  moveRequestSchema,
  renamedTagSchema,
  renameTagRequestSchema,
  tagParamsSchema,
} from '@scriptorium/shared/api/order.ts';
import type { Auth } from '../auth/better-auth.ts';
import { requireAccount, requireSignedIn } from '../auth/person.ts';
import type { Context } from '../platform/context.ts';
import { type Http, rateLimited } from '../platform/http.ts';
import type { NoteContent } from './content.ts';
import { deleteNote, emptyTrash } from './delete-note.ts';
import { duplicateNote } from './duplicate-note.ts';
import { moveToWorkspace } from './move-to-workspace.ts';
import { colorTag, renameTag } from './rename-tags.ts';

const tags = ['notes'];
const params = z.object({ id: idSchema });
const copies_per_minute_max = 20;
const moves_per_minute_max = 30;
const deletions_per_minute_max = 120;
const tag_changes_per_minute_max = 30;

export function orderRoutes(http: Http, ctx: Context, auth: Auth, content: NoteContent): void {
  http.post(
    '/api/v1/notes/:id/duplicate',
    {
      config: { ...rateLimited(ctx, copies_per_minute_max), key_scope: 'notes:write' },
      schema: {
        tags,
        summary: 'Make a new note of what this one says; 200 when an earlier try with this id made it',
        params,
        body: duplicateRequestSchema,
        response: { 200: noteSchema, 201: noteSchema },
      },
    },
    async (request, reply) => {
      const { person } = await requireAccount(ctx, auth, request);
      const { id } = request.params;
      const { note, made } = await duplicateNote(ctx, content, person, id, request.body);
      return reply.code(made ? 201 : 200).send(note);
    },
  );

  http.post(
    '/api/v1/notes/:id/move',
    {
      config: { ...rateLimited(ctx, moves_per_minute_max), key_scope: 'notes:write' },
      schema: {
        tags,
        summary: 'Move the note to another workspace, with all that is below it',
        params,
        body: moveRequestSchema,
        response: { 200: noteSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      return moveToWorkspace(ctx, content, person.id, request.params.id, request.body);
    },
  );

  http.delete(
    '/api/v1/notes/:id',
    {
      config: rateLimited(ctx, deletions_per_minute_max),
      schema: {
        tags,
        summary: 'Delete a note that is in the trash for good, with what went there with it',
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      await deleteNote(ctx, request.params.id, person.id);
      return reply.code(204).send(null);
    },
  );

  http.delete(
    '/api/v1/workspaces/:id/trash',
    {
      config: rateLimited(ctx, deletions_per_minute_max),
      schema: {
        tags: ['workspaces'],
        summary: 'Empty the trash, for good; where much lies there, the beginning of it',
        params,
        response: { 200: emptiedSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      return emptyTrash(ctx, request.params.id, person.id);
    },
  );

  tagRoutes(http, ctx, auth);
}

function tagRoutes(http: Http, ctx: Context, auth: Auth): void {
  const config = rateLimited(ctx, tag_changes_per_minute_max);

  http.put(
    '/api/v1/workspaces/:id/tags/:tag',
    {
      config: { ...config, key_scope: 'notes:write' },
      schema: {
        tags: ['workspaces'],
        summary: 'Give a tag a colour, or none',
        params: tagParamsSchema,
        body: colorTagRequestSchema,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id, tag } = request.params;
      await colorTag(ctx, id, person.id, { tag, color: request.body.color });
      return reply.code(204).send(null);
    },
  );

  http.patch(
    '/api/v1/workspaces/:id/tags/:tag',
    {
      config: { ...config, key_scope: 'notes:write' },
      schema: {
        tags: ['workspaces'],
        summary: 'Rename a tag in all notes of the workspace',
        params: tagParamsSchema,
        body: renameTagRequestSchema,
        response: { 200: renamedTagSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id, tag } = request.params;
      return { notes: await renameTag(ctx, id, person.id, { tag, name: request.body.name }) };
    },
  );

  http.delete(
    '/api/v1/workspaces/:id/tags/:tag',
    {
      config: { ...config, key_scope: 'notes:write' },
      schema: {
        tags: ['workspaces'],
        summary: 'Take a tag away from all notes of the workspace',
        params: tagParamsSchema,
        response: { 200: renamedTagSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id, tag } = request.params;
      return { notes: await renameTag(ctx, id, person.id, { tag, name: null }) };
    },
  );
}
