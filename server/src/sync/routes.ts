/** `/api/v1/sync/token` and the content of notes: what lives in documents rather than in rows. */
import { z } from 'zod';
import { yXmlFragmentToProsemirrorJSON } from '@tiptap/y-tiptap';
import { idSchema } from '@scriptorium/shared/api/common.ts';
import { contentQuerySchema } from '@scriptorium/shared/api/notes.ts';
import { syncTokenSchema } from '@scriptorium/shared/api/sync.ts';
import { toText } from '@scriptorium/shared/document/to-text.ts';
import { body_field, title_field } from '@scriptorium/shared/protocol/document.ts';
import { requireNote } from '../access/roles.ts';
import type { Auth } from '../auth/better-auth.ts';
import { requireSignedIn } from '../auth/person.ts';
import type { Context } from '../platform/context.ts';
import { type Http, rateLimited } from '../platform/http.ts';
import type { Sync } from './sync.ts';
import { makeSyncToken } from './tokens.ts';
const tags = ['sync'];

export function syncRoutes(http: Http, ctx: Context, auth: Auth, sync: Sync): void {
  http.post(
    '/api/v1/sync/token',
    {
      config: { ...rateLimited(ctx, 120), key_scope: 'notes:read' },
      schema: { tags, summary: 'A short-lived token for /sync and /yjs', response: { 200: syncTokenSchema } },
    },
    async (request) => makeSyncToken(ctx.secret, await requireSignedIn(ctx, auth, request)),
  );

  http.get(
    '/api/v1/notes/:id/content',
    {
      config: { key_scope: 'notes:read' },
      schema: {
        tags: ['notes'],
        summary: 'The note as it is now: TipTap JSON with its title, or plain text',
        params: z.object({ id: idSchema }),
        querystring: contentQuerySchema,
      },
    },
    async (request, reply) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id } = request.params;
      await requireNote(ctx, id, person.id, 'note:read');
      if (request.query.format === 'text') {
        const text = await sync.read(id, (doc) => toText(doc.getXmlFragment(body_field)));
        return reply.type('text/plain; charset=utf-8').send(text);
      }
      return sync.read(id, (doc) => ({
        title: doc.getText(title_field).toString(),
        body: yXmlFragmentToProsemirrorJSON(doc.getXmlFragment(body_field)),
      }));
    },
  );
}
