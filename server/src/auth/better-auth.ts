/**
 * Accounts, passwords and sessions are better-auth's; this file is all it is told. Its own HTTP handler is not mounted:
 * `routes.ts` offers the few operations that exist here, in this API's words and errors, and calls it for each.
 */
import { randomUUID } from 'node:crypto';
import { APIError, betterAuth } from 'better-auth';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { password_length_max, password_length_min } from '@scriptorium/shared/api/auth.ts';
import type { Context } from '../platform/context.ts';
import { hashing } from '../platform/passwords.ts';
import { guestSessions } from './guest-sessions.ts';
import { mayMakeAccount } from './sign-up-policy.ts';

const session_days = 30;
/** The header that carries the client's address to better-auth; set by `routes.ts`, never taken from a request. */
export const address_header = 'x-scriptorium-address';
/** Says that an invitation allows the account; set by `routes.ts`, never taken from a request. */
export const invited_header = 'x-scriptorium-invited';

export type Auth = ReturnType<typeof makeAuth>;

export function makeAuth(ctx: Context) {
  const created = { createdAt: 'created_at', updatedAt: 'updated_at' };
  return betterAuth({
    appName: 'Scriptorium',
    baseURL: ctx.config.publicUrl?.origin ?? 'http://localhost',
    basePath: '/api/v1/auth',
    secret: ctx.secret,
    database: ctx.db,
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level, message) => ctx.log.warn({ source: 'better-auth' }, message) },
    // Limits, CSRF and origins are the platform's, one way for the whole API.
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: password_length_min,
      maxPasswordLength: password_length_max,
      password: {
        hash: (password) => hashing(() => hashPassword(password)),
        verify: (attempt) => hashing(() => verifyPassword(attempt)),
      },
    },
    user: {
      modelName: 'people',
      fields: { emailVerified: 'email_verified', ...created },
      additionalFields: {
        isOwner: { type: 'boolean', fieldName: 'is_owner', input: false, defaultValue: false },
        isGuest: { type: 'boolean', fieldName: 'is_guest', input: false, defaultValue: false },
        color: { type: 'string', input: false, required: false },
      },
    },
    session: {
      modelName: 'sessions',
      fields: {
        userId: 'person_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...created,
      },
      expiresIn: session_days * 24 * 3600,
      // The row is touched at most this often (seconds): "last used" is exact to the hour.
      updateAge: 3600,
    },
    account: {
      modelName: 'credentials',
      fields: {
        userId: 'person_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...created,
      },
    },
    plugins: [guestSessions],
    verification: { modelName: 'verifications', fields: { expiresAt: 'expires_at', ...created } },
    advanced: {
      cookiePrefix: 'scriptorium',
      useSecureCookies: ctx.config.publicUrl?.protocol === 'https:',
      disableCSRFCheck: true,
      disableOriginCheck: true,
      // A session and its person in one statement: it is asked with every request.
      database: { generateId: () => randomUUID(), joins: true },
      ipAddress: { ipAddressHeaders: [address_header] },
    },
    databaseHooks: {
      user: {
        create: {
          before: async (person, context) => {
            const decision = await mayMakeAccount(ctx, context?.headers?.has(invited_header));
            if (decision === 'closed') throw new APIError('FORBIDDEN', { code: 'SIGN_UP_CLOSED' });
            return { data: { ...person, isOwner: decision === 'owner' } };
          },
        },
      },
    },
  });
}
