/** Who is in a note: `/api/v1/notes/:id/access`, `…/people` and `…/members`. */
import { z } from 'zod';
import { idSchema } from '@scriptorium/shared/api/common.ts';
import { noteAccessSchema } from '@scriptorium/shared/api/note-access.ts';
import {
  addedMemberSchema,
  addMemberRequestSchema,
  notePeopleSchema,
} from '@scriptorium/shared/api/notes.ts';
import type { Auth } from '../auth/better-auth.ts';
import { requireSignedIn } from '../auth/person.ts';
import type { Context } from '../platform/context.ts';
import { type Http, rateLimited } from '../platform/http.ts';
import { readNoteAccess } from './note-access.ts';
import { removeNoteMember } from './note-members.ts';
import { originOf } from './origin.ts';
import { listPeople } from './people.ts';
import { requireNote } from './roles.ts';
import { shareWith } from './share-with.ts';

/** The owner learns whether an address has an account: not for lists of addresses. */
const share_per_minute_max = 20;

export function noteAccessRoutes(http: Http, ctx: Context, auth: Auth): void {
  http.get(
    '/api/v1/notes/:id/people',
    {
      config: { key_scope: 'notes:read' },
      schema: {
        tags: ['notes'],
        summary: 'Who can read the note, by name: whom a mention may name',
        params: z.object({ id: idSchema }),
        response: { 200: notePeopleSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      await requireNote(ctx, request.params.id, person.id, 'note:read');
      return listPeople(ctx, request.params.id);
    },
  );

  http.get(
    '/api/v1/notes/:id/access',
    {
      config: { key_scope: 'notes:read' },
      schema: {
        tags: ['sharing'],
        summary: 'Who can see the note, and why',
        params: z.object({ id: idSchema }),
        response: { 200: noteAccessSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const access = await requireNote(ctx, request.params.id, person.id, 'note:read');
      return readNoteAccess(ctx, request.params.id, person.id, access, originOf(ctx, request));
    },
  );

  http.post(
    '/api/v1/notes/:id/members',
    {
      config: { ...rateLimited(ctx, share_per_minute_max), key_scope: 'workspace:manage' },
      schema: {
        tags: ['notes'],
        summary: 'Let someone into this note, or change their role in it; who has no account here is invited',
        params: z.object({ id: idSchema }),
        body: addMemberRequestSchema,
        response: { 200: addedMemberSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id: note_id } = request.params;
      const { workspace_id } = await requireNote(ctx, note_id, person.id, 'note:share');
      return shareWith(ctx, request, { workspace_id, note_id, by_id: person.id }, person.name, request.body);
    },
  );

  http.delete(
    '/api/v1/notes/:id/members/:person_id',
    {
      config: { key_scope: 'workspace:manage' },
      schema: {
        tags: ['notes'],
        summary: 'Take someone out of this note; their open sockets close',
        params: z.object({ id: idSchema, person_id: idSchema }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id: note_id, person_id } = request.params;
      const { workspace_id } = await requireNote(ctx, note_id, person.id, 'note:share');
      await removeNoteMember(ctx, { workspace_id, note_id, by_id: person.id }, person_id);
      return reply.code(204).send(null);
    },
  );
}
