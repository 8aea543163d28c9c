import type { Context } from '../platform/context.ts';

/**
 * The first account owns the installation; after it SIGN_UP decides.
 * @param is_invited an invitation to a workspace is as good as an open door
 */
export async function mayMakeAccount(
  ctx: Context,
  is_invited = false,
): Promise<'owner' | 'member' | 'closed'> {
  const { rows } = await ctx.db.query<{ exists: boolean }>('select exists (select from people)');
  if (!rows[0]?.exists) return 'owner';
  return is_invited || ctx.config.signUp === 'open' ? 'member' : 'closed';
}
