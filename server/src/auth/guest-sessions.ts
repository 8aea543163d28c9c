/** better-auth plug-in: a session for somebody who has no password, nor anything else to sign in with. */
import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';

export const guestSessions = {
  id: 'guest-sessions',
  endpoints: {
    /** Only called by `guests.ts`: better-auth's own HTTP handler is not mounted. */
    enterAsGuest: createAuthEndpoint(
      '/enter-as-guest',
      { method: 'POST', body: z.object({ person_id: z.uuid() }) },
      async (context) => {
        const { internalAdapter } = context.context;
        const user = await internalAdapter.findUserById(context.body.person_id);
        if (!user || !('isGuest' in user) || user.isGuest !== true) throw new APIError('FORBIDDEN');
        const session = await internalAdapter.createSession(user.id);
        await setSessionCookie(context, { session, user });
        return context.json({ user: { id: user.id } });
      },
    ),
  },
} satisfies BetterAuthPlugin;
