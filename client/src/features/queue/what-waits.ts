import { titleParts } from '../../lib/note-title.ts';
import type { Account } from '../../sync/account/account.ts';

/** What is on this device only. */
export interface WhatWaits {
  /** Their text has changes that the server has not confirmed, or they are not on the server at all. */
  notes: { id: string; title: string }[];
  operations: number;
}

export async function whatWaits(account: Account): Promise<WhatWaits> {
  const { notes, queue } = account.state.get();
  const ids = new Set(await account.waitingDocuments());
  for (const { operation } of queue) if (operation.kind === 'create_note') ids.add(operation.note_id);
  return {
    notes: [...ids].map((id) => ({
      id,
      title: titleParts(notes.find((note) => note.id === id)?.title ?? '').text,
    })),
    operations: queue.length,
  };
}
