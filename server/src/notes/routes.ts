/** `/api/v1/notes`: the rows that people list. Content is `documents/` and `sync/`. */
import { z } from 'zod';
import { idSchema } from '@scriptorium/shared/api/common.ts';
import {
  createNoteRequestSchema,
  noteListQuerySchema,
  noteListSchema,
  noteSchema,
  updateNoteRequestSchema,
} from '@scriptorium/shared/api/notes.ts';
import { requireNote, requireWorkspace } from '../access/roles.ts';
import { findPersonalWorkspace } from '../access/workspaces.ts';
import type { Auth } from '../auth/better-auth.ts';
import { requireSignedIn } from '../auth/person.ts';
import type { Context } from '../platform/context.ts';
import { type Http, rateLimited } from '../platform/http.ts';
import { ApiError } from '../platform/problem.ts';
import type { NoteContent } from './content.ts';
import { createNote } from './create-note.ts';
import { findNote, listNotes, setTrashed } from './queries.ts';

const tags = ['notes'];
const create_per_minute_max = 120;

export function noteRoutes(http: Http, ctx: Context, auth: Auth, content: NoteContent): void {
  http.post(
    '/api/v1/notes',
    {
      config: rateLimited(ctx, create_per_minute_max),
      schema: {
        tags,
        summary: 'Make a note; 200 when an earlier try with this id made it',
        body: createNoteRequestSchema,
        response: { 200: noteSchema, 201: noteSchema },
      },
    },
    async (request, reply) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { note, made } = await createNote(ctx, content, person.id, request.body);
      return reply.code(made ? 201 : 200).send(note);
    },
  );

  http.get(
    '/api/v1/notes',
    {
      schema: {
        tags,
        summary: 'Notes of a workspace, in order',
        querystring: noteListQuerySchema,
        response: { 200: noteListSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { trashed, limit, after } = request.query;
      const workspace_id = request.query.workspace_id ?? (await findPersonalWorkspace(ctx, person.id));
      if (!workspace_id) return { notes: [], next: null };
      await requireWorkspace(ctx, workspace_id, person.id, 'note:read');
      return listNotes(ctx, { workspace_id, trashed, limit, after });
    },
  );

  http.get(
    '/api/v1/notes/:id',
    {
      schema: {
        tags,
        summary: 'One note',
        params: z.object({ id: idSchema }),
        response: { 200: noteSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      await requireNote(ctx, request.params.id, person.id, 'note:read');
      return findNote(ctx, request.params.id);
    },
  );

  http.patch(
    '/api/v1/notes/:id',
    {
      schema: {
        tags,
        summary: 'Rename a note, move it to the trash or bring it back',
        params: z.object({ id: idSchema }),
        body: updateNoteRequestSchema,
        response: { 200: noteSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id } = request.params;
      const { title, trashed } = request.body;
      const { is_trashed } = await requireNote(
        ctx,
        id,
        person.id,
        trashed === undefined ? 'note:write' : 'note:trash',
      );
      if (title !== undefined) {
        if (is_trashed && trashed !== false)
          throw new ApiError('forbidden', 'The note is in the trash. Restore it first.');
        await content.rename(id, person.id, title);
      }
      if (trashed !== undefined) await setTrashed(ctx, id, trashed);
      return findNote(ctx, id);
    },
  );
}
