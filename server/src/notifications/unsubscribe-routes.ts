/**
 * `/api/v1/notifications/unsubscribe/:token`: the link in a mail. Opened, it asks; a program that reads mail posts to it
 * (RFC 8058). Programs that only look at links stop nothing.
 */
import { unsubscribeTokenSchema } from '@scriptorium/shared/api/notifications.ts';
import { z } from 'zod';
import type { Context } from '../platform/context.ts';
import { type Http, rateLimited } from '../platform/http.ts';
import { ApiError } from '../platform/problem.ts';
import { readUnsubscribeToken } from './digest/unsubscribe.ts';
import { readPreferences, stopMails } from './preferences.ts';

const url = '/api/v1/notifications/unsubscribe/:token';
const schema = { tags: ['notifications'], params: z.object({ token: unsubscribeTokenSchema }) };
const per_minute_max = 30;
/** Of a form with one field. */
const body_bytes_max = 10_000;

const wordings = {
  en: {
    title: 'Mails about notifications',
    ask: 'Should no more mails about notifications be sent?',
    stop: 'No more mails',
    done: 'No more mails about notifications are sent. They can be switched on again in the settings.',
  },
  de: {
    title: 'E-Mails zu Benachrichtigungen',
    ask: 'Sollen keine E-Mails zu Benachrichtigungen mehr kommen?',
    stop: 'Keine E-Mails mehr',
    done: 'Es kommen keine E-Mails zu Benachrichtigungen mehr. In den Einstellungen lassen sie sich wieder einschalten.',
  },
};

export async function unsubscribeRoutes(http: Http, ctx: Context): Promise<void> {
  await http.register(async (scope) => {
    const forms = ['application/x-www-form-urlencoded', 'multipart/form-data'];
    scope.addContentTypeParser(
      forms,
      { parseAs: 'string', bodyLimit: body_bytes_max },
      (_request, _body, done) => done(null, null),
    );
    const routes = scope as Http;
    const config = rateLimited(ctx, per_minute_max);

    routes.get(
      url,
      { config, schema: { ...schema, summary: 'Asks whether mails are to stop' } },
      async (request, reply) => {
        const words = wordings[await languageOf(ctx, request.params.token)];
        const form = `<p>${words.ask}</p><form method="post"><button>${words.stop}</button></form>`;
        return reply.type('text/html; charset=utf-8').send(page(words.title, form));
      },
    );

    routes.post(
      url,
      { config, schema: { ...schema, summary: 'Stops mails, for whoever has the link' } },
      async (request, reply) => {
        const { token } = request.params;
        const words = wordings[await languageOf(ctx, token)];
        await stopMails(ctx.db, requirePerson(ctx, token));
        return reply.type('text/html; charset=utf-8').send(page(words.title, `<p>${words.done}</p>`));
      },
    );
  });
}

/** @throws ApiError not_found for a link that we did not write */
function requirePerson({ secret }: Context, token: string): string {
  const person_id = readUnsubscribeToken(secret, token);
  if (person_id === null)
    throw new ApiError('not_found', 'This link is not complete. Open it from the mail again.');
  return person_id;
}

async function languageOf(ctx: Context, token: string): Promise<'en' | 'de'> {
  return (await readPreferences(ctx.db, requirePerson(ctx, token))).language;
}

function page(title: string, content: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><h1>${title}</h1>${content}</html>`;
}
