/**
 * Links from note to note follow the documents, beside the path of a save (D6, N8): at the latest some seconds after an
 * edit that added or removed elements, and when a note leaves memory. Typing within a paragraph does neither.
 *
 *   elements changed ──► `after_ms` later, once it is committed ──► read the links ──► other than before? ──► write
 *   opened, edited since links were derived (whoever did it crashed) ──────────┘
 *   unloaded, edited since ────────────────────────────────────────────────────┘
 *
 * `documents.linked_seq` says from which state they were derived: of two instances the newer one wins, and what could
 * not be written is made up for when the note is opened again. One write at a time, and none that anybody waits for.
 */
import type { Document } from '@hocuspocus/server';
import type * as Y from 'yjs';
import { body_field } from '@scriptorium/shared/protocol/document.ts';
import type { GroupCommit } from '../documents/group-commit.ts';
import { type DerivedLinks, findLinkedSeq, saveLinks } from '../notes/links.ts';
import type { Context } from '../platform/context.ts';
import { isDatabaseUnavailable } from '../platform/db.ts';
import { from_log, type OpenNotes } from './fan-out/open-notes.ts';
import { findNoteLinks, hasChangedElements } from './find-note-links.ts';

const after_ms = 1_000;
/** Reading the links of a huge note takes its time: at most this part of the event loop's. */
const share_max = 0.01;

interface Followed {
  document: Document;
  timer: NodeJS.Timeout | null;
  /** What was last handed on for writing; null: nothing yet, or another instance may have written since. */
  links: string | null;
  /** Up to which seq. */
  linked_seq: number;
  /** How long it took to read them. */
  cost_ms: number;
}

export class NoteLinks {
  readonly #ctx: Context;
  readonly #commit: GroupCommit;
  readonly #notes: OpenNotes;
  readonly #followed = new Map<string, Followed>();
  readonly #unwritten = new Map<string, DerivedLinks>();
  #writing: Promise<void> | null = null;

  constructor(ctx: Context, commit: GroupCommit, notes: OpenNotes) {
    this.#ctx = ctx;
    this.#commit = commit;
    this.#notes = notes;
  }

  /** @param seq up to which it was loaded */
  follow(document: Document, seq: number): void {
    const followed: Followed = { document, timer: null, links: null, linked_seq: seq, cost_ms: 0 };
    this.#followed.set(document.name, followed);
    // Before this, Yjs does not know that the body is made of elements.
    document.getXmlFragment(body_field);
    document.on('afterTransaction', ({ changed, origin }: Y.Transaction) => {
      if (!hasChangedElements(changed)) return;
      // The instance that took the edit derives from it.
      if (origin === from_log) followed.links = null;
      else this.#deriveSoon(followed);
    });
    if (seq > 0) void this.#deriveIfBehind(followed);
  }

  /** Before the document leaves memory, with everything committed. */
  unload(note_id: string): void {
    const followed = this.#followed.get(note_id);
    if (followed && this.#seqOf(note_id) > followed.linked_seq) this.#derive(followed, true);
  }

  /** The document has left memory. */
  forget(note_id: string): void {
    const timer = this.#followed.get(note_id)?.timer;
    if (timer) clearTimeout(timer);
    this.#followed.delete(note_id);
  }

  /** What is not written by now is when the note is opened again. */
  async stop(): Promise<void> {
    for (const note_id of [...this.#followed.keys()]) this.forget(note_id);
    this.#unwritten.clear();
    await this.#writing;
  }

  async #deriveIfBehind(followed: Followed): Promise<void> {
    try {
      const linked_seq = await findLinkedSeq(this.#ctx, followed.document.name);
      if (linked_seq >= followed.linked_seq) return;
      followed.linked_seq = linked_seq;
      this.#deriveSoon(followed);
    } catch (error) {
      this.#report(error, followed.document.name);
    }
  }

  #deriveSoon(followed: Followed): void {
    const wait_ms = Math.max(after_ms, followed.cost_ms / share_max);
    followed.timer ??= setTimeout(() => {
      const { name } = followed.document;
      this.#commit.whenSettled(name, () => {
        followed.timer = null;
        if (this.#followed.get(name) === followed) this.#derive(followed, false);
      });
    }, wait_ms);
  }

  /** @param always also when only the seq is new: so that it is not derived again when the note is opened */
  #derive(followed: Followed, always: boolean): void {
    const { name: note_id } = followed.document;
    const seq = this.#seqOf(note_id);
    const begin_ms = performance.now();
    const to_note_ids = findNoteLinks(followed.document.getXmlFragment(body_field), note_id);
    followed.cost_ms = performance.now() - begin_ms;
    const links = to_note_ids.toSorted().join();
    if (links === followed.links && !always) return;
    followed.links = links;
    followed.linked_seq = seq;
    this.#unwritten.set(note_id, { note_id, seq, to_note_ids });
    this.#writing ??= this.#write();
  }

  async #write(): Promise<void> {
    for (const [note_id, derived] of this.#unwritten) {
      this.#unwritten.delete(note_id);
      await saveLinks(this.#ctx, derived).catch((error) => this.#report(error, note_id));
    }
    this.#writing = null;
  }

  #report(error: unknown, note_id: string): void {
    const level = isDatabaseUnavailable(error) ? 'debug' : 'error';
    this.#ctx.log[level](
      { err: error, note_id },
      'links were not derived; they will be with the next opening',
    );
  }

  #seqOf(note_id: string): number {
    return this.#notes.get(note_id)?.cursor.seq ?? 0;
  }
}
