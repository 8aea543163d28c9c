/** The rows of `documents.ts` in what this device keeps for the account. */
import type { AccountStore } from './account/account-store.ts';
import type { DocumentsTable } from './documents.ts';

export function documentsTable(store: () => Promise<AccountStore>): DocumentsTable {
  return {
    list: async () => (await store()).read(['documents'], ({ documents }) => documents.all()),
    merge: async (blank, change) =>
      (await store()).write(['documents'], async ({ documents }) => {
        const row = (await documents.get(blank.note_id)) ?? blank;
        await documents.put({ ...row, ...change });
      }),
    delete: async (noteId) =>
      (await store()).write(['documents'], ({ documents }) => documents.delete(noteId)),
  };
}
