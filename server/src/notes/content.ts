import type { Tx } from '../platform/db.ts';

/**
 * What notes need of their documents. Implemented above this folder and handed in by `app.ts`: a row does not know
 * how content is stored or moved.
 */
export interface NoteContent {
  /** Writes a new note's first content in the transaction that makes its row. */
  insertTitle(tx: Tx, note_id: string, author_id: string, title: string): Promise<void>;
  /** Changes the title in the document, live for everyone in it; returns once it is durable. */
  rename(note_id: string, author_id: string, title: string): Promise<void>;
}
