/** `/api/v1/notifications`, and `/api/v1/notes/:id/follow`. */
import { idSchema } from '@scriptorium/shared/api/common.ts';
import { readNotificationsSchema } from '@scriptorium/shared/api/notification-requests.ts';
import {
  followSchema,
  noteNewsSchema,
  notificationListSchema,
  notificationQuerySchema,
  preferencesAnswerSchema,
  preferencesSchema,
  unreadCountSchema,
} from '@scriptorium/shared/api/notifications.ts';
import { z } from 'zod';
import { requireNote } from '../access/roles.ts';
import type { Auth } from '../auth/better-auth.ts';
import { requireSignedIn } from '../auth/person.ts';
import type { Context } from '../platform/context.ts';
import { type Http, rateLimited } from '../platform/http.ts';
import { readNews, setFollows } from './follow.ts';
import { countUnread, listNotifications, readNotifications } from './list.ts';
import { readPreferences, savePreferences } from './preferences.ts';

const tags = ['notifications'];
const params = z.object({ id: idSchema });
const looks_per_minute_max = 240;
const changes_per_minute_max = 120;

export function notificationRoutes(http: Http, ctx: Context, auth: Auth): void {
  const looks = rateLimited(ctx, looks_per_minute_max);
  const changes = rateLimited(ctx, changes_per_minute_max);

  http.get(
    '/api/v1/notifications',
    {
      config: { ...looks, key_scope: 'notes:read' },
      schema: {
        tags,
        summary: 'What I was told, the newest first',
        querystring: notificationQuerySchema,
        response: { 200: notificationListSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      return listNotifications(ctx, person.id, request.query);
    },
  );

  http.get(
    '/api/v1/notifications/unread',
    {
      config: { ...looks, key_scope: 'notes:read' },
      schema: { tags, summary: 'How much of it I have not read', response: { 200: unreadCountSchema } },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      return { unread: await countUnread(ctx, person.id) };
    },
  );

  http.post(
    '/api/v1/notifications/read',
    {
      config: changes,
      schema: {
        tags,
        summary: 'I have read these',
        body: readNotificationsSchema,
        response: { 200: unreadCountSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      await readNotifications(ctx, person.id, request.body);
      return { unread: await countUnread(ctx, person.id) };
    },
  );

  http.get(
    '/api/v1/notifications/preferences',
    {
      config: looks,
      schema: {
        tags,
        summary: 'What I want to be told, and how',
        response: { 200: preferencesAnswerSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      return { ...(await readPreferences(ctx.db, person.id)), may_mail: ctx.mailer !== null };
    },
  );

  http.put(
    '/api/v1/notifications/preferences',
    {
      config: changes,
      schema: {
        tags,
        summary: 'Says what I want to be told, and how',
        body: preferencesSchema,
        response: { 200: preferencesAnswerSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      await savePreferences(ctx.db, person.id, request.body);
      return { ...(await readPreferences(ctx.db, person.id)), may_mail: ctx.mailer !== null };
    },
  );

  http.get(
    '/api/v1/notes/:id/follow',
    {
      config: { ...looks, key_scope: 'notes:read' },
      schema: {
        tags,
        summary: 'Whether I follow the note, and who changed it since I was here',
        params,
        response: { 200: noteNewsSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      await requireNote(ctx, request.params.id, person.id, 'note:read');
      return readNews(ctx, request.params.id, person.id);
    },
  );

  for (const [method, wanted, summary] of [
    ['PUT', true, 'From now on I am told of what others change in the note'],
    ['DELETE', false, 'No longer; writing in it does not make me follow it again'],
  ] as const) {
    http.route({
      method,
      url: '/api/v1/notes/:id/follow',
      config: { ...changes, key_scope: 'notes:read' },
      schema: { tags, summary, params, response: { 200: followSchema } },
      handler: async (request) => {
        const { person } = await requireSignedIn(ctx, auth, request);
        await requireNote(ctx, request.params.id, person.id, 'note:read');
        await setFollows(ctx, request.params.id, person.id, wanted);
        return { follows: wanted };
      },
    });
  }
}
