/** Hocuspocus extension: notes when people come to a note and leave it. Nobody waits for it, and nothing depends on it. */
import type { Extension } from '@hocuspocus/server';
import { beginVisit, endVisit } from '../notes/visits.ts';
import type { Context } from '../platform/context.ts';
import type { SyncContext } from './context.ts';

export function visits(ctx: Context): Extension<SyncContext> {
  const quietly = (work: Promise<void>) =>
    work.catch((error: unknown) => ctx.log.debug({ err: error }, 'a visit could not be noted'));
  return {
    extensionName: 'visits',
    async connected({ context: { opening }, instance, documentName }) {
      if (!opening) return;
      const others = instance.documents.get(documentName)?.getConnections() ?? [];
      const isAgain = others.some(
        ({ context }) => context.opening !== opening && context.opening?.person_id === opening.person_id,
      );
      if (!isAgain) void quietly(beginVisit(ctx.db, opening.note_id, opening.person_id));
    },
    async onDisconnect({ context: { opening } }) {
      if (opening) void quietly(endVisit(ctx.db, opening.note_id, opening.person_id));
    },
  };
}
