import type { Tx } from '../platform/db.ts';

/** Of what is to be copied. */
export interface CopiedNote {
  from_id: string;
  id: string;
  /** A Yjs v1 update: all that the new note says. */
  update: Uint8Array;
  title: string;
  /** Ids of the files that it shows. */
  files: string[];
}

export interface CopyWishes {
  /** Default: the original's. */
  title?: string | undefined;
  /** What takes the place of `{{author}}` and `{{date}}`, and `{{title}}`; null: nothing is replaced. */
  values: { author: string; date: string } | null;
}

/**
 * What notes need of their documents. Implemented above this folder and handed in by `app.ts`: a row does not know
 * how content is stored or moved.
 */
export interface NoteContent {
  /** Writes a new note's first content in the transaction that makes its row. */
  insertTitle(tx: Tx, note_id: string, author_id: string, title: string): Promise<void>;
  /** Changes the title in the document, live for everyone in it; returns once it is durable. */
  rename(note_id: string, author_id: string, title: string): Promise<void>;
  /** What a new note `id` would say as a copy of what another one says at this moment. */
  readCopy(from_id: string, id: string, wishes: CopyWishes): Promise<CopiedNote>;
  insertCopies(tx: Tx, author_id: string, copies: readonly CopiedNote[]): Promise<void>;
  /** Once the notes are there. A file that cannot be had is left out; its block says so. */
  copyFiles(person_id: string, copies: readonly CopiedNote[]): Promise<void>;
  /** @throws ApiError quota_reached where the files of these notes have no room in the workspace */
  requireRoomForFiles(tx: Tx, workspace_id: string, note_ids: readonly string[]): Promise<void>;
}
