/**
 * Which notifications go into which mail. A mail and the marks on what it tells are one transaction, before it is sent:
 * a process that dies afterwards leaves a mail that the next run finds (`send-digests.ts`), and none is told twice.
 */
import { defaultPreferences, type Preferences } from '@scriptorium/shared/api/notifications.ts';
import { isReadableBy } from '../../access/readable-notes.ts';
import type { Db, Tx } from '../../platform/db.ts';

/** What is read within this time needs no mail. */
const soon_ms = 15 * 60_000;
const mails_per_day_max = 20;
const day_ms = 24 * 60 * 60_000;

const { unmailed, digest, daily_hour, time_zone } = defaultPreferences;
const wishes = `coalesce(f.digest, '${digest}') as digest, coalesce(f.daily_hour, ${daily_hour}) as daily_hour,
  coalesce(f.time_zone, '${time_zone}') as time_zone`;
const is_unwanted = `(coalesce(f.digest, '${digest}') = 'never' or x.kind = any(coalesce(f.unmailed, '{${unmailed.join()}}')))`;

type Waiting = Pick<Preferences, 'digest' | 'daily_hour' | 'time_zone'> & { person_id: string; oldest: Date };

/** What was read meanwhile, or is not wanted by mail, is done with. @param canMail false: all of it */
export async function passOver(db: Db, canMail: boolean, now: Date): Promise<void> {
  await db.query(
    `update notifications set mailed_at = $1 where id in (
       select x.id from notifications x left join notification_preferences f on f.person_id = x.person_id
       where x.mailed_at is null and (not $2 or x.read_at is not null or ${is_unwanted}))`,
    [now, canMail],
  );
}

/** Whose time for a mail has come. */
export async function findDue(db: Db, now: Date): Promise<string[]> {
  const { rows } = await db.query<Waiting>(
    `select x.person_id, x.oldest, ${wishes}
     from (select person_id, min(created_at) as oldest from notifications where mailed_at is null group by person_id) as x
     left join notification_preferences f on f.person_id = x.person_id`,
  );
  return rows.filter((waiting) => isDue(waiting, now)).map(({ person_id }) => person_id);
}

/** Once a day: whatever was there when it was last time for it. */
function isDue({ digest, daily_hour, time_zone, oldest }: Omit<Waiting, 'person_id'>, now: Date): boolean {
  if (digest === 'never') return false;
  const limit = digest === 'soon' ? now.getTime() - soon_ms : lastHour(now, daily_hour, time_zone);
  return oldest.getTime() <= limit;
}

/** When it was last `hour` o'clock there. Off by an hour on the two days a year on which clocks are changed. */
function lastHour(now: Date, hour: number, time_zone: string): number {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: time_zone,
    hourCycle: 'h23',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
  const { hour: hours = 0, minute: minutes = 0, second: seconds = 0 } = parts;
  const since_hours = (hours - hour + 24) % 24;
  return now.getTime() - ((since_hours * 60 + minutes) * 60 + seconds) * 1000;
}

/** Makes the mail, unless another instance is at it, or the person has had enough for today. */
export async function claimDigest(tx: Tx, person_id: string, now: Date): Promise<void> {
  const { rows } = await tx.query<{ is_free: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('digest ' || $1::text, 0)) and (
       select count(*) < ${mails_per_day_max} from notification_mails where person_id = $1::uuid and created_at > $2
     ) as is_free`,
    [person_id, new Date(now.getTime() - day_ms)],
  );
  if (!rows[0]?.is_free) return;
  const waiting = 'x.person_id = $1 and x.mailed_at is null and x.read_at is null';
  await tx.query(
    `with readable as (
       select x.id from notifications x join notes n on n.id = x.note_id where ${waiting} and ${isReadableBy('$1')}
     ), mail as (
       insert into notification_mails (person_id, created_at) select $1, $2 where exists (select 1 from readable)
       returning id
     )
     update notifications x set mailed_at = $2,
       mail_id = case when x.id in (select id from readable) then (select id from mail) end
     where ${waiting}`,
    [person_id, now],
  );
}
