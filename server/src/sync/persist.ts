/**
 * Hocuspocus extension: a note's document comes from the log, and every change goes to it.
 *
 * `document.on('update')` is used and not the `onChange` hook: it runs inside the apply, before Hocuspocus sends its ack,
 * so the gate finds the update pending; the hook runs a microtask later, when the ack would be out already. A document
 * leaves memory only when all of it is committed. Hocuspocus' own store hook has no listener: it would write the whole note.
 */
import { type Document, type Extension, isTransactionOrigin } from '@hocuspocus/server';
import { title_length_max } from '@scriptorium/shared/api/notes.ts';
import { title_field } from '@scriptorium/shared/protocol/document.ts';
import type { GroupCommit } from '../documents/group-commit.ts';
import { loadDocument } from '../documents/load.ts';
import type { Context } from '../platform/context.ts';
import type { SyncContext } from './context.ts';

export function persist(ctx: Context, commit: GroupCommit): Extension<SyncContext> {
  return {
    extensionName: 'persist',
    async onLoadDocument({ document, documentName }) {
      await loadDocument(ctx, documentName, document);
    },
    async afterLoadDocument({ document, documentName }) {
      followUpdates(document, documentName, commit);
    },
    async beforeUnloadDocument({ documentName }) {
      await commit.settled(documentName);
    },
  };
}

function followUpdates(document: Document, note_id: string, commit: GroupCommit): void {
  const title = document.getText(title_field);
  let titleChanged = false;
  title.observe(() => {
    titleChanged = true;
  });
  document.on('update', (update: Uint8Array, origin: unknown) => {
    const received_at = new Date();
    const pending = { note_id, author_id: authorOf(origin), received_at, update };
    commit.add(titleChanged ? { ...pending, title: listedTitle(title.toString()) } : pending);
    titleChanged = false;
  });
}

function authorOf(origin: unknown): string | null {
  if (!isTransactionOrigin(origin)) return null;
  const context: SyncContext | undefined =
    origin.source === 'connection'
      ? origin.connection.context
      : origin.source === 'local'
        ? origin.context
        : undefined;
  return context?.person?.id ?? null;
}

/** A title is one line; what a foreign client puts beyond that stays in the document and out of the lists. */
function listedTitle(title: string): string {
  return title
    .replaceAll(/[\r\n\0]+/g, ' ')
    .trim()
    .slice(0, title_length_max);
}
