/** Tells people of something in a note. What becomes of it (a list, a mail) is not the business of whoever tells it. */
import { isReadableBy } from './readable-notes.ts';
import type { Tx } from '../platform/db.ts';
import { announceNotified } from '../platform/events.ts';

export interface Notification {
  /**
   *   mention   they were named, in the text or in a comment
   *   reply     somebody answered in a thread they are in
   *   comment   somebody began a thread in a note they follow
   *   share     the note was shared with them
   *   change    a note they follow was changed
   */
  kind: 'mention' | 'reply' | 'comment' | 'share' | 'change';
  note_id: string;
  /** Null: nobody in particular. */
  by_id: string | null;
  /** What it leads to, and how it begins. */
  details: { thread_id?: string; comment_id?: string; excerpt?: string };
}

/**
 * The devices of whoever is told hear of it with the commit.
 * @param tx the transaction in which it happens: one is not there without the other
 * @param person_ids those who may not read the note, and whoever did it, are left out
 */
export async function notify(
  tx: Tx,
  { kind, note_id, by_id, details }: Notification,
  person_ids: readonly string[],
): Promise<void> {
  if (person_ids.length === 0) return;
  const { rows } = await tx.query<{ person_id: string }>(
    `insert into notifications (person_id, kind, note_id, by_id, details)
     select p.id, $2, n.id, $4, $5 from people p join notes n on n.id = $3
     where p.id = any($1::uuid[]) and p.id is distinct from $4 and not p.is_guest and ${isReadableBy('p.id')}
     returning person_id`,
    [[...new Set(person_ids)], kind, note_id, by_id, JSON.stringify(details)],
  );
  await announceNotified(
    tx,
    rows.map(({ person_id }) => person_id),
  );
}
