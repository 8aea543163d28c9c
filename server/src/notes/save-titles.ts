import type { Tx } from '../platform/db.ts';

export interface TitleChange {
  note_id: string;
  /** Absent where it did not change. */
  title?: string;
}

/** The listed titles follow the documents, in the transaction that logs the change: they never disagree. */
export async function saveTitles(tx: Tx, changes: readonly TitleChange[]): Promise<void> {
  const titles = new Map<string, string>();
  for (const { note_id, title } of changes) if (title !== undefined) titles.set(note_id, title);
  const ids = [...titles.keys()].sort();
  await tx.query({
    name: 'save-titles',
    text: `update notes set title = t.title from unnest($1::uuid[], $2::text[]) as t (id, title)
      where notes.id = t.id`,
    values: [ids, ids.map((id) => titles.get(id))],
  });
}
