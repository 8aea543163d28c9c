/** The note that a page of a link shows, with its place among those that the link leads to. */
import type { GoodLink } from '../access/link-visits.ts';
import type { Context } from '../platform/context.ts';

export interface PageNote {
  id: string;
  title: string;
}

export interface PageFacts extends PageNote {
  changed_at: Date;
  /** Of the document's last update; 0 without one. */
  head_seq: number;
  /** Those between the link's note and this one, from the top. */
  above: PageNote[];
  /** Directly below, in their order. */
  below: PageNote[];
}

/** More than anybody scrolls through. */
const below_max = 500;

/** @returns null for a note that the link does not lead to, and for one that is not there: alike */
export async function findPage({ db }: Context, link: GoodLink, note_id: string): Promise<PageFacts | null> {
  const { rows } = await db.query<PageFacts>({
    name: 'find-page',
    text: `select n.id, n.title, greatest(n.updated_at, d.changed_at) as changed_at, coalesce(d.head_seq, 0)::int as head_seq,
        (select coalesce(json_agg(json_build_object('id', a.id, 'title', a.title) order by a.place desc), '[]')
         from (select up.id, up.title, array_position(n.access_path, up.id) as place
               from notes up where up.id = any(n.access_path) and up.id <> n.id) a
         where a.place <= array_position(n.access_path, $2::uuid)) as above,
        (select coalesce(json_agg(json_build_object('id', b.id, 'title', b.title) order by b.rank collate "C", b.id), '[]')
         from (select id, title, rank from notes
               where parent_id = n.id and trashed_with is null and $3 and $2 = any(access_path)
               order by rank collate "C", id limit ${below_max}) b) as below
      from notes n left join documents d on d.note_id = n.id
      where n.id = $1 and n.trashed_with is null and (n.id = $2 or ($3 and $2 = any(n.access_path)))`,
    values: [note_id, link.note_id, link.with_below],
  });
  return rows[0] ?? null;
}
