import type { Tx } from '../platform/db.ts';

export interface TitleChange {
  note_id: string;
  author_id: string | null;
  /** Absent where it did not change. */
  title?: string;
}

/** Somebody who types a title gives one, not one a letter. */
const title_gap_minutes = 5;

/**
 * The listed titles follow the documents, in the transaction that logs the change: they never disagree. So do the entries
 * of the timeline that tell of them.
 */
export async function saveTitles(tx: Tx, changes: readonly TitleChange[]): Promise<void> {
  const titles = new Map<string, { title: string; author_id: string | null }>();
  for (const { note_id, author_id, title } of changes) {
    if (title !== undefined) titles.set(note_id, { title, author_id });
  }
  const ids = [...titles.keys()].sort();
  const values = ids.map((id) => titles.get(id));
  await tx.query({
    name: 'save-titles',
    text: `with locked as materialized (
        -- In the order in which trees are changed (lockSubtree): otherwise the two could wait for each other.
        select id, title from notes where id = any($1::uuid[]) order by id for no key update
      ), changed as (
        select t.id, t.title, t.person_id, d.head_seq
        from unnest($1::uuid[], $2::text[], $3::uuid[]) as t (id, title, person_id)
        join locked n on n.id = t.id and n.title <> t.title
        join documents d on d.note_id = t.id
      ), told as (
        update history_entries h set name = c.title, seq = c.head_seq, at = now()
        from changed c
        where h.id = (
          select id from history_entries where note_id = c.id and kind = 'title' order by seq desc limit 1
        ) and h.person_id is not distinct from c.person_id
          and h.at > now() - make_interval(mins => ${title_gap_minutes})
        returning h.note_id
      ), added as (
        insert into history_entries (note_id, kind, seq, person_id, name)
        select id, 'title', head_seq, (select p.id from people p where p.id = c.person_id), title
        from changed c where id not in (select note_id from told)
      )
      update notes set title = c.title from changed c where notes.id = c.id`,
    values: [ids, values.map((value) => value?.title), values.map((value) => value?.author_id)],
  });
}
