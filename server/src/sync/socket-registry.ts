/** The open sockets of this process: whose they are, and closing those that a change concerns. */
import { Counter, Gauge } from 'prom-client';
import type { CloseKind } from '@scriptorium/shared/protocol/close-codes.ts';
import type { Context } from '../platform/context.ts';
import type { GatedSocket } from './gated-socket.ts';

export class SocketRegistry {
  readonly #people = new Map<GatedSocket, string | null>();
  readonly #closed: Counter<'kind'>;

  constructor(ctx: Context) {
    const people = this.#people;
    const registers = [ctx.metrics];
    new Gauge({
      name: 'scriptorium_sockets',
      help: 'Open WebSockets',
      registers,
      collect() {
        this.set(people.size);
      },
    });
    this.#closed = new Counter({
      name: 'scriptorium_sockets_closed_total',
      help: 'Sockets that the server closed, by kind',
      labelNames: ['kind'],
      registers,
    });
  }

  add(socket: GatedSocket): void {
    this.#people.set(socket, null);
  }

  remove(socket: GatedSocket): void {
    this.#people.delete(socket);
  }

  claim(socket: GatedSocket, person_id: string): void {
    if (this.#people.has(socket)) this.#people.set(socket, person_id);
  }

  countOf(person_id: string): number {
    let count = 0;
    for (const id of this.#people.values()) if (id === person_id) count += 1;
    return count;
  }

  countClosed(kind: CloseKind): void {
    this.#closed.inc({ kind });
  }

  /** Sockets that a token of one of these sessions opened. */
  closeSessions(ids: string[]): void {
    this.#closeWhere('unauthorized', (socket) => ids.some((id) => socket.session_ids.has(id)));
  }

  /** Sockets that have the note open come back and are asked again what they may do. */
  closeNote(note_id: string, kind: CloseKind): void {
    this.#closeWhere(kind, (socket) => socket.note_ids.has(note_id));
  }

  closeAll(kind: CloseKind): void {
    this.#closeWhere(kind, () => true);
  }

  #closeWhere(kind: CloseKind, concerns: (socket: GatedSocket) => boolean): void {
    for (const socket of [...this.#people.keys()]) if (concerns(socket)) socket.closeAs(kind);
  }
}
