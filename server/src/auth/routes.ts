/** `/api/v1/auth/*`: accounts and sessions. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { accountAuditQuerySchema, type AuditAction, auditPageSchema } from '@scriptorium/shared/api/audit.ts';
import {
  changePasswordRequestSchema,
  type Person,
  sessionListSchema,
  sessionStateSchema,
  signedInSchema,
  signInRequestSchema,
  signUpRequestSchema,
  updatePersonRequestSchema,
} from '@scriptorium/shared/api/auth.ts';
import { idSchema } from '@scriptorium/shared/api/common.ts';
import { protocol_version, schema_version } from '@scriptorium/shared/protocol/versions.ts';
import { answerAudit } from './audit-trail.ts';
import { recordAudit } from '../platform/audit.ts';
import type { Context } from '../platform/context.ts';
import { type Http, rateLimited } from '../platform/http.ts';
import { ApiError } from '../platform/problem.ts';
import { readClientBuild } from '../platform/static-files.ts';
import { authHeaders, passCookies } from './auth-headers.ts';
import { type Auth, invited_header } from './better-auth.ts';
import { callAuth } from './call-auth.ts';
import {
  findByEmail,
  findSignedIn,
  loadPerson,
  requireAccount,
  requireSignedIn,
  updatePerson,
} from './person.ts';
import { endOtherSessions, endSession, endThisSession, listSessions } from './sessions.ts';
import { mayMakeAccount } from './sign-up-policy.ts';

/** Attempts a minute and address, before RATE_LIMIT_FACTOR. A person mistypes a password three times, not twenty. */
const sign_in_per_minute_max = 10;
const sign_up_per_minute_max = 5;
const audit_per_minute_max = 60;

const tags = ['auth'];

/** What features above this one do for somebody who signs in. */
export interface AuthHooks {
  onSignedIn(person: Person): Promise<void>;
  /** Puts a use of an invitation aside. @throws ApiError not_found, conflict */
  claimInvitation(token: string): Promise<{
    /** @returns where they are now; neither when it could not be */
    join(person_id: string): Promise<{ workspace_id?: string; note_id?: string }>;
    release(): Promise<void>;
  }>;
  /** A guest has an account now, or had one before. */
  adoptGuest(guest_id: string, person_id: string): Promise<void>;
}

