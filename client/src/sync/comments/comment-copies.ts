/**
 * The comments of notes that were open here, for when there is no network. A database of the account's, so signing out
 * removes it; bounded: those of notes that were not looked at for longest go first.
 */
import type { Comment, CommentThread } from '@scriptorium/shared/api/comments.ts';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { comment_copies, replicaName } from '../account/account-store.ts';
import type { Words } from './acts.ts';
import type { CommentPerson } from './comment-rows.ts';

const notes_max = 500;

export interface CommentCopy {
  note_id: string;
  threads: CommentThread[];
  comments: Comment[];
  people: CommentPerson[];
  seq: number;
  /** As far as the person has seen them. */
  read_seq: number;
  used_at: number;
}

/** What somebody has typed and not sent. */
export interface Draft extends Words {
  /** Of the note, and of what it is for: a thread, a comment that is edited, or a new thread. */
  key: string;
}

export type Drafts = Pick<CommentCopies, 'findDraft' | 'keepDraft'>;

interface Schema extends DBSchema {
  notes: { key: string; value: CommentCopy; indexes: { used: number } };
  drafts: { key: string; value: Draft };
}

/** Storage may be refused, or full: then nothing is kept, and nothing else changes. */
export class CommentCopies {
  readonly #personId: string;
  #opening: Promise<IDBPDatabase<Schema>> | null = null;

  constructor(personId: string) {
    this.#personId = personId;
  }

  find(note_id: string): Promise<CommentCopy | undefined> {
    return this.#try((database) => database.get('notes', note_id));
  }

  async keep(copy: CommentCopy): Promise<void> {
    await this.#try(async (database) => {
      await database.put('notes', copy);
      const keys = await database.getAllKeysFromIndex('notes', 'used');
      for (const key of keys.slice(0, Math.max(0, keys.length - notes_max)))
        await database.delete('notes', key);
    });
  }

  async forget(note_id: string): Promise<void> {
    await this.#try((database) => database.delete('notes', note_id));
  }

  findDraft(key: string): Promise<Draft | undefined> {
    return this.#try((database) => database.get('drafts', key));
  }

  /** Without words it is gone. */
  async keepDraft(draft: Draft): Promise<void> {
    await this.#try(async (database) => {
      if (draft.text.trim() === '') await database.delete('drafts', draft.key);
      else await database.put('drafts', draft);
    });
  }

  close(): void {
    void this.#opening?.then(
      (database) => database.close(),
      () => {},
    );
    this.#opening = null;
  }

  async #try<Result>(use: (database: IDBPDatabase<Schema>) => Promise<Result>): Promise<Result | undefined> {
    try {
      this.#opening ??= this.#open();
      return await use(await this.#opening);
    } catch {
      this.#opening = null;
      return undefined;
    }
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    return openDB<Schema>(replicaName(this.#personId, comment_copies), 1, {
      upgrade(database) {
        database.createObjectStore('notes', { keyPath: 'note_id' }).createIndex('used', 'used_at');
        database.createObjectStore('drafts', { keyPath: 'key' });
      },
      // Another tab signs out and deletes it.
      blocking: () => this.close(),
    });
  }
}
