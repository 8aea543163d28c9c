/**
 * P3 for links that end by themselves: nothing is written when one expires, so each instance looks for those that did
 * since it last looked, and has the sockets of their visitors checked. While the database is away, what is missed stays
 * due: the next look begins where the last one ended.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../platform/context.ts';

/** With the look itself and the check, within the second that P3 allows. */
const look_ms = 400;

export function watchLinkExpiry(ctx: Context): { stop(): Promise<void> } {
  const life = new AbortController();
  const running = watch(ctx, life.signal);
  return {
    stop: () => {
      life.abort();
      return running;
    },
  };
}

async function watch(ctx: Context, signal: AbortSignal): Promise<void> {
  let looked_at: string | null = null;
  while (!signal.aborted) {
    looked_at = await look(ctx, looked_at).catch((error: unknown) => {
      ctx.log.debug({ err: error }, 'links that expired could not be looked for');
      return looked_at;
    });
    await sleep(look_ms, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/** @param since null: nothing is open yet. @returns the time up to which it looked, as the database writes it */
async function look(ctx: Context, since: string | null): Promise<string | null> {
  const { rows } = await ctx.db.query<{ now: string; person_ids: string[] | null }>({
    name: 'expired-links',
    text: `select now()::text as now, (
        select array_agg(distinct v.person_id)
        from share_links l join share_link_visitors v on v.link_id = l.id
        where l.expires_at > $1::timestamptz and l.expires_at <= now() and l.revoked_at is null
      ) as person_ids`,
    values: [since],
  });
  for (const person_id of rows[0]?.person_ids ?? []) ctx.events.emit('access_changed', { person_id });
  return rows[0]?.now ?? since;
}
