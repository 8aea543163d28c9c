/** What a person does to the list of notes: an operation each, with its place computed from what they see. */
import type { Note } from '@scriptorium/shared/api/notes.ts';
import { compareRanked, rankBetween } from '@scriptorium/shared/rank.ts';
import type { BlobRow } from './account-store.ts';
import { isWithin } from './apply-operations.ts';
import type { IndexState } from './note-index.ts';
import type { CommentOn, Operation } from './operations.ts';
import { ranksAt, siblingsIn } from './tree-order.ts';

export interface NewNote {
  title?: string;
  parent_id?: string | null;
  workspace_id?: string;
  id?: string;
}

/** Directly behind or before a sibling; without either, first. */
export interface NewPlace {
  parent_id: string | null;
  after_id?: string | null;
  before_id?: string | null;
}

export interface ActionsOptions {
  state: () => IndexState;
  add: (operation: Operation, blob?: BlobRow) => Promise<void>;
  /**
   * Writes the title into the note's document on this device. Resolves with false when there is none: an edit of an
   * empty document would not replace the title that the server has, but be added to it.
   */
  writeTitle: (noteId: string, title: string) => Promise<boolean>;
  now: () => number;
}

export class NoteActions {
  readonly #options: ActionsOptions;
  #last_ms = 0;

  constructor(options: ActionsOptions) {
    this.#options = options;
  }

  /** Resolves once the note is kept on this device: from then on it can be opened, and is made on the server later. */
  async createNote({ title = '', parent_id = null, workspace_id, id = crypto.randomUUID() }: NewNote = {}) {
    const { notes, workspaces } = this.#options.state();
    const first = siblingsIn(notes, parent_id)[0]?.rank ?? null;
    await this.#options.add({
      kind: 'create_note',
      note_id: id,
      at: this.#at(),
      parent_id,
      workspace_id: workspace_id ?? workspaces[0]?.id ?? null,
      rank: rankBetween(null, first),
    });
    if (title) await this.rename(id, title);
    return id;
  }

  /** Nothing happens for a place inside the note itself. */
  async place(id: string, { parent_id, after_id, before_id }: NewPlace): Promise<void> {
    const { notes } = this.#options.state();
    if (isWithin(new Map(notes.map((note) => [note.id, note])), parent_id, id)) return;
    const others = siblingsIn(notes, parent_id, id);
    const after = others.findIndex((note) => note.id === after_id);
    const before = others.findIndex((note) => note.id === before_id);
    const index = before >= 0 ? before : after + 1;
    for (const { id: note_id, rank } of ranksAt(others, id, index)) {
      await this.#options.add({ kind: 'place', note_id, at: this.#at(), parent_id, rank });
    }
  }

  async setTags(id: string, tags: string[]): Promise<void> {
    await this.#options.add({ kind: 'tag', note_id: id, at: this.#at(), tags });
  }

  async setFavourite(id: string, is_favourite: boolean): Promise<void> {
    const rank = is_favourite ? rankBetween(lastFavourite(this.#options.state().notes), null) : null;
    await this.#options.add({ kind: 'favourite', note_id: id, at: this.#at(), is_favourite, rank });
  }

  async trash(id: string): Promise<void> {
    await this.#options.add({ kind: 'trash', note_id: id, at: this.#at() });
  }

  async restore(id: string): Promise<void> {
    await this.#options.add({ kind: 'restore', note_id: id, at: this.#at() });
  }

  async rename(id: string, title: string): Promise<void> {
    if (await this.#options.writeTitle(id, title)) return;
    await this.#options.add({ kind: 'rename', note_id: id, at: this.#at(), title });
  }

  /** What it is to the queue: `comments/acts.ts`. */
  async comment(operation: Omit<CommentOn, 'kind' | 'at'>): Promise<void> {
    await this.#options.add({ kind: 'comment', ...operation, at: this.#at() });
  }

  /** The blob's id is the attachment's. */
  async upload(blob: BlobRow): Promise<void> {
    const { id, note_id, name, media_type } = blob;
    const operation = { kind: 'upload_attachment', attachment_id: id, note_id, name, media_type } as const;
    await this.#options.add({ ...operation, at: this.#at(), size_bytes: blob.blob.size }, blob);
  }

  /** Of two acts in the same millisecond the server would take the first for the last. */
  #at(): string {
    this.#last_ms = Math.max(this.#last_ms + 1, this.#options.now());
    return new Date(this.#last_ms).toISOString();
  }
}

function lastFavourite(notes: readonly Note[]): string | null {
  const favourites = notes.flatMap(({ id, favourite_rank }) =>
    favourite_rank === null ? [] : [{ id, rank: favourite_rank }],
  );
  return favourites.sort(compareRanked).at(-1)?.rank ?? null;
}
