import { workspaceListSchema } from '@scriptorium/shared/api/notes.ts';
import type { Auth } from '../auth/better-auth.ts';
import { requireSignedIn } from '../auth/person.ts';
import type { Context } from '../platform/context.ts';
import type { Http } from '../platform/http.ts';
import { listWorkspaces } from './workspaces.ts';

export function accessRoutes(http: Http, ctx: Context, auth: Auth): void {
  http.get(
    '/api/v1/workspaces',
    { schema: { tags: ['workspaces'], summary: 'Workspaces I am in', response: { 200: workspaceListSchema } } },
    async (request) => {
      const { person } = await requireSignedIn(auth, request);
      return { workspaces: await listWorkspaces(ctx, person.id) };
    },
  );
}
