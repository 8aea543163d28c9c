/** `/api/v1/notes`: the rows that people list. Content is `documents/` and `sync/`. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { idSchema } from '@scriptorium/shared/api/common.ts';
import {
  backlinksSchema,
  createNoteRequestSchema,
  noteListQuerySchema,
  noteListSchema,
  noteSchema,
  restrictRequestSchema,
  updateNoteRequestSchema,
} from '@scriptorium/shared/api/notes.ts';
import { requireNote, requireWorkspace } from '../access/roles.ts';
import type { Auth } from '../auth/better-auth.ts';
import { requireAccount, requireSignedIn } from '../auth/person.ts';
import type { Context } from '../platform/context.ts';
import { type Http, rateLimited } from '../platform/http.ts';
import type { NoteContent } from './content.ts';
import { createNote } from './create-note.ts';
import { listBacklinks } from './links.ts';
import { findNote, listNotes } from './queries.ts';
import { restrictNote } from './restrict-note.ts';
import { updateNote } from './update-note.ts';

const tags = ['notes'];
const create_per_minute_max = 120;
/** A queue that was filled offline goes out at once. */
const update_per_minute_max = 300;
const restrict_per_minute_max = 30;

export function noteRoutes(http: Http, ctx: Context, auth: Auth, content: NoteContent): void {
  http.post(
    '/api/v1/notes',
    {
      config: { ...rateLimited(ctx, create_per_minute_max), key_scope: 'notes:write' },
      schema: {
        tags,
        summary: 'Make a note; 200 when an earlier try with this id made it',
        body: createNoteRequestSchema,
        response: { 200: noteSchema, 201: noteSchema },
      },
    },
    async (request, reply) => {
      const { person } = await requireAccount(ctx, auth, request);
      const { note, made } = await createNote(ctx, content, person.id, request.body);
      return reply.code(made ? 201 : 200).send(note);
    },
  );

  http.get(
    '/api/v1/notes',
    {
      config: { key_scope: 'notes:read' },
      schema: {
        tags,
        summary: 'Notes that I may read, in order; 304 when nothing changed since the ETag of If-None-Match',
        querystring: noteListQuerySchema,
        response: { 200: noteListSchema, 304: z.null() },
      },
    },
    async (request, reply) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { workspace_id } = request.query;
      if (workspace_id) await requireWorkspace(ctx.db, workspace_id, person.id, 'workspace:read');
      const list = await listNotes(ctx, { ...request.query, person_id: person.id });
      // Once, for the tag and the answer: a page has hundreds of notes.
      const json = JSON.stringify(list);
      const tag = etagOf(json);
      reply.header('etag', tag);
      if (request.headers['if-none-match'] === tag) return reply.code(304).send(null);
      reply.type('application/json; charset=utf-8');
      return reply.serializer(() => json).send(list);
    },
  );

  http.get(
    '/api/v1/notes/:id',
    {
      config: { key_scope: 'notes:read' },
      schema: {
        tags,
        summary: 'One note',
        params: z.object({ id: idSchema }),
        response: { 200: noteSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      return findNote(ctx.db, request.params.id, person.id);
    },
  );

  http.get(
    '/api/v1/notes/:id/backlinks',
    {
      config: { key_scope: 'notes:read' },
      schema: {
        tags,
        summary: 'Notes with a link to this one that I may read, by title',
        params: z.object({ id: idSchema }),
        response: { 200: backlinksSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      await requireNote(ctx, request.params.id, person.id, 'note:read');
      return listBacklinks(ctx, request.params.id, person.id);
    },
  );

  http.put(
    '/api/v1/notes/:id/restricted',
    {
      config: { ...rateLimited(ctx, restrict_per_minute_max), key_scope: 'workspace:manage' },
      schema: {
        tags,
        summary: 'Only those who are let in here, or everybody who is above; the same for all notes below',
        params: z.object({ id: idSchema }),
        body: restrictRequestSchema,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      await restrictNote(ctx, request.params.id, person.id, request.body.restricted);
      return reply.code(204).send(null);
    },
  );

  http.patch(
    '/api/v1/notes/:id',
    {
      config: { ...rateLimited(ctx, update_per_minute_max), key_scope: 'notes:write' },
      schema: {
        tags,
        summary: 'Rename a note, place it in the tree, tag it, move it to the trash or bring it back',
        params: z.object({ id: idSchema }),
        body: updateNoteRequestSchema,
        response: { 200: noteSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id } = request.params;
      return updateNote(ctx, content, person.id, id, request.body);
    },
  );
}

/** A page is read either way; what a client that asks twice a minute is spared is its way over the network, and its parsing. */
function etagOf(json: string): string {
  return `"${createHash('sha256').update(json).digest('base64url').slice(0, 22)}"`;
}