export function authRoutes(http: Http, ctx: Context, auth: Auth, hooks: AuthHooks): void {
  const versions = { protocol: protocol_version, schema: schema_version, build: readClientBuild() };
  const signedIn = async (request: FastifyRequest, reply: FastifyReply, answer: Response) => {
    const { user } = (await answer.json()) as { user: { id: string } };
    const person = await loadPerson(ctx, user.id);
    await hooks.onSignedIn(person);
    const before = await findSignedIn(ctx, auth, request);
    if (before?.person.is_guest) {
      await hooks.adoptGuest(before.person.id, person.id);
      // The browser forgets its cookie with this answer.
      await endThisSession(ctx, before);
    }
    passCookies(answer, reply);
    return { person };
  };
  http.post(
    '/api/v1/auth/sign-up/email',
    {
      config: rateLimited(ctx, sign_up_per_minute_max),
      schema: {
        tags,
        summary: 'Make an account and sign in',
        body: signUpRequestSchema,
        response: { 200: signedInSchema },
      },
    },
    async (request, reply) => {
      const { invitation, ...body } = request.body;
      if ((await mayMakeAccount(ctx, invitation !== undefined)) === 'closed') {
        throw new ApiError('sign_up_closed', 'Ask the owner of this installation for an invitation.');
      }
      const claim = invitation === undefined ? null : await hooks.claimInvitation(invitation);
      const headers = authHeaders(request);
      if (claim) headers.set(invited_header, '1');
      try {
        const made = await callAuth(ctx, auth.api.signUpEmail({ body, headers, asResponse: true }));
        const answer = await signedIn(request, reply, made);
        await recordAccount(ctx, 'account:sign_up', answer.person.id);
        return { ...answer, ...(await claim?.join(answer.person.id)) };
      } catch (error) {
        await claim?.release();
        throw error;
      }
    },
  );

  http.post(
    '/api/v1/auth/sign-in/email',
    {
      config: rateLimited(ctx, sign_in_per_minute_max),
      schema: { tags, summary: 'Sign in', body: signInRequestSchema, response: { 200: signedInSchema } },
    },
    async (request, reply) => {
      const { body } = request;
      const answer = await callAuth(
        ctx,
        auth.api.signInEmail({ body, headers: authHeaders(request), asResponse: true }),
      ).catch(async (error: unknown) => {
        if (isWrong(error)) {
          await recordAccount(ctx, 'account:sign_in_failed', await findByEmail(ctx, body.email));
        }
        throw error;
      });
      const signed_in = await signedIn(request, reply, answer);
      await recordAccount(ctx, 'account:sign_in', signed_in.person.id);
      return signed_in;
    },
  );

  http.post(
    '/api/v1/auth/sign-out',
    { schema: { tags, summary: 'End this session', response: { 204: z.null() } } },
    async (request, reply) => {
      const current = await findSignedIn(ctx, auth, request);
      // Ended here and not by better-auth, which only has the cookies left to clear: so its sockets hear of it.
      if (current) await endThisSession(ctx, current);
      const answer = await callAuth(
        ctx,
        auth.api.signOut({ headers: authHeaders(request), asResponse: true }),
      );
      passCookies(answer, reply);
      return reply.code(204).send(null);
    },
  );

  http.get(
    '/api/v1/auth/session',
    { schema: { tags, summary: 'Who is signed in', response: { 200: sessionStateSchema } } },
    async (request) => {
      const decision = await mayMakeAccount(ctx);
      return {
        person: (await findSignedIn(ctx, auth, request))?.person ?? null,
        sign_up: decision === 'owner' ? ('first' as const) : ctx.config.signUp,
        versions,
        attachment_bytes_max: ctx.config.limits.attachment_bytes_max,
      };
    },
  );

  http.patch(
    '/api/v1/auth/person',
    {
      schema: {
        tags,
        summary: 'Change my name or colour',
        description: 'Others see it in open notes with the next sync token.',
        body: updatePersonRequestSchema,
        response: { 200: signedInSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      return { person: await updatePerson(ctx, person, request.body) };
    },
  );

  http.get(
    '/api/v1/auth/audit',
    {
      config: rateLimited(ctx, audit_per_minute_max),
      schema: {
        tags,
        summary:
          'What was done with my account, the newest first; with all accounts, for the owner of the installation',
        querystring: accountAuditQuerySchema,
        response: { 200: auditPageSchema },
      },
    },
    async (request, reply) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { of, ...query } = request.query;
      if (of === 'everybody' && !person.is_owner) {
        throw new ApiError('forbidden', 'Only the owner of this installation sees what others did.');
      }
      const trail = of === 'me' ? { person_id: person.id } : 'accounts';
      return answerAudit(ctx, reply, person.id, trail, query);
    },
  );

  http.get(
    '/api/v1/auth/sessions',
    { schema: { tags, summary: 'My sessions', response: { 200: sessionListSchema } } },
    async (request) => ({ sessions: await listSessions(ctx, await requireSignedIn(ctx, auth, request)) }),
  );

  http.delete(
    '/api/v1/auth/sessions/:id',
    {
      schema: {
        tags,
        summary: 'End one of my sessions',
        params: z.object({ id: idSchema }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await endSession(ctx, await requireSignedIn(ctx, auth, request), request.params.id);
      return reply.code(204).send(null);
    },
  );

  http.delete(
    '/api/v1/auth/sessions',
    { schema: { tags, summary: 'End all my sessions but this one', response: { 204: z.null() } } },
    async (request, reply) => {
      await endOtherSessions(ctx, await requireSignedIn(ctx, auth, request));
      return reply.code(204).send(null);
    },
  );

  http.post(
    '/api/v1/auth/change-password',
    {
      config: rateLimited(ctx, sign_in_per_minute_max),
      schema: {
        tags,
        summary: 'Change my password',
        body: changePasswordRequestSchema,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const current = await requireAccount(ctx, auth, request);
      const { current_password, new_password, end_other_sessions } = request.body;
      const body = { currentPassword: current_password, newPassword: new_password };
      const { id } = current.person;
      await callAuth(
        ctx,
        auth.api.changePassword({ body, headers: authHeaders(request), asResponse: true }),
      ).catch(async (error: unknown) => {
        if (isWrong(error)) await recordAccount(ctx, 'account:change_password_failed', id);
        throw error;
      });
      await recordAccount(ctx, 'account:change_password', id);
      if (end_other_sessions) await endOtherSessions(ctx, current);
      return reply.code(204).send(null);
    },
  );
}

/** After better-auth did it, in a transaction of its own. @param person_id null: no account was found to have been meant */
function recordAccount(ctx: Context, action: AuditAction, person_id: string | null): Promise<void> {
  return recordAudit(ctx.db, { workspace_id: null, person_id, action, details: {} });
}

function isWrong(error: unknown): boolean {
  return error instanceof ApiError && error.kind === 'wrong_credentials';
}
