/**
 * What a person can do to the notes they list, as data: done on this device at once, and by the server when it is
 * reached. Each is idempotent, and carries when it was done: the server keeps the latest (last writer wins by the time
 * of the act, not of its arrival).
 *
 *   operation     one such act
 *   queue         the operations that the server has not confirmed, in the order they were made
 *   row           a note as the list shows it (`shared/src/api/notes.ts`)
 */
import type { CommentAct } from '../comments/acts.ts';

interface Act {
  note_id: string;
  /** When the person did it, RFC 3339. */
  at: string;
}

export interface CreateNote extends Act {
  kind: 'create_note';
  parent_id: string | null;
  /** `null`: the person's own, which the server knows. */
  workspace_id: string | null;
  rank: string;
}

/** Only for a note whose document is not on this device: otherwise its title is edited there (`NoteIndex.rename`). */
export interface Rename extends Act {
  kind: 'rename';
  title: string;
}

export interface Place extends Act {
  kind: 'place';
  parent_id: string | null;
  rank: string;
}

export interface Tag extends Act {
  kind: 'tag';
  tags: string[];
}

export interface Favourite extends Act {
  kind: 'favourite';
  is_favourite: boolean;
  /** Among the favourites; `null`: behind the others. */
  rank: string | null;
}

export interface Trash extends Act {
  kind: 'trash';
}

export interface Restore extends Act {
  kind: 'restore';
}

/** The bytes are in the account's store (`BlobRow`) under the attachment's id. */
export interface UploadAttachment extends Act {
  kind: 'upload_attachment';
  attachment_id: string;
  name: string;
  media_type: string;
  size_bytes: number;
}

/** Something said about the note. What it means to the queue is written down with it (`comments/acts.ts`). */
export interface CommentOn extends Act {
  kind: 'comment';
  act: CommentAct;
  aspect: string;
  /** Ids of threads and comments that are there once it is done. */
  makes: string[];
  /** Ids of those that must be. */
  about: string[];
}

export type Operation =
  | CreateNote
  | Rename
  | Place
  | Tag
  | Favourite
  | Trash
  | Restore
  | UploadAttachment
  | CommentOn;

/** Two operations on one note with the same aspect are about the same thing: the later one decides. */
export function aspectOf(operation: Operation): string {
  if (operation.kind === 'trash' || operation.kind === 'restore') return 'fate';
  if (operation.kind === 'upload_attachment') return `attachment ${operation.attachment_id}`;
  return operation.kind === 'comment' ? operation.aspect : operation.kind;
}
