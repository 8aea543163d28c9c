/**
 * The notes that are open on this instance, and how far each has got in the log. The log is the truth (F2): whatever
 * was missed — a message of Redis, an outage, a pause of this process — a look at the notes' heads shows, and reading
 * the log from the cursor mends.
 *
 *   own commit, message of another instance ──► cursor
 *   gap that stays for `gap_ms_max` · tick · (re)subscription ──► behind the head? ──► read the log
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Document } from '@hocuspocus/server';
import { Counter, Gauge } from 'prom-client';
import * as Y from 'yjs';
import { dropPending } from '@scriptorium/shared/document/update-check.ts';
import type { Compaction } from '../../documents/compaction.ts';
import type { CommittedUpdates } from '../../documents/group-commit.ts';
import { type Loaded, loadDocument } from '../../documents/load.ts';
import type { Context } from '../../platform/context.ts';
import { isDatabaseUnavailable } from '../../platform/db.ts';
import { Cursor } from './cursor.ts';

/** Of updates that are in the log already; `persist.ts` logs none of them again. */
export const from_log = { source: 'redis' } as const;

/** How long a message may be late before the log is read instead. */
const gap_ms_max = 250;
/** Bounds how long a note stays behind when no message comes at all: without Redis, or while it is away. */
const tick_ms = 2_000;
/** A tail that weighs more is compacted, once it weighs half of what the base does. */
const tail_bytes_min = 8 * 1024 * 1024;
/** Notes that are caught up at the same time. */
const catch_ups_max = 8;

export interface OpenNote {
  document: Document;
  cursor: Cursor;
  /** What the base weighs. */
  base_bytes: number;
  /** Behind the base: what the updates weigh, and how many there are. */
  tail: Size;
  /** The tail from which on compaction is asked for (again). */
  compact_at: Size;
  /** The tail when it was asked for. */
  asked_at: Size;
  gapTimer: NodeJS.Timeout | null;
  catchUp: Promise<void> | null;
}

interface Size {
  bytes: number;
  updates: number;
}

export class OpenNotes {
  readonly #ctx: Context;
  readonly #compaction: Compaction;
  readonly #updates_max: number;
  readonly #notes = new Map<string, OpenNote>();
  readonly #catchUps: Counter<'reason'>;
  readonly #ticker: NodeJS.Timeout;

  /** @param updates_max behind the base, from which a note is compacted */
  constructor(ctx: Context, compaction: Compaction, updates_max: number) {
    this.#ctx = ctx;
    this.#compaction = compaction;
    this.#updates_max = updates_max;
    this.#catchUps = makeMetrics(ctx, this.#notes);
    this.#ticker = setInterval(() => void this.lookAtHeads('tick'), tick_ms).unref();
  }

