/**
 * The bytes of images and files in notes, as this account has them on this device: what was added here waits in the
 * account's store and goes up with the queue; what was seen is kept there, to be here when the network is not. Signing
 * out removes it with the store; the browser's own cache asks the server each time.
 *
 *   add  ──► store, its upload in the queue ──► server
 *   read ──► store, else server ──► kept in the store
 */
import type { BlobRow, QueuedOperation } from '../account/account-store.ts';
import type { Refusal } from '../account/operation-state.ts';
import type { Readable } from '../store.ts';

/** What media need of the account. */
export interface MediaAccount {
  readBlob(id: string): Promise<BlobRow | undefined>;
  /** What is kept only for convenience; it may make room for newer. */
  keepBlob(row: BlobRow): Promise<void>;
  /** Resolves once bytes and upload are on this device. */
  upload(row: BlobRow): Promise<void>;
  tryAgain(order: number): Promise<void>;
  readonly queue: Readable<readonly QueuedOperation[]>;
  /** How much of an upload has been sent, 0 to 1, by attachment; only in the tab that sends. */
  readonly progress: Readable<ReadonlyMap<string, number>>;
}

export type UploadState =
  /** Nothing of it waits here. */
  | { name: 'none' }
  | { name: 'waiting' }
  /** `part`: 0 to 1; null when another tab sends it. */
  | { name: 'sending'; part: number | null }
  /** The server will not have it, as it is now. */
  | { name: 'refused'; refusal: Refusal };

/** `absent`: the server has no such file in this note, or not yet. `unreachable`: not on this device, and no answer. */
export class MediaError extends Error {
  override readonly name = 'MediaError';
  readonly kind: 'absent' | 'unreachable';

  constructor(kind: MediaError['kind'], options?: ErrorOptions) {
    super(`The bytes are ${kind}`, options);
    this.kind = kind;
  }
}

/** A file of a note. */
export interface MediaKey {
  noteId: string;
  id: string;
}

/** Handles of bytes that are on the disk: what is drawn anew is there at once. */
const handles_max = 100;
/** When bytes were used is written down once in so long: that writes them anew. */
const used_again_ms = 24 * 60 * 60 * 1000;
/** Larger files are fetched again rather than kept. */
const kept_bytes_max = 32 * 1024 * 1024;

export class Media {
  readonly #account: MediaAccount;
  readonly #handles = new Map<string, Blob>();

  constructor(account: MediaAccount) {
    this.#account = account;
  }

  /** From now on `read` finds it. Resolves once it is safe on this device. */
  async add({ noteId, id }: MediaKey, file: Blob, name: string): Promise<void> {
    this.#hold(id, file);
    await this.#account.upload({
      id,
      note_id: noteId,
      blob: file,
      name,
      media_type: file.type || 'application/octet-stream',
      state: 'waiting',
      used_at: Date.now(),
    });
  }

  /** @throws MediaError */
  async read({ noteId, id }: MediaKey, signal: AbortSignal): Promise<Blob> {
    const held = this.#handles.get(id);
    if (held) return held;
    const row = await this.#account.readBlob(id).catch(() => undefined);
    const blob = row?.blob ?? (await this.#fetch({ noteId, id }, signal));
    this.#hold(id, blob);
    const isKept = row && (row.state === 'waiting' || Date.now() - row.used_at < used_again_ms);
    if (blob.size <= kept_bytes_max && !isKept) {
      const kept = { id, note_id: noteId, blob, name: row?.name ?? '', media_type: blob.type };
      // Kept or not: it is shown.
      this.#account.keepBlob({ ...kept, state: 'kept', used_at: Date.now() }).catch(() => {});
    }
    return blob;
  }

  /** Gives a note a file of another one, under the same id. @throws MediaError */
  async copy(from: MediaKey, noteId: string, signal: AbortSignal): Promise<void> {
    const { id } = from;
    const row = await this.#account.readBlob(id).catch(() => undefined);
    // Bytes that wait here may be on no server yet; with bytes here it works offline, too.
    if (row) return this.add({ noteId, id }, row.blob, row.name);
    const response = await reach(`${addressOf({ noteId, id })}/copy`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from_note_id: from.noteId }),
      signal,
    });
    if (!response.ok) throw new MediaError('absent');
  }

  uploadState(id: string): UploadState {
    const state = this.#entryOf(id)?.state;
    switch (state?.name) {
      case undefined:
        return { name: 'none' };
      case 'sending':
        return { name: 'sending', part: this.#account.progress.get().get(id) ?? null };
      case 'set_aside':
        return { name: 'refused', refusal: state.refusal };
      default:
        return { name: 'waiting' };
    }
  }

  /** Tells when some `uploadState` may have changed. */
  subscribe(listener: () => void): () => void {
    const ends = [this.#account.queue.subscribe(listener), this.#account.progress.subscribe(listener)];
    return () => {
      for (const end of ends) end();
    };
  }

  async retry(id: string): Promise<void> {
    const entry = this.#entryOf(id);
    if (entry) await this.#account.tryAgain(entry.order);
  }

  #entryOf(id: string): QueuedOperation | undefined {
    return this.#account.queue
      .get()
      .find(({ operation }) => operation.kind === 'upload_attachment' && operation.attachment_id === id);
  }

  async #fetch(key: MediaKey, signal: AbortSignal): Promise<Blob> {
    const response = await reach(addressOf(key), { signal });
    if (response.ok) return response.blob();
    throw new MediaError(response.status >= 500 || response.status === 429 ? 'unreachable' : 'absent');
  }

  #hold(id: string, blob: Blob): void {
    this.#handles.delete(id);
    this.#handles.set(id, blob);
    const [oldest] = this.#handles.keys();
    if (this.#handles.size > handles_max && oldest !== undefined) this.#handles.delete(oldest);
  }
}

function addressOf({ noteId, id }: MediaKey): string {
  return `/api/v1/notes/${noteId}/attachments/${id}`;
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { credentials: 'same-origin', ...init });
  } catch (cause) {
    throw new MediaError('unreachable', { cause });
  }
}
