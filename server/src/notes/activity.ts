/** What happened in a workspace, for whoever wants to know what changed. What was written is derived (`notifications/`). */
import type { Tx } from '../platform/db.ts';

export interface Act {
  /** comment: somebody began a thread, or answered in one */
  kind: 'create' | 'trash' | 'restore' | 'version' | 'comment';
  note_id: string;
  person_id: string;
  /** version: its name. comment: where it leads to. */
  details?: { name?: string; thread_id?: string };
}

/** @param tx the transaction that does it: one is not there without the other */
export async function recordActivity(tx: Tx, { kind, note_id, person_id, details = {} }: Act): Promise<void> {
  await tx.query(
    `insert into activity (workspace_id, note_id, person_id, kind, details)
     select workspace_id, id, $2, $3, $4 from notes where id = $1`,
    [note_id, person_id, kind, JSON.stringify(details)],
  );
}
