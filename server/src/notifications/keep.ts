/** What nobody looks for any more goes (NT7). Harmless to do twice, on two instances at once. */
import type { Db } from '../platform/db.ts';

const read_days_max = 90;
const per_person_max = 1_000;
const activity_days_max = 180;
const mail_days_max = 30;

export async function forgetOld(db: Db): Promise<void> {
  await db.query(
    `delete from notifications where read_at is not null and created_at < now() - interval '${read_days_max} days'`,
  );
  await db.query(
    `delete from notifications x using (
       select person_id, (array_agg(id order by id desc))[${per_person_max}] as last_kept
       from notifications group by person_id having count(*) > ${per_person_max}
     ) as full_ones where x.person_id = full_ones.person_id and x.id < full_ones.last_kept`,
  );
  await db.query(`delete from activity where at < now() - interval '${activity_days_max} days'`);
  await db.query(
    `delete from notification_mails where created_at < now() - interval '${mail_days_max} days'`,
  );
}
