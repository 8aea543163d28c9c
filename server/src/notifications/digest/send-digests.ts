/**
 * The job that mails what nobody has read (NT5).
 *
 *   notifications ──► passed over: read, or not wanted by mail
 *        │
 *        └─ due ──► a mail is made, and they are marked, in one transaction ──► a try is counted ──► sent ──► ended
 *
 * Who dies before it is sent leaves a mail that the next run sends; who dies between sending and ending it leaves one that
 * is sent once more, with the same Message-ID. A mail is tried a few times, and then given up.
 */
import type { Context } from '../../platform/context.ts';
import { type Db, transaction } from '../../platform/db.ts';
import type { Mailer } from '../../platform/mail.ts';
import { claimDigest, findDue, passOver } from './claim.ts';
import { writeDigest } from './write-digest.ts';

const tries_max = 5;
const try_again_ms = 10 * 60_000;
const batch_max = 100;

/** @param now the clock: by it mails are due */
export async function sendDigests(ctx: Context, now: Date, signal?: AbortSignal): Promise<void> {
  const { db, mailer } = ctx;
  await passOver(db, mailer !== null, now);
  if (!mailer) return;
  for (const person_id of await findDue(db, now)) {
    if (signal?.aborted) return;
    await transaction(db, (tx) => claimDigest(tx, person_id, now));
  }
  for (const mail_id of await findOpen(db, now)) {
    if (signal?.aborted) return;
    if (await beginTry(db, mail_id, now)) await send(ctx, mailer, mail_id, now);
  }
}

async function findOpen(db: Db, now: Date): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select id from notification_mails where ended_at is null and (tried_at is null or tried_at <= $1)
     order by created_at limit ${batch_max}`,
    [new Date(now.getTime() - try_again_ms)],
  );
  return rows.map(({ id }) => id);
}

/** @returns false when another instance has just begun one */
async function beginTry(db: Db, mail_id: string, now: Date): Promise<boolean> {
  const { rowCount } = await db.query(
    `update notification_mails set tries = tries + 1, tried_at = $2
     where id = $1 and ended_at is null and (tried_at is null or tried_at <= $3)`,
    [mail_id, now, new Date(now.getTime() - try_again_ms)],
  );
  return rowCount === 1;
}

async function send(ctx: Context, mailer: Mailer, mail_id: string, now: Date): Promise<void> {
  const mail = await writeDigest(ctx, mail_id);
  try {
    if (mail) await mailer.send(mail);
    await ctx.db.query('update notification_mails set ended_at = $2 where id = $1', [mail_id, now]);
  } catch (error) {
    ctx.log.warn({ err: error, mail_id }, 'a digest could not be sent');
    await ctx.db.query('update notification_mails set ended_at = $2 where id = $1 and tries >= $3', [
      mail_id,
      now,
      tries_max,
    ]);
  }
}
