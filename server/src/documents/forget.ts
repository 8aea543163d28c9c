/** Takes the content of deleted edits out of an archive (H5). Where they stood, how many they were, and whose, stays. */
import * as Y from 'yjs';

/**
 * What is in a deleted block goes with it. The content of edits that are not deleted is left alone.
 * @param archive of which every deletion in `deleted` is known
 */
export function forgetContent(archive: Y.Doc, deleted: Y.Snapshot['ds']): void {
  archive.transact((transaction) => {
    // Cuts items where the ranges begin and end. At the end of the transaction Yjs joins what is alike, so what is to go
    // must be gone by then.
    Y.iterateDeletedStructs(transaction, deleted, () => undefined);
    Y.tryGc(deleted, archive.store, () => true);
  });
}
