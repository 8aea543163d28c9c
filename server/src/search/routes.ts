/** `/api/v1/search`. */
import { searchQuerySchema, searchResultsSchema } from '@scriptorium/shared/api/search.ts';
import type { Auth } from '../auth/better-auth.ts';
import { requireSignedIn } from '../auth/person.ts';
import type { Context } from '../platform/context.ts';
import { type Http, rateLimited } from '../platform/http.ts';
import { searchNotes } from './search-notes.ts';

/** A few a second, of an office behind one address, while people type. */
const searches_per_minute_max = 240;

export function searchRoutes(http: Http, ctx: Context, auth: Auth): void {
  http.get(
    '/api/v1/search',
    {
      config: { ...rateLimited(ctx, searches_per_minute_max), key_scope: 'notes:read' },
      schema: {
        tags: ['search'],
        summary: 'Find notes that I may read by title, text, tags and people, the best first',
        querystring: searchQuerySchema,
        response: { 200: searchResultsSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      return searchNotes(ctx, person.id, request.query);
    },
  );
}
