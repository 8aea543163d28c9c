import type { Tx } from '../platform/db.ts';

export interface DocumentChange {
  note_id: string;
  /** Where it changed. */
  title?: string;
}

/** What a commit of updates means for the rows that people list; in the same transaction, so they never disagree. */
export async function followDocuments(tx: Tx, changes: readonly DocumentChange[]): Promise<void> {
  const titles = new Map<string, string | null>();
  for (const { note_id, title } of changes) titles.set(note_id, title ?? titles.get(note_id) ?? null);
  await tx.query({
    name: 'follow-documents',
    text: `update notes set updated_at = now(), title = coalesce(t.title, notes.title)
      from unnest($1::uuid[], $2::text[]) as t (id, title) where notes.id = t.id`,
    values: [[...titles.keys()], [...titles.values()]],
  });
}
