/** What people want to be told, and how. */
import { defaultPreferences, type Preferences } from '@scriptorium/shared/api/notifications.ts';
import type { Db, Tx } from '../platform/db.ts';

const columns = 'hidden, unmailed, digest, daily_hour, time_zone, language';

export async function readPreferences(db: Db | Tx, person_id: string): Promise<Preferences> {
  const { rows } = await db.query<Preferences>(
    `select ${columns} from notification_preferences where person_id = $1`,
    [person_id],
  );
  return rows[0] ?? defaultPreferences;
}

export async function savePreferences(db: Db, person_id: string, wanted: Preferences): Promise<void> {
  const { hidden, unmailed, digest, daily_hour, time_zone, language } = wanted;
  await db.query(
    `insert into notification_preferences (person_id, ${columns}) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (person_id) do update set hidden = excluded.hidden, unmailed = excluded.unmailed,
       digest = excluded.digest, daily_hour = excluded.daily_hour, time_zone = excluded.time_zone,
       language = excluded.language`,
    [person_id, [...new Set(hidden)], [...new Set(unmailed)], digest, daily_hour, time_zone, language],
  );
}

/** No mail any more; the rest stays as it is. */
export async function stopMails(db: Db, person_id: string): Promise<void> {
  await savePreferences(db, person_id, { ...(await readPreferences(db, person_id)), digest: 'never' });
}
