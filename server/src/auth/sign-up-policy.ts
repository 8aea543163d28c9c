import type { Context } from '../platform/context.ts';

/** The first account owns the installation; after it SIGN_UP decides. */
export async function mayMakeAccount(ctx: Context): Promise<'owner' | 'member' | 'closed'> {
  const { rows } = await ctx.db.query<{ exists: boolean }>('select exists (select from people)');
  if (!rows[0]?.exists) return 'owner';
  return ctx.config.signUp === 'open' ? 'member' : 'closed';
}
