/** What may be done in a note has changed, and where that holds for what is below it, there too (P3). */
import type { Tx } from '../platform/db.ts';
import { announceAccessChanged, announceAccessChanges, named_changes_max } from '../platform/events.ts';

interface Change {
  note_id: string;
  /** Also for the notes below, as far as what is granted here reaches. */
  with_below: boolean;
  /** Only for them; default: for everybody. */
  person_id?: string;
}

/** @param tx the transaction of the change, which has been made in it */
export async function announceNoteAccess(tx: Tx, { note_id, with_below, person_id }: Change): Promise<void> {
  const person = person_id === undefined ? {} : { person_id };
  if (!with_below) return announceAccessChanged(tx, { note_id, ...person });
  const { rows } = await tx.query<{ id: string }>(
    'select id from notes where access_path @> array[$1::uuid] limit $2',
    [note_id, named_changes_max + 1],
  );
  const changes = rows.map(({ id }) => ({ note_id: id, ...person }));
  await announceAccessChanges(tx, changes, person);
}
