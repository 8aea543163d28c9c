/**
 * `/s/<token>`: what a link leads to, as pages without scripts; and the ways from there into the app.
 *
 *   GET  /s/:token                  the link's note
 *   GET  /s/:token/:note_id         a note below it, where the link leads there
 *   GET  …/:note_id/files/:id       a picture or file that such a page shows
 *   POST …/:note_id/unlock          the link's password
 *   POST …/:note_id/join            into the app: as who one is, or as a guest under a name
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { idSchema } from '@scriptorium/shared/api/common.ts';
import { link_password_length_max } from '@scriptorium/shared/api/share-links.ts';
import { isPassword } from '../access/link-password.ts';
import { findGoodLink, type GoodLink } from '../access/link-visits.ts';
import { languageOf } from '../access/origin.ts';
import type { Auth } from '../auth/better-auth.ts';
import { findSignedIn } from '../auth/person.ts';
import { addressGroup } from '../platform/client-address.ts';
import type { Context } from '../platform/context.ts';
import { type Http, rateLimited, tooManyRequests } from '../platform/http.ts';
import { findPage, type PageFacts } from './find-page.ts';
import { findGate } from './gate.ts';
import { guestNameSchema, join } from './join.ts';
import { accountPage, messagePage, page_css, passwordPage } from './page-html.ts';
import type { RenderedNotes } from './rendered-notes.ts';
import { Gone, handlePageErrors, sendPage } from './send-page.ts';
import { type Asking, sendNotePage } from './send-note-page.ts';
import { unlock } from './unlock-cookie.ts';

const pages_per_minute_max = 240;
/** A page with 500 pictures, opened by two people of one office. */
const files_per_minute_max = 1200;
/** A minute, address and link; and of all addresses together, so that many do not try what one may not. */
const passwords_per_minute_max = 10;
const passwords_per_link_max = 100;
/** New guests a minute and address: a class room has one. */
const guests_per_minute_max = 40;
const form_bytes_max = 4_096;

const linkParams = z.object({ token: z.string().max(100) });
const pageParams = linkParams.extend({ note_id: idSchema });
const hidden = { hide: true } as const;

/** The file of a note, to a browser that may see the note. @throws ApiError not_found */
export type SendFile = (
  request: FastifyRequest,
  reply: FastifyReply,
  note_id: string,
  attachment_id: string,
) => Promise<FastifyReply>;

export function pageRoutes(
  http: Http,
  ctx: Context,
  auth: Auth,
  notes: RenderedNotes,
  sendFile: SendFile,
): void {
  http.register(async (scope: Http) => {
    handlePageErrors(scope);
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: form_bytes_max },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    styleRoute(scope);
    noteRoutes(scope, ctx, auth, notes, sendFile);
    unlockRoute(scope, ctx, auth);
    joinRoute(scope, ctx, auth, notes);
    scope.get('/s/*', { schema: hidden }, async (request, reply) =>
      sendPage(reply, 404, messagePage(languageOf(request), 'gone')),
    );
  });
}

