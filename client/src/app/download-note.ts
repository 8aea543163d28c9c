import { t } from '../lib/i18n/i18n.ts';
import type { SyncConnection } from '../sync/connection.ts';
import { showToast } from '../ui/toast.tsx';

/** What this device has of a note, as a file. */
export async function downloadNote(connection: SyncConnection | null, noteId: string): Promise<void> {
  const note = connection?.open(noteId, { isQuiet: true });
  try {
    const { downloadCopy } = await import('../features/editor/download-copy.ts');
    await note?.loaded;
    if (note && note.doc.store.clients.size > 0) downloadCopy(note.doc);
    else showToast(t('queue.notDownloaded'));
  } catch {
    showToast(t('queue.notDownloaded'));
  } finally {
    if (note) connection?.close(note);
  }
}
