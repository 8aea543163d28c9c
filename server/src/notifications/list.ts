/** A person's notifications: what they may still read, of the kinds they want to see (NT4). */
import type { ReadNotifications } from '@scriptorium/shared/api/notification-requests.ts';
import {
  type Notification,
  type NotificationList,
  type NotificationQuery,
  unread_count_max,
} from '@scriptorium/shared/api/notifications.ts';
import { isReadableBy } from '../access/readable-notes.ts';
import type { Context } from '../platform/context.ts';
import { transaction } from '../platform/db.ts';
import { announceNotified } from '../platform/events.ts';

type Row = Pick<Notification, 'id' | 'kind' | 'people' | 'is_read'> & {
  note_id: string;
  title: string;
  details: { excerpt?: string; thread_id?: string; comment_id?: string };
  created_at: Date;
};

const is_wanted = `x.kind <> all(coalesce(
  (select hidden from notification_preferences where person_id = $1), '{}')) and ${isReadableBy('$1')}`;

export async function listNotifications(
  ctx: Context,
  person_id: string,
  { before, unread, limit }: NotificationQuery,
): Promise<NotificationList> {
  const { rows } = await ctx.db.query<Row>(
    // `limit 1` has each person looked up: Postgres takes the few for a hundred, and would read everybody.
    `select x.id, x.kind, x.note_id, n.title, x.details, x.created_at, x.read_at is not null as is_read, (
         select coalesce(json_agg(json_build_object('id', w.id, 'name', p.name) order by w.place), '[]')
         from (
           select x.by_id as id, 0 as place where x.by_id is not null
           union all
           select id::uuid, place from jsonb_array_elements_text(coalesce(x.details -> 'people', '[]'))
             with ordinality as t (id, place) where id::uuid is distinct from x.by_id
         ) as w cross join lateral (select name from people where people.id = w.id limit 1) as p
       ) as people
     from notifications x join notes n on n.id = x.note_id
     where x.person_id = $1 and ($2::bigint is null or x.id < $2) and ($3 = 'false' or x.read_at is null) and ${is_wanted}
     order by x.id desc limit $4`,
    [person_id, before ?? null, unread, limit + 1],
  );
  const page = rows.slice(0, limit);
  return {
    notifications: page.map(toNotification),
    unread: await countUnread(ctx, person_id),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

function toNotification({
  id,
  kind,
  note_id,
  title,
  people,
  details,
  created_at,
  is_read,
}: Row): Notification {
  return {
    ...{ id, kind, people, is_read },
    note: { id: note_id, title },
    excerpt: details.excerpt ?? null,
    thread_id: details.thread_id ?? null,
    comment_id: details.comment_id ?? null,
    at: created_at.toISOString(),
  };
}

export async function countUnread({ db }: Context, person_id: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from (
       select 1 from notifications x join notes n on n.id = x.note_id
       where x.person_id = $1 and x.read_at is null and ${is_wanted} limit ${unread_count_max}
     ) as unread`,
    [person_id],
  );
  return rows[0]?.count ?? 0;
}

/** Their other devices hear of it. */
export async function readNotifications(
  ctx: Context,
  person_id: string,
  wanted: ReadNotifications,
): Promise<void> {
  const [condition, value] =
    'ids' in wanted
      ? ['id = any($2::bigint[])', wanted.ids]
      : 'up_to' in wanted
        ? ['id <= $2', wanted.up_to]
        : ['note_id = $2', wanted.note_id];
  await transaction(ctx.db, async (tx) => {
    const { rowCount } = await tx.query(
      `update notifications set read_at = now() where person_id = $1 and read_at is null and ${condition}`,
      [person_id, value],
    );
    if (rowCount) await announceNotified(tx, [person_id]);
  });
}
