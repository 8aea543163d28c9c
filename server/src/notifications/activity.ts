/** What happened in a workspace, in notes that the person may read, the newest first (NT6). */
import type { ActivityEntry, ActivityPage, ActivityQuery } from '@scriptorium/shared/api/activity.ts';
import { isReadableBy } from '../access/readable-notes.ts';
import type { Context } from '../platform/context.ts';
import { sitting_gap } from './derive/sittings.ts';

type Row = Pick<ActivityEntry, 'id' | 'kind' | 'note' | 'person' | 'from_seq' | 'to_seq'> & {
  details: { name?: string; thread_id?: string };
  began_at: Date;
  at: Date;
  /** `at` in microseconds, which a `Date` cannot hold. */
  at_us: string;
};

/** Times are told in milliseconds: what came within that of `since` was told. The index is walked in its order, and what may not be read is left out on the way. */
export async function listActivity(
  { db }: Context,
  workspace_id: string,
  person_id: string,
  { since, before, person_id: by_id, limit }: ActivityQuery,
): Promise<ActivityPage> {
  const [before_us, before_id] = before?.split('_') ?? [null, null];
  const { rows } = await db.query<Row>(
    `select a.id, a.kind, a.details, a.began_at, a.at, a.from_seq, a.to_seq,
       (extract(epoch from a.at) * 1000000)::bigint::text as at_us,
       json_build_object('id', n.id, 'title', n.title, 'is_trashed', n.trashed_with is not null,
         'follows', coalesce(f.follows, false)) as note,
       case when p.id is not null then json_build_object('id', p.id, 'name', p.name) end as person
     from activity a join notes n on n.id = a.note_id left join people p on p.id = a.person_id
     left join note_followers f on f.note_id = n.id and f.person_id = $2
     where a.workspace_id = $1 and ${isReadableBy('$2')}
       and ($3::timestamptz is null or a.at >= $3::timestamptz + interval '1 millisecond') and ($4::uuid is null or a.person_id = $4)
       and ($5::bigint is null
         or (a.at, a.id) < ('epoch'::timestamptz + $5::bigint * interval '1 microsecond', $6::bigint))
     order by a.at desc, a.id desc limit $7`,
    [workspace_id, person_id, since ?? null, by_id ?? null, before_us, before_id, limit + 1],
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    entries: page.map(toEntry),
    next: rows.length > limit && last ? `${last.at_us}_${last.id}` : null,
  };
}

function toEntry({ details, began_at, at, at_us: _, ...entry }: Row): ActivityEntry {
  return {
    ...entry,
    name: details.name ?? null,
    thread_id: details.thread_id ?? null,
    began_at: began_at.toISOString(),
    at: at.toISOString(),
  };
}

/** Somebody looks at it. @returns when they last did, before this; null: never */
export async function visitActivity(
  { db }: Context,
  workspace_id: string,
  person_id: string,
): Promise<Date | null> {
  const { rows } = await db.query<{ before_at: Date | null }>(
    `insert into activity_visits as v (workspace_id, person_id, seen_at) values ($1, $2, now())
     on conflict (workspace_id, person_id) do update set seen_at = now(),
       before_at = case when now() - v.seen_at > ${sitting_gap} then v.seen_at else v.before_at end
     returning before_at`,
    [workspace_id, person_id],
  );
  return rows[0]?.before_at ?? null;
}
