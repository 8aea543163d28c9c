/** Bytes that were seen, kept for offline within a budget: the ones that were not used for longest make room. */
import type { AccountStore, BlobRow } from '../account/account-store.ts';
import type { Operation } from '../account/operations.ts';

const kept_bytes_max = 256 * 1024 * 1024;

/** What waits for the server is never touched, and does not count. */
export async function keepBlob(store: AccountStore, row: BlobRow, bytes_max = kept_bytes_max): Promise<void> {
  await store.write(['blobs', 'operations'], async ({ blobs, operations }) => {
    if ((await blobs.get(row.id))?.state === 'waiting') return;
    await blobs.put(row);
    const needed = new Set((await operations.all()).map(({ operation }) => uploadOf(operation)));
    const kept = (await blobs.all()).filter(({ id, state }) => state === 'kept' && !needed.has(id));
    kept.sort((a, b) => b.used_at - a.used_at);
    let bytes = 0;
    for (const { id, blob } of kept) {
      bytes += blob.size;
      if (bytes > bytes_max) await blobs.delete(id);
    }
  });
}

/** What has gone up for one note may still have to for another. */
function uploadOf(operation: Operation): string | null {
  return operation.kind === 'upload_attachment' ? operation.attachment_id : null;
}