function styleRoute(scope: Http): void {
  scope.get('/s/page.css', { schema: hidden }, async (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .type('text/css; charset=utf-8')
      .send(page_css),
  );
}

function noteRoutes(scope: Http, ctx: Context, auth: Auth, notes: RenderedNotes, sendFile: SendFile): void {
  const config = rateLimited(ctx, pages_per_minute_max);
  scope.get('/s/:token', { config, schema: { ...hidden, params: linkParams } }, async (request, reply) => {
    const asking = await ask(ctx, auth, request, request.params.token, null);
    return sendGate(reply, asking) ?? sendNotePage(ctx, request, reply, notes, asking);
  });

  scope.get(
    '/s/:token/:note_id',
    { config, schema: { ...hidden, params: pageParams } },
    async (request, reply) => {
      const asking = await ask(ctx, auth, request, request.params.token, request.params.note_id);
      return sendGate(reply, asking) ?? sendNotePage(ctx, request, reply, notes, asking);
    },
  );

  scope.get(
    '/s/:token/:note_id/files/:attachment_id',
    {
      config: rateLimited(ctx, files_per_minute_max),
      schema: { ...hidden, params: pageParams.extend({ attachment_id: idSchema }) },
    },
    async (request, reply) => {
      const { token, note_id, attachment_id } = request.params;
      const { gate } = await ask(ctx, auth, request, token, note_id);
      if (gate !== 'open') throw new Gone();
      return sendFile(request, reply, note_id, attachment_id);
    },
  );
}

function unlockRoute(scope: Http, ctx: Context, auth: Auth): void {
  const ofLink = scope.createRateLimit({
    ...rateLimited(ctx, passwords_per_link_max).rateLimit,
    keyGenerator: (request) => (request.params as { token: string }).token,
  });
  const config = {
    rateLimit: {
      ...rateLimited(ctx, passwords_per_minute_max).rateLimit,
      keyGenerator: (request: FastifyRequest) =>
        `${addressGroup(request.ip)} ${(request.params as { token: string }).token}`,
    },
  };
  const body = z.object({ password: z.string().max(link_password_length_max) });
  scope.post(
    '/s/:token/:note_id/unlock',
    { config, schema: { ...hidden, params: pageParams, body } },
    async (request, reply) => {
      const { token, note_id } = request.params;
      const asking = await ask(ctx, auth, request, token, note_id);
      const { link, gate, address, language } = asking;
      if (gate === 'open') return reply.redirect(address, 303);
      if (gate === 'needs_account' || link.password_hash === null) return sendGate(reply, asking);
      const { isAllowed, ...limit } = await ofLink(request);
      if (!isAllowed && 'isExceeded' in limit && limit.isExceeded) throw tooManyRequests(limit.ttl);
      if (!(await isPassword(request.body.password, link.password_hash))) {
        return sendPage(reply, 401, passwordPage(language, asking.action, true));
      }
      unlock(ctx, reply, token, link);
      return reply.redirect(address, 303);
    },
  );
}

function joinRoute(scope: Http, ctx: Context, auth: Auth, notes: RenderedNotes): void {
  scope.post(
    '/s/:token/:note_id/join',
    {
      config: rateLimited(ctx, guests_per_minute_max),
      schema: {
        ...hidden,
        params: pageParams,
        body: z.object({ name: z.string().max(400).default('') }).nullish(),
      },
    },
    async (request, reply) => {
      const { token, note_id } = request.params;
      const asking = await ask(ctx, auth, request, token, note_id);
      const { link, person } = asking;
      const closed = sendGate(reply, asking);
      if (closed) return closed;
      // To read, the page is enough.
      if (!person && link.role === 'viewer') throw new Gone();
      const name = guestNameSchema.safeParse(request.body?.name ?? '');
      if (!person && !name.success) return sendNotePage(ctx, request, reply, notes, asking, 'nameMissing');
      await join(ctx, auth, request, reply, { link, person, name: name.data ?? '' });
      return reply.redirect(`/notes/${note_id}`, 303);
    },
  );
}

/** @param note_id null: the link's. @throws Gone where the link does not lead there, if anywhere */
async function ask(
  ctx: Context,
  auth: Auth,
  request: FastifyRequest,
  token: string,
  note_id: string | null,
): Promise<Asking> {
  const link = await findGoodLink(ctx, token);
  const facts = link && (await findPage(ctx, link, note_id ?? link.note_id));
  if (!link || !facts) throw new Gone();
  const person = (await findSignedIn(ctx, auth, request))?.person ?? null;
  const base = `/s/${token}`;
  return {
    ...{ link, facts, person, base },
    gate: await findGate(ctx, request, link, person),
    language: languageOf(request),
    address: addressOf(base, link, facts),
    action: `${base}/${facts.id}`,
  };
}

function addressOf(base: string, link: GoodLink, { id }: PageFacts): string {
  return id === link.note_id ? base : `${base}/${id}`;
}

/** What is asked of the browser first. @returns null: nothing */
function sendGate(reply: FastifyReply, { gate, language, address, action }: Asking): FastifyReply | null {
  if (gate === 'needs_account') return sendPage(reply, 401, accountPage(language, address));
  if (gate === 'needs_password') return sendPage(reply, 401, passwordPage(language, action, false));
  return null;
}
