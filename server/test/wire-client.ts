/**
 * A client that speaks Hocuspocus' frames over a bare WebSocket and keeps no document: for everything that a stock
 * provider would never do. The grammar is in `server/src/sync/frames.ts`; it is written a second time here, so that a
 * mistake there does not hide itself.
 */
import { createDecoder, hasContent, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { WebSocket } from 'ws';
import { until } from './clients.ts';

const types = { sync: 0, awareness: 1, auth: 2, syncReply: 4, stateless: 5, syncStatus: 8 };
const steps = { step1: 0, step2: 1, update: 2 };
const auths = { token: 0, denied: 1, authenticated: 2 };

export class WireClient {
  readonly #socket: WebSocket;
  readonly #note_id: string;
  #isAuthenticated = false;
  /** SyncStatus messages: updates that the server has saved, and that it has refused. */
  acks = 0;
  refusals = 0;
  denials: string[] = [];
  /** State vectors by which the server asked for what it lacks. */
  requests: Uint8Array[] = [];
  /** Called with each of them. */
  onRequest: (stateVector: Uint8Array) => void = () => undefined;
  /** Updates of others, and the server's answers to our state vector. */
  updates: Uint8Array[] = [];
  /** Why the socket was closed; null while it is open. */
  closed: { code: number; reason: string } | null = null;

  private constructor(socket: WebSocket, note_id: string) {
    this.#socket = socket;
    this.#note_id = note_id;
    socket.on('message', (data: Buffer) => this.#receive(data));
    socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() };
    });
    socket.on('error', () => undefined); // 'close' follows and says it
  }

  /** Resolves when the note lets it in. */
  static async open(url: string, note_id: string, token: string): Promise<WireClient> {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/sync`);
    const client = new WireClient(socket, note_id);
    socket.on('open', () => client.send(client.frame(types.auth, auths.token, token)));
    await until(() => client.#isAuthenticated || client.closed !== null, 'the note lets the client in');
    if (client.closed) throw new Error(`closed at once: ${JSON.stringify(client.closed)}`);
    return client;
  }

  /** Any bytes, frame or not. */
  send(bytes: Uint8Array): void {
    this.#socket.send(bytes);
  }

  /** Asks for everything: from then on the server sends what others type. */
  sync(): void {
    this.send(this.frame(types.sync, steps.step1, Uint8Array.of(0)));
  }

  sendUpdate(update: Uint8Array): void {
    this.send(this.updateFrame(update));
  }

  /** As an answer to a request of the server. */
  sendStep2(update: Uint8Array): void {
    this.send(this.frame(types.sync, steps.step2, update));
  }

  sendStateless(payload: string): void {
    this.send(this.frame(types.stateless, payload));
  }

  updateFrame(update: Uint8Array): Uint8Array {
    return this.frame(types.sync, steps.update, update);
  }

  /** A number is written as varuint, a string as varString, bytes as varUint8Array. */
  frame(...parts: (number | string | Uint8Array)[]): Uint8Array {
    const encoder = createEncoder();
    writeVarString(encoder, this.#note_id);
    for (const part of parts) {
      if (typeof part === 'number') writeVarUint(encoder, part);
      else if (typeof part === 'string') writeVarString(encoder, part);
      else writeVarUint8Array(encoder, part);
    }
    return toUint8Array(encoder);
  }

  /** The kernel's buffers fill up, then the server's: what a stalled phone does. */
  pauseReading(): void {
    this.#socket.pause();
  }

  resumeReading(): void {
    this.#socket.resume();
  }

  close(): void {
    this.#socket.terminate();
  }

  #receive(frame: Uint8Array): void {
    const decoder = createDecoder(frame);
    if (!hasContent(decoder)) return;
    readVarString(decoder);
    const type = readVarUint(decoder);
    if (type === types.syncStatus) {
      if (readVarUint(decoder) === 1) this.acks += 1;
      else this.refusals += 1;
    } else if (type === types.auth) {
      const kind = readVarUint(decoder);
      if (kind === auths.authenticated) this.#isAuthenticated = true;
      if (kind === auths.denied) this.denials.push(readVarString(decoder));
    } else if (type === types.sync || type === types.syncReply) {
      const step = readVarUint(decoder);
      const bytes = readVarUint8Array(decoder).slice();
      if (step !== steps.step1) return void this.updates.push(bytes);
      this.requests.push(bytes);
      this.onRequest(bytes);
    }
  }
}
