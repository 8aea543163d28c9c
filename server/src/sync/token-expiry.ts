/**
 * A socket lives as long as its tokens. Before one expires the client is asked for a newer one, again and again; when none
 * has come by the expiry (and a grace for the answer on its way) the socket is closed, and its client comes back with one.
 * A client that cannot be asked (y-websocket) is closed at the expiry.
 *
 * Where a key opened it, it is closed when that ends, whatever its tokens say.
 *
 * While the database is away nobody can get a new token: nobody is closed for that (D3, P6).
 */
import type { Context } from '../platform/context.ts';
import { ask_again_ms, refresh_before_ms, refresh_grace_ms } from './doors/limits.ts';
import type { Opening, SocketRegistry } from './doors/socket-registry.ts';

export class TokenExpiry {
  readonly #ctx: Context;
  readonly #sockets: SocketRegistry;
  #isClosing = false;

  constructor(ctx: Context, sockets: SocketRegistry) {
    this.#ctx = ctx;
    this.#sockets = sockets;
  }

  /** Once a second or more often. */
  tick(now_ms = Date.now()): void {
    const expired: Opening[] = [];
    for (const opening of this.#sockets.openings()) {
      if (this.#hasExpired(opening, now_ms)) expired.push(opening);
      else if (this.#isToBeAsked(opening, now_ms)) {
        opening.asked_at = now_ms;
        opening.connection?.requestToken();
      }
    }
    if (expired.length > 0) void this.#close(expired);
  }

  #hasExpired({ socket, expires_at, ends_at }: Opening, now_ms: number): boolean {
    if (now_ms >= ends_at) return true;
    return now_ms >= expires_at + (this.#sockets.refreshes(socket) ? refresh_grace_ms : 0);
  }

  #isToBeAsked({ socket, expires_at, asked_at }: Opening, now_ms: number): boolean {
    if (!this.#sockets.refreshes(socket)) return false;
    return now_ms >= expires_at - refresh_before_ms && now_ms >= asked_at + ask_again_ms;
  }

  async #close(expired: readonly Opening[]): Promise<void> {
    if (this.#isClosing) return;
    this.#isClosing = true;
    const isDatabaseThere = await this.#ctx.db.query('select 1').then(
      () => true,
      () => false,
    );
    this.#isClosing = false;
    const now_ms = Date.now();
    for (const opening of expired) {
      if (!this.#hasExpired(opening, now_ms)) continue;
      if (isDatabaseThere) opening.socket.closeAs('unauthorized');
      else opening.expires_at = now_ms + refresh_grace_ms;
    }
  }
}
