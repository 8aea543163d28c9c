/** Tells those who follow a note that others changed it (NT2): at most once for a sitting, and never while they look. */
import { isReadableBy } from '../../access/readable-notes.ts';
import type { Tx } from '../../platform/db.ts';
import { announceNotified } from '../../platform/events.ts';
import { sitting_gap, type Sitting } from './sittings.ts';

/** Named in one notification. */
const people_max = 5;

interface Person {
  note_id: string;
  person_id: string;
}

/** @param told those who were just told of something else in the note */
export async function tellChanges(
  tx: Tx,
  sittings: readonly Sitting[],
  told: readonly Person[],
): Promise<void> {
  if (sittings.length === 0) return;
  // `latest`: what they were last told of the note. One that was not read gives way to the new one, with its people.
  const { rows } = await tx.query<{ person_id: string }>(
    `with s as (
       select * from json_to_recordset($1) as s (note_id uuid, person_id uuid, began_at timestamptz, ended_at timestamptz)
     ), news as (
       select f.note_id, f.person_id, array_agg(s.person_id order by s.ended_at desc) as by_ids,
         latest.id as latest_id, latest.read_at is null as is_unread, latest.people
       from s join note_followers f on f.note_id = s.note_id and f.follows and f.person_id <> s.person_id
       join people p on p.id = f.person_id and not p.is_guest
       join notes n on n.id = f.note_id and n.trashed_with is null
       left join note_visits v on v.note_id = f.note_id and v.person_id = f.person_id
       left join lateral (
         select x.id, x.created_at, x.read_at, x.details -> 'people' as people from notifications x
         where x.note_id = f.note_id and x.person_id = f.person_id and x.kind = 'change'
         order by x.id desc limit 1
       ) as latest on true
       where (v.looking_until is null or v.looking_until < s.ended_at)
         and (latest.id is null or s.began_at > latest.created_at or latest.read_at < now() - ${sitting_gap})
         and not exists (select 1 from json_to_recordset($2) as t (note_id uuid, person_id uuid)
           where t.note_id = f.note_id and t.person_id = f.person_id)
         and ${isReadableBy('f.person_id')}
       group by f.note_id, f.person_id, latest.id, latest.read_at, latest.people
     ), superseded as (
       delete from notifications x using news where x.id = news.latest_id and news.is_unread
     )
     insert into notifications (person_id, kind, note_id, by_id, details)
     select person_id, 'change', note_id, by_ids[1], jsonb_build_object('people', to_jsonb((
       by_ids || case when is_unread then array(
         select id::uuid from jsonb_array_elements_text(coalesce(people, '[]')) as id where id::uuid <> all(by_ids)
       ) else '{}'::uuid[] end)[1:${people_max}]))
     from news returning person_id`,
    [JSON.stringify(sittings), JSON.stringify(told)],
  );
  await announceNotified(
    tx,
    rows.map(({ person_id }) => person_id),
  );
}
