/** Hocuspocus extension: who opens a note, whether they may, and the newer tokens by which they stay. */
import {
  type Extension,
  type onAuthenticatePayload,
  type onTokenSyncPayload,
  OutgoingMessage,
} from '@hocuspocus/server';
import { z } from 'zod';
import { type DenialReason, denialReasons } from '@scriptorium/shared/protocol/denials.ts';
import type { Context } from '../platform/context.ts';
import type { AccessWatch } from './access-watch.ts';
import type { SyncContext } from './context.ts';
import { findPermit, isSamePermit, type Permit } from './permits.ts';
import type { Opening, SocketRegistry } from './doors/socket-registry.ts';
import { readToken, type TokenClaims } from './tokens.ts';

export function authenticate(
  ctx: Context,
  sockets: SocketRegistry,
  watch: AccessWatch,
): Extension<SyncContext> {
  return {
    extensionName: 'authenticate',
    async onAuthenticate({
      token,
      documentName,
      connectionConfig,
      context: { socket },
    }: onAuthenticatePayload<SyncContext>) {
      if (!socket) throw new Error('a note was opened without a socket');
      const claims = await readToken(ctx, token, sockets.addressOf(socket));
      if (!claims) return deny(denialReasons.token);
      if (!z.uuid().safeParse(documentName).success) return deny(denialReasons.access);
      const permit = await watch.steady(() => findPermit(ctx, { ...claims, note_id: documentName }));
      if (typeof permit === 'string') return deny(permit);

      // Between the permit and the list in which changes look for it is nothing that waits (P3).
      const { person_id, session_id, expires_at } = claims;
      const opening: Opening = {
        ...{ socket, note_id: documentName, person_id, session_id, expires_at },
        ...{ ...permit, asked_at: 0, connection: null },
      };
      const fault = sockets.enter(opening);
      if (fault === 'too_many_sockets') socket.closeAs('too_many');
      if (fault !== null) return deny(denialReasons.too_many);
      connectionConfig.readOnly = !permit.may_write;
      return { person: { id: person_id, name: claims.name, color: claims.color }, opening };
    },

    async connected({ context: { opening }, connection }) {
      if (opening) opening.connection = connection;
    },

    async onDisconnect({ context: { opening } }) {
      if (opening) sockets.leave(opening);
    },

    async onTokenSync({ token, context, connection }: onTokenSyncPayload<SyncContext>) {
      const { opening } = context;
      if (!opening) return;
      const claims = await readToken(ctx, token, sockets.addressOf(opening.socket)).catch(() => null);
      // A stale answer says nothing new: what the opening has counts until it expires (`token-expiry.ts`).
      if (!claims) return;
      if (claims.person_id !== opening.person_id) return opening.socket.closeAs('unauthorized');
      const wish = { ...claims, note_id: opening.note_id };
      const permit = await watch.steady(() => findPermit(ctx, wish)).catch(() => null);
      // The token is good; the session behind it is looked at as soon as the database is back (P6).
      if (permit === null) watch.check([opening]);
      else if (!isAsBefore(opening, permit)) return;
      else opening.ends_at = permit.ends_at;
      renew(opening, claims);
      context.person = { id: claims.person_id, name: claims.name, color: claims.color };
      // A client that opens a note again on its socket waits for this.
      connection.send(
        new OutgoingMessage(connection.messageAddress).writeAuthenticated(!opening.may_write).toUint8Array(),
      );
    },
  };
}

/** @returns false when the socket was closed because it may not stay as it is */
function isAsBefore(opening: Opening, permit: Permit | DenialReason): permit is Permit {
  if (typeof permit === 'object' && isSamePermit(opening, permit)) return true;
  opening.socket.closeAs(permit === denialReasons.token ? 'unauthorized' : 'access_changed');
  return false;
}

function renew(opening: Opening, { session_id, expires_at }: TokenClaims): void {
  opening.session_id = session_id;
  opening.expires_at = Math.max(opening.expires_at, expires_at);
}

/** Hocuspocus sends `reason` to the client; without a message it prints nothing. */
function deny(reason: DenialReason): never {
  throw Object.assign(new Error(), { reason });
}
