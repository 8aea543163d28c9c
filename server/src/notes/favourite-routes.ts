/** `/api/v1/notes/:id/favourite`: mine. */
import { z } from 'zod';
import { idSchema } from '@scriptorium/shared/api/common.ts';
import {
  addFavouriteRequestSchema,
  noteSchema,
  removeFavouriteRequestSchema,
} from '@scriptorium/shared/api/notes.ts';
import { requireNote } from '../access/roles.ts';
import type { Auth } from '../auth/better-auth.ts';
import { requireSignedIn } from '../auth/person.ts';
import type { Context } from '../platform/context.ts';
import type { Http } from '../platform/http.ts';
import { addFavourite, removeFavourite } from './favourites.ts';
import { findNote } from './queries.ts';

export function favouriteRoutes(http: Http, ctx: Context, auth: Auth): void {
  http.put(
    '/api/v1/notes/:id/favourite',
    {
      config: { key_scope: 'notes:read' },
      schema: {
        tags: ['notes'],
        summary: 'Make the note one of my favourites, or put it somewhere else among them',
        params: z.object({ id: idSchema }),
        body: addFavouriteRequestSchema,
        response: { 200: noteSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id } = request.params;
      await requireNote(ctx, id, person.id, 'note:read');
      await addFavourite(ctx, person.id, id, request.body);
      return findNote(ctx.db, id, person.id);
    },
  );

  http.delete(
    '/api/v1/notes/:id/favourite',
    {
      config: { key_scope: 'notes:read' },
      schema: {
        tags: ['notes'],
        summary: 'Not one of my favourites any more',
        params: z.object({ id: idSchema }),
        body: removeFavouriteRequestSchema,
        response: { 200: noteSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id } = request.params;
      await requireNote(ctx, id, person.id, 'note:read');
      await removeFavourite(ctx, person.id, id, request.body);
      return findNote(ctx.db, id, person.id);
    },
  );
}
