/**
 * The open sockets of this process, and the openings on them: an opening is one note that one person has open by one
 * token. Everything that asks "whose socket?", "how many?" and "which of them does this concern?" asks here.
 */
import type { Connection } from '@hocuspocus/server';
import { Gauge } from 'prom-client';
import type { CloseKind } from '@scriptorium/shared/protocol/close-codes.ts';
import type { Context } from '../../platform/context.ts';
import type { AccessChange } from '../../platform/events.ts';
import type { GatedSocket } from './gated-socket.ts';
import { Rejections } from './rejections.ts';

export interface Opening {
  readonly socket: GatedSocket;
  readonly note_id: string;
  readonly person_id: string;
  /** Or the key's. */
  session_id: string;
  may_write: boolean;
  may_comment: boolean;
  /** Of the token, in milliseconds since 1970. */
  expires_at: number;
  /** Of the key, where it was opened by one; then no newer token helps. Infinity for others. */
  ends_at: number;
  /** When the client was last asked for a new token; 0 for never. */
  asked_at: number;
  /** Null while the note is being loaded. */
  connection: Connection | null;
}

export interface SocketFacts {
  /** What counts as one address (`addressGroup`). */
  address: string;
  /** Whether its client can be asked for a new token; y-websocket's cannot. */
  refreshes: boolean;
}

interface Entry extends SocketFacts {
  /** True from the first note that let somebody in. */
  hasEntered: boolean;
  readonly openings: Set<Opening>;
}

export class SocketRegistry {
  readonly rejections: Rejections;
  readonly #ctx: Context;
  readonly #entries = new Map<GatedSocket, Entry>();
  /** By address: sockets on which nobody has signed in yet. */
  readonly #strangers = new Map<string, number>();
  /** By person: how many openings on which socket. */
  readonly #people = new Map<string, Map<GatedSocket, number>>();

  constructor(ctx: Context) {
    this.#ctx = ctx;
    this.rejections = new Rejections(ctx);
    const entries = this.#entries;
    new Gauge({
      name: 'scriptorium_sockets',
      help: 'Open WebSockets',
      registers: [ctx.metrics],
      collect() {
        this.set(entries.size);
      },
    });
  }

  add(socket: GatedSocket, facts: SocketFacts): void {
    this.#entries.set(socket, { ...facts, hasEntered: false, openings: new Set() });
    this.#strangers.set(facts.address, this.strangersFrom(facts.address) + 1);
  }

  remove(socket: GatedSocket): void {
    const entry = this.#entries.get(socket);
    if (!entry) return;
    for (const opening of entry.openings) this.leave(opening);
    this.#entries.delete(socket);
    if (!entry.hasEntered) this.#forgetStranger(entry.address);
  }

  /** @returns the fault that keeps the note from being opened on this socket, else null */
  enter(opening: Opening): 'gone' | 'too_many_notes' | 'too_many_sockets' | null {
    const { socket, person_id } = opening;
    const { notes_per_socket_max, sockets_per_person_max } = this.#ctx.config.limits;
    const entry = this.#entries.get(socket);
    if (!entry) return 'gone';
    if (entry.openings.size >= notes_per_socket_max) return 'too_many_notes';
    const own = this.#people.get(person_id) ?? new Map<GatedSocket, number>();
    if (!own.has(socket) && own.size >= sockets_per_person_max) return 'too_many_sockets';

    own.set(socket, (own.get(socket) ?? 0) + 1);
    this.#people.set(person_id, own);
    entry.openings.add(opening);
    if (!entry.hasEntered) this.#forgetStranger(entry.address);
    entry.hasEntered = true;
    return null;
  }

  /** The note is closed on its socket. Harmless to repeat. */
  leave(opening: Opening): void {
    const { socket, person_id } = opening;
    if (!this.#entries.get(socket)?.openings.delete(opening)) return;
    const own = this.#people.get(person_id);
    const left = (own?.get(socket) ?? 1) - 1;
    if (left > 0) own?.set(socket, left);
    else own?.delete(socket);
    if (own?.size === 0) this.#people.delete(person_id);
  }

  hasEntered(socket: GatedSocket): boolean {
    return this.#entries.get(socket)?.hasEntered ?? false;
  }

  addressOf(socket: GatedSocket): string {
    return this.#entries.get(socket)?.address ?? '';
  }

  refreshes(socket: GatedSocket): boolean {
    return this.#entries.get(socket)?.refreshes ?? false;
  }

  strangersFrom(address: string): number {
    return this.#strangers.get(address) ?? 0;
  }

  /** Those that the change concerns; without one, all. */
  *openings({ note_id, person_id }: AccessChange = {}): Generator<Opening> {
    for (const entry of this.#entries.values()) {
      for (const opening of entry.openings) {
        const isConcerned =
          (note_id === undefined || opening.note_id === note_id) &&
          (person_id === undefined || opening.person_id === person_id);
        if (isConcerned) yield opening;
      }
    }
  }

  /** Sockets that one of these sessions or keys opened, or a token of it. */
  closeSessions(ids: readonly string[]): void {
    const ended = new Set(ids);
    for (const { socket, session_id } of [...this.openings()]) {
      if (ended.has(session_id)) socket.closeAs('unauthorized');
    }
  }

  /** Sockets that have the note open: they come back and are asked again what they may do. */
  closeNote(note_id: string, kind: CloseKind): void {
    for (const { socket } of [...this.openings({ note_id })]) socket.closeAs(kind);
  }

  closeAll(kind: CloseKind): void {
    for (const socket of [...this.#entries.keys()]) socket.closeAs(kind);
  }

  #forgetStranger(address: string): void {
    const left = this.strangersFrom(address) - 1;
    if (left > 0) this.#strangers.set(address, left);
    else this.#strangers.delete(address);
  }
}
