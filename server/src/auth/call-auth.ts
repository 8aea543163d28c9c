import type { Context } from '../platform/context.ts';
import { ApiError } from '../platform/problem.ts';

/**
 * Waits for better-auth's answer and turns its errors into this API's.
 * @throws ApiError of the matching kind; Error for a fault of better-auth itself or of the database below it
 */
export async function callAuth(ctx: Context, pending: Promise<Response>): Promise<Response> {
  const answer = await pending;
  if (answer.ok) return answer;
  const { code } = (await answer.json().catch(() => ({}))) as { code?: string };
  switch (code) {
    case 'INVALID_EMAIL_OR_PASSWORD':
      throw new ApiError(
        'wrong_credentials',
        'The e-mail address or the password is wrong. Check both and try again.',
      );
    case 'INVALID_PASSWORD':
      throw new ApiError('wrong_credentials', 'The current password is wrong. Try again.');
    case 'USER_ALREADY_EXISTS':
    case 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL':
      throw new ApiError('already_exists', 'There is an account with this e-mail address. Sign in instead.');
    case 'SIGN_UP_CLOSED':
      throw new ApiError('sign_up_closed', 'Ask the owner of this installation for an invitation.');
    case 'PASSWORD_TOO_SHORT':
    case 'PASSWORD_TOO_LONG':
      throw new ApiError('invalid_request', 'The password is too short or too long.');
    case 'UNAUTHORIZED':
    case 'SESSION_EXPIRED':
      throw new ApiError('not_signed_in', 'Your session has ended. Sign in and try again.');
    default:
      return explainFault(ctx, new Error(`better-auth answered ${answer.status} ${code ?? ''}`));
  }
}

/**
 * better-auth hides what the database said. Asked directly, a database that is away says so itself.
 * @throws the database's error, or else the one that was given
 */
export async function explainFault(ctx: Context, error: unknown): Promise<never> {
  await ctx.db.query('select 1');
  throw error;
}
