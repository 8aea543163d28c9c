/**
 * From what was written to who is told. One transaction for many notes: a process that dies in it leaves the queue as it
 * was, so everybody is told once.
 */
import { followByActing } from '../../notes/followers.ts';
import type { Tx } from '../../platform/db.ts';
import { findWritings, markTold, takeDue } from './due.ts';
import { saveSittings } from './sittings.ts';
import { tellChanges } from './tell-changes.ts';
import { tellMentions } from './tell-mentions.ts';

/** @returns the number of notes it looked at; 0 also where another instance is at it */
export async function deriveNotices(tx: Tx): Promise<number> {
  const notes = (await takeDue(tx)) ?? [];
  if (notes.length === 0) return 0;
  const writings = await findWritings(tx, notes);
  const sittings = await saveSittings(tx, writings);
  const makers = notes.map(({ note_id, created_by }) => ({ note_id, person_id: created_by }));
  await followByActing(tx, [
    ...writings.map(({ note_id, person_id }) => ({ note_id, person_id })),
    ...makers,
  ]);
  const told: { note_id: string; person_id: string }[] = [];
  for (const note of notes) {
    const { note_id } = note;
    const own = writings.filter((writing) => writing.note_id === note_id);
    for (const person_id of await tellMentions(tx, note, own)) told.push({ note_id, person_id });
  }
  await tellChanges(tx, sittings, told);
  await markTold(tx, notes);
  return notes.length;
}