  stop(): void {
    clearInterval(this.#ticker);
    for (const { gapTimer } of this.#notes.values()) if (gapTimer) clearTimeout(gapTimer);
    this.#notes.clear();
  }

  get(note_id: string): OpenNote | undefined {
    return this.#notes.get(note_id);
  }

  /** At least what the note weighs: what was deleted counts until it is compacted. */
  bytesOf(note_id: string): number {
    const note = this.#notes.get(note_id);
    return note ? note.base_bytes + note.tail.bytes : 0;
  }

  add(document: Document, { seq, base_bytes, tail_bytes, tail_updates }: Loaded): void {
    const note: OpenNote = {
      document,
      cursor: new Cursor(seq),
      base_bytes,
      tail: { bytes: tail_bytes, updates: tail_updates },
      compact_at: this.#limitOf(base_bytes),
      asked_at: { bytes: 0, updates: 0 },
      gapTimer: null,
      catchUp: null,
    };
    this.#notes.set(document.name, note);
    this.#compactIfLong(document.name, note);
  }

  /** Nobody has it open any more. What was typed goes into the base now, so that the next opening is quick. */
  remove(note_id: string): void {
    const note = this.#notes.get(note_id);
    if (!note) return;
    if (note.gapTimer) clearTimeout(note.gapTimer);
    this.#notes.delete(note_id);
    const updates_min = this.#updates_max / 4;
    if (note.tail.updates >= updates_min) this.#compaction.want({ note_id, updates_min });
  }

  /** This instance's own: they are in memory already. */
  committed(commits: readonly CommittedUpdates[]): void {
    for (const { note_id, first_seq, last_seq, updates } of commits) {
      const note = this.#notes.get(note_id);
      if (note) this.#advance(note_id, note, first_seq, last_seq, updates);
    }
  }

  /** Another instance's. */
  received({ note_id, first_seq, last_seq, updates }: CommittedUpdates): void {
    const note = this.#notes.get(note_id);
    if (!note || last_seq <= note.cursor.seq) return;
    const { document } = note;
    document.transact(() => {
      for (const update of updates) Y.applyUpdate(document, update, from_log);
    }, from_log);
    // What it builds on has been committed before it, so the log has it.
    if (dropPending(document)) void this.catchUp(note_id, 'gap');
    else this.#advance(note_id, note, first_seq, last_seq, updates);
  }

  /** Now, however short the tail. */
  compact(note_id: string): void {
    const note = this.#notes.get(note_id);
    if (note && note.tail.updates > 0) this.#wantCompaction(note_id, note, 1);
  }

  /** Compaction has been here: what was behind the base is in it. */
  compacted(note_id: string, seq: number, base_bytes: number): void {
    const note = this.#notes.get(note_id);
    if (!note) return;
    note.base_bytes = base_bytes;
    // What came between its being asked for and its reading the log counts twice until the next one.
    note.tail.bytes -= note.asked_at.bytes;
    note.tail.updates = Math.max(0, note.cursor.seq - seq);
    note.asked_at = { bytes: 0, updates: 0 };
    note.compact_at = this.#limitOf(base_bytes);
    this.#compactIfLong(note_id, note);
  }

  /** Asks the log which of the open notes have gone on, and catches up with those. */
  async lookAtHeads(reason: 'tick' | 'resubscribed'): Promise<void> {
    if (this.#notes.size === 0) return;
    try {
      const { rows } = await this.#ctx.db.query<{ note_id: string; head_seq: number }>({
        name: 'look-at-heads',
        text: 'select note_id, head_seq from documents where note_id = any($1)',
        values: [[...this.#notes.keys()]],
      });
      const isBehind = ({ note_id, head_seq }: { note_id: string; head_seq: number }) =>
        head_seq > this.#held(note_id);
      // Most of what looks new is a commit of our own, whose answer is on its way.
      if (reason === 'tick' && rows.some(isBehind)) await sleep(gap_ms_max);
      const behind = rows.filter(isBehind);
      await inParallel(catch_ups_max, behind, ({ note_id }) => this.catchUp(note_id, reason));
    } catch (error) {
      if (!isDatabaseUnavailable(error)) this.#ctx.log.error({ err: error }, 'cannot look at the log');
    }
  }

  /** Never rejects: the next tick tries again. */
  catchUp(note_id: string, reason: 'gap' | 'tick' | 'resubscribed' | 'opened'): Promise<void> {
    const note = this.#notes.get(note_id);
    if (!note) return Promise.resolve();
    note.catchUp ??= this.#readLog(note_id, note, reason).finally(() => {
      note.catchUp = null;
    });
    return note.catchUp;
  }

  async #readLog(note_id: string, note: OpenNote, reason: string): Promise<void> {
    try {
      const { document, cursor } = note;
      const before = cursor.seq;
      const loaded = await loadDocument(this.#ctx, note_id, document, before, from_log);
      if (loaded.seq === before) return;
      this.#catchUps.inc({ reason });
      if (loaded.base_bytes > 0) note.base_bytes = loaded.base_bytes;
      note.tail.bytes += loaded.tail_bytes;
      note.tail.updates += loaded.tail_updates;
      cursor.advance(loaded.seq);
      this.#compactIfLong(note_id, note);
    } catch (error) {
      if (!isDatabaseUnavailable(error)) this.#ctx.log.error({ err: error, note_id }, 'cannot catch up');
    }
  }

  #held(note_id: string): number {
    return this.#notes.get(note_id)?.cursor.seq ?? Number.POSITIVE_INFINITY;
  }

  #advance(
    note_id: string,
    note: OpenNote,
    first: number,
    last: number,
    updates: readonly Uint8Array[],
  ): void {
    note.cursor.add(first, last);
    note.tail.updates += updates.length;
    for (const { length } of updates) note.tail.bytes += length;
    if (note.cursor.hasGap) this.#watchGap(note_id, note);
    this.#compactIfLong(note_id, note);
  }

  #watchGap(note_id: string, note: OpenNote): void {
    note.gapTimer ??= setTimeout(() => {
      note.gapTimer = null;
      if (note.cursor.hasGap) void this.catchUp(note_id, 'gap');
    }, gap_ms_max);
  }

  #limitOf(base_bytes: number): Size {
    return { bytes: Math.max(tail_bytes_min, base_bytes / 2), updates: this.#updates_max };
  }

  #compactIfLong(note_id: string, note: OpenNote): void {
    const { tail, compact_at } = note;
    if (tail.updates < compact_at.updates && tail.bytes < compact_at.bytes) return;
    // With half of them gone when it begins, another instance has just done it.
    this.#wantCompaction(note_id, note, Math.ceil(tail.updates / 2));
  }

  #wantCompaction(note_id: string, note: OpenNote, updates_min: number): void {
    if (!this.#compaction.want({ note_id, updates_min })) return;
    const { bytes, updates } = this.#limitOf(note.base_bytes);
    note.asked_at = { ...note.tail };
    note.compact_at = { bytes: note.tail.bytes + bytes, updates: note.tail.updates + updates };
  }
}

async function inParallel<T>(
  max: number,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = items.values();
  const one = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: max }, one));
}

function makeMetrics(ctx: Context, notes: ReadonlyMap<string, OpenNote>): Counter<'reason'> {
  const registers = [ctx.metrics];
  new Gauge({
    name: 'scriptorium_notes_open',
    help: 'Notes in memory',
    registers,
    collect() {
      this.set(notes.size);
    },
  });
  return new Counter({
    name: 'scriptorium_catch_ups_total',
    help: 'Notes that were behind the log and read it, by what showed it',
    labelNames: ['reason'],
    registers,
  });
}
