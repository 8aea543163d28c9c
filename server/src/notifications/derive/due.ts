/** Which notes have news for somebody, and who wrote in them since: the rows of the queue, the log and the history. */
import type { Db, Tx } from '../../platform/db.ts';

/** A note, and how far people were told of it. */
export interface DueNote {
  note_id: string;
  /** Up to which update people were told, and up to which they are to be. */
  told_seq: number;
  seq: number;
  /** Who is named in the text now. */
  mentions: { person_id: string; client: number; excerpt: string }[];
  /** By person, how often they were named in it when people were told last. */
  told_mentions: Record<string, number>;
  created_by: string | null;
  is_trashed: boolean;
  /** What is new in it is old: it was brought back from its history, or copied. */
  is_brought_back: boolean;
}

/** What one person wrote since. */
export interface Writing {
  note_id: string;
  person_id: string;
  /** The Yjs clients they wrote with, where the log still says so. */
  clients: number[];
  from_seq: number;
  to_seq: number;
  began_at: Date;
  ended_at: Date;
}

/** By then everybody who looks at the note is known to (`sync/visits.ts`). */
const age = `interval '1 second'`;
const rows_max = 1_000;

export async function isSomethingDue(db: Db): Promise<boolean> {
  const { rows } = await db.query<{ is_so: boolean }>(
    `select coalesce((select queued_at < now() - ${age} from notice_queue order by id limit 1), false) as is_so`,
  );
  return rows[0]?.is_so ?? false;
}

/** One instance at a time: the others leave it to that one. @returns null for them */
export async function takeDue(tx: Tx): Promise<DueNote[] | null> {
  const { rows: locks } = await tx.query<{ is_mine: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('notices', 0)) as is_mine`,
  );
  if (!locks[0]?.is_mine) return null;
  const { rows } = await tx.query<DueNote>(
    `with taken as (
       delete from notice_queue where id in (
         select id from notice_queue where queued_at < now() - ${age} order by id limit ${rows_max}
       ) returning note_id
     )
     select n.id as note_id, coalesce(s.seq, 0) as told_seq, t.seq, t.mentions,
       coalesce(s.mentions, '{}') as told_mentions, n.created_by, n.trashed_with is not null as is_trashed,
       exists (select 1 from history_entries e where e.note_id = n.id and e.seq > coalesce(s.seq, 0)
         and e.kind in ('restore', 'revert', 'copy')) as is_brought_back
     from (select distinct note_id from taken) as d
     join notes n on n.id = d.note_id join note_texts t on t.note_id = n.id
     left join note_notices s on s.note_id = n.id
     where t.seq > coalesce(s.seq, 0)`,
  );
  return rows;
}

/** What compaction has taken out of the log since is in its segments, without the clients. */
export async function findWritings(tx: Tx, notes: readonly DueNote[]): Promise<Writing[]> {
  const { rows } = await tx.query<Writing>(
    `with due as (
       select * from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as d (note_id, told_seq, seq)
     ), written as (
       select d.note_id, l.author_id, l.client_id, greatest(l.first_seq, d.told_seq + 1) as from_seq,
         least(l.last_seq, d.seq) as to_seq, l.received_at as began_at, l.received_at as ended_at
       from due d join document_log l on l.note_id = d.note_id and l.last_seq > d.told_seq and l.first_seq <= d.seq
       where l.author_id is not null
       union all
       select d.note_id, a.id::uuid, null, greatest(x.from_seq, d.told_seq + 1), least(x.to_seq, d.seq),
         x.started_at, x.ended_at
       from due d join document_segments s on s.note_id = d.note_id and s.last_seq > d.told_seq and s.first_seq <= d.seq,
         jsonb_to_recordset(s.sittings) as x
           (from_seq bigint, to_seq bigint, started_at timestamptz, ended_at timestamptz, author_ids jsonb),
         jsonb_array_elements_text(x.author_ids) as a (id)
       where x.to_seq > d.told_seq and x.from_seq <= d.seq
     )
     select w.note_id, w.author_id as person_id,
       coalesce(array_agg(distinct w.client_id::float8) filter (where w.client_id is not null), '{}') as clients,
       min(w.from_seq) as from_seq, max(w.to_seq) as to_seq, min(w.began_at) as began_at, max(w.ended_at) as ended_at
     from written w join people p on p.id = w.author_id group by w.note_id, w.author_id`,
    [notes.map(({ note_id }) => note_id), notes.map(({ told_seq }) => told_seq), notes.map(({ seq }) => seq)],
  );
  return rows;
}

/** From now on people have been told. */
export async function markTold(tx: Tx, notes: readonly DueNote[]): Promise<void> {
  const told = notes.map(({ note_id, seq, mentions }) => ({
    note_id,
    seq,
    mentions: countMentions(mentions),
  }));
  await tx.query(
    `insert into note_notices (note_id, seq, mentions)
     select note_id, seq, mentions from json_to_recordset($1) as t (note_id uuid, seq bigint, mentions jsonb)
     on conflict (note_id) do update set seq = excluded.seq, mentions = excluded.mentions`,
    [JSON.stringify(told)],
  );
}

/** How often each person is named. */
export function countMentions(mentions: DueNote['mentions']): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { person_id } of mentions) counts[person_id] = (counts[person_id] ?? 0) + 1;
  return counts;
}
