/** Hocuspocus extension: who opens a note, and whether they may. */
import type { Extension, onAuthenticatePayload } from '@hocuspocus/server';
import { z } from 'zod';
import { may } from '@scriptorium/shared/permissions.ts';
import { type DenialReason, denialReasons } from '@scriptorium/shared/protocol/denials.ts';
import { findNoteAccess } from '../access/roles.ts';
import { isSessionActive } from '../auth/sessions.ts';
import type { Context } from '../platform/context.ts';
import type { SyncContext } from './context.ts';
import { notes_per_socket_max, sockets_per_person_max } from './limits.ts';
import type { SocketRegistry } from './socket-registry.ts';
import { readSyncToken } from './tokens.ts';

export function authenticate(ctx: Context, sockets: SocketRegistry): Extension<SyncContext> {
  return {
    extensionName: 'authenticate',
    async onAuthenticate({
      token,
      documentName,
      connectionConfig,
      context,
    }: onAuthenticatePayload<SyncContext>) {
      const { socket } = context;
      if (!socket) throw new Error('a note was opened without a socket');
      const claims = await readSyncToken(ctx.secret, token);
      if (!claims || !(await isSessionActive(ctx, claims.session_id, claims.person_id)))
        return deny(denialReasons.token);
      if (!z.uuid().safeParse(documentName).success) return deny(denialReasons.access);
      const access = await findNoteAccess(ctx, documentName, claims.person_id);
      if (!access || !may(access.role, 'note:read')) return deny(denialReasons.access);

      socket.session_ids.add(claims.session_id);
      socket.note_ids.add(documentName);
      sockets.claim(socket, claims.person_id);
      if (
        socket.note_ids.size > notes_per_socket_max ||
        sockets.countOf(claims.person_id) > sockets_per_person_max
      ) {
        socket.closeAs('too_many');
      }
      connectionConfig.readOnly = access.is_trashed || !may(access.role, 'note:write');
      return { person: { id: claims.person_id, name: claims.name } };
    },
  };
}

/** Hocuspocus sends `reason` to the client; without a message it prints nothing. */
function deny(reason: DenialReason): never {
  throw Object.assign(new Error(), { reason });
}
