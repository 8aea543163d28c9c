/**
 * Hocuspocus extension: a note's document comes from base and log, and every change goes to the log.
 *
 * `document.on('update')` is used and not the `onChange` hook: it runs inside the apply, so whoever waits for the note to
 * be settled after an apply waits for this update, too. A document leaves memory only when all of it is committed.
 * Hocuspocus' own way of storing is switched off, with its hooks and its timer for every update: it would write the whole
 * note every few seconds.
 */
import { type Document, type Extension, isTransactionOrigin } from '@hocuspocus/server';
import { Histogram } from 'prom-client';
import { title_length_max } from '@scriptorium/shared/api/notes.ts';
import { title_field } from '@scriptorium/shared/protocol/document.ts';
import type { TypedTimes } from '../documents/append.ts';
import type { GroupCommit } from '../documents/group-commit.ts';
import { type Loaded, loadDocument } from '../documents/load.ts';
import type { Context } from '../platform/context.ts';
import type { ReceivedOrigin, SyncContext } from './context.ts';
import type { FanOut } from './fan-out/fan-out.ts';
import { from_log, type OpenNotes } from './fan-out/open-notes.ts';
import type { NoteLinks } from './note-links.ts';
import type { Receiver } from './receiver.ts';

export function persist(ctx: Context, deps: PersistDeps): Extension<SyncContext> {
  const { commit, notes, fanOut, receiver, links } = deps;
  const loads = new WeakMap<Document, Loaded>();
  const loadSeconds = new Histogram({
    name: 'scriptorium_note_load_duration_seconds',
    help: 'Bringing a note into memory: reading base and tail, and parsing them',
    buckets: [0.003, 0.01, 0.03, 0.1, 0.3, 1],
    registers: [ctx.metrics],
  });
  return {
    extensionName: 'persist',
    async onLoadDocument({ document, documentName }) {
      const endTimer = loadSeconds.startTimer();
      loads.set(document, await loadDocument(ctx, documentName, document));
      endTimer();
    },
    async afterLoadDocument({ document }) {
      document.onUpdate(() => undefined);
      followUpdates(document, commit);
      receiver.attach(document);
      const loaded = loads.get(document) as Loaded;
      notes.add(document, loaded);
      links.follow(document, loaded.seq);
      fanOut.opened(document);
    },
    async beforeUnloadDocument({ documentName }) {
      await commit.settled(documentName);
      links.unload(documentName);
    },
    async afterUnloadDocument({ documentName }) {
      fanOut.closed(documentName);
      links.forget(documentName);
      notes.remove(documentName);
    },
    async beforeBroadcastStateless({ documentName, payload }) {
      fanOut.stateless(documentName, payload);
    },
  };
}

interface PersistDeps {
  commit: GroupCommit;
  notes: OpenNotes;
  fanOut: FanOut;
  receiver: Receiver;
  links: NoteLinks;
}

function followUpdates(document: Document, commit: GroupCommit): void {
  const note_id = document.name;
  const title = document.getText(title_field);
  let titleChanged = false;
  title.observe(() => {
    titleChanged = true;
  });
  document.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === from_log) {
      titleChanged = false; // whoever logged it has saved the title
      return;
    }
    const received_at = new Date();
    const context = contextOf(origin);
    const author_id = context?.person?.id ?? null;
    const typed = typedOf(origin);
    const pending = { note_id, author_id, received_at, typed, update, onSeq: context?.onSeq };
    commit.add(titleChanged ? { ...pending, title: listedTitle(title.toString()) } : pending);
    titleChanged = false;
  });
}

function contextOf(origin: unknown): SyncContext | undefined {
  if (!isTransactionOrigin(origin)) return undefined;
  if (origin.source === 'connection') return origin.connection.context;
  return origin.source === 'local' ? origin.context : undefined;
}

function typedOf(origin: unknown): TypedTimes | undefined {
  const isReceived = isTransactionOrigin(origin) && origin.source === 'connection';
  return isReceived ? (origin as ReceivedOrigin).typed : undefined;
}

/** A title is one line; what a foreign client puts beyond that stays in the document and out of the lists. */
function listedTitle(title: string): string {
  return title
    .replaceAll(/[\r\n\0]+/g, ' ')
    .trim()
    .slice(0, title_length_max);
}
