/**
 * Hocuspocus extension: notes when people come to a note and leave it, and that they are there while it changes. Nobody
 * waits for it, and nothing that is saved depends on it.
 *
 * A visit is presence: a device that fetches a note in the background opens it without, and nobody has been there.
 *
 *   the first presence of somebody who is connected here ──► begin
 *   the note changes                                     ──► a moment later, and again while it goes on: still there
 *   their last presence goes                             ──► end
 */
import type { Document, Extension } from '@hocuspocus/server';
import { beginVisit, endVisit, prolongVisits } from '../notes/visits.ts';
import type { Context } from '../platform/context.ts';
import type { SyncContext } from './context.ts';

/** Before anybody is told of the change (`notifications/derive/due.ts`). */
const prolong_after_ms = 300;
/** Well within the time for which a visit is taken to last (`notes/visits.ts`). */
const prolong_every_ms = 15_000;

export function visits(ctx: Context): Extension<SyncContext> {
  return {
    extensionName: 'visits',
    async afterLoadDocument({ document }) {
      new Visitors(ctx, document);
    },
  };
}

/** Of one note, as long as it is in memory: its listeners go with the document. */
class Visitors {
  readonly #ctx: Context;
  readonly #document: Document;
  #here: ReadonlySet<string> = new Set();
  #timer: NodeJS.Timeout | null = null;
  #hasChanged = false;

  constructor(ctx: Context, document: Document) {
    this.#ctx = ctx;
    this.#document = document;
    document.awareness.on('update', ({ added, removed }: { added: number[]; removed: number[] }) => {
      if (added.length + removed.length > 0) this.#look();
    });
    document.on('update', () => {
      this.#hasChanged = true;
      if (this.#here.size > 0) this.#timer ??= this.#prolongIn(prolong_after_ms);
    });
  }

  #look(): void {
    const here = findVisitors(this.#document);
    const note_id = this.#document.name;
    for (const person_id of here) {
      if (!this.#here.has(person_id)) this.#quietly(beginVisit(this.#ctx.db, { note_id, person_id }));
    }
    for (const person_id of this.#here) {
      if (!here.has(person_id)) this.#quietly(endVisit(this.#ctx.db, { note_id, person_id }));
    }
    this.#here = here;
  }

  #prolongIn(ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      this.#timer = null;
      if (!this.#hasChanged || this.#here.size === 0) return;
      this.#hasChanged = false;
      const note_id = this.#document.name;
      const visits = [...this.#here].map((person_id) => ({ note_id, person_id }));
      this.#quietly(prolongVisits(this.#ctx.db, visits));
      this.#timer = this.#prolongIn(prolong_every_ms);
    }, ms).unref();
  }

  #quietly(work: Promise<void>): void {
    work.catch((error: unknown) => this.#ctx.log.debug({ err: error }, 'a visit could not be noted'));
  }
}

/** Who is connected to this instance, and shown as present: others are the business of their instance. */
function findVisitors(document: Document): ReadonlySet<string> {
  const present = new Set([...document.awareness.getStates().values()].map(({ user }) => user?.id));
  const connected = document.getConnections().map(({ context }) => context.opening?.person_id);
  return new Set(connected.filter((id) => id !== undefined && present.has(id)));
}
