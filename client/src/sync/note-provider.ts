/**
 * The stock Hocuspocus provider and socket with the three faults mended that would make "Saved" untrue or slow:
 *
 * 1. What cannot be sent is queued one by one (5,000 offline edits are 5,000 frames later). Here it is dropped: on the
 *    next connection the handshake compares state vectors and sends all that is missing in one frame.
 * 2. An edit typed between "socket open" and the handshake is sent and counted, then the handshake resets the count to
 *    one, and the first of two acks makes it zero. Here nothing is sent before the handshake, which covers it.
 * 3. When the token cannot be fetched it goes on without one. Here `tokenFailed` is emitted, and `retry` begins anew.
 *    When the server asks for a newer one in between, nothing is said: it asks again, and closes at the expiry.
 *
 * And one that would make a server's refusal a flood: a socket that opens and is closed at once is opened again after the
 * same short delay for ever. Here the delay doubles until a socket lives.
 */
import {
  HocuspocusProvider,
  type HocuspocusProviderConfiguration,
  HocuspocusProviderWebsocket,
  type onCloseParameters,
  WebSocketStatus,
} from '@hocuspocus/provider';
import { closeCodes } from '@scriptorium/shared/protocol/close-codes.ts';
import { protocol_version, schema_version } from '@scriptorium/shared/protocol/versions.ts';

/** A socket that was open for so long was no refusal in disguise. */
const alive_after_ms = 10_000;
const delay_ms_max = 30_000;

export class NoteSocket extends HocuspocusProviderWebsocket {
  /**
   * The note that is being read. A proxy in front of several servers may bring the socket to the one that has it in
   * memory; read when the socket opens, so a socket that serves other notes later stays where it is.
   */
  noteInView: string | null = null;
  readonly #delay_ms = this.configuration.delay;
  #openedAt: number | null = null;

  override get url(): string {
    const parameters = new URLSearchParams({ v: `${protocol_version}`, schema: `${schema_version}` });
    if (this.noteInView !== null) parameters.set('note', this.noteInView);
    return `${super.url}?${parameters}`;
  }

  override onOpen(event: Event): Promise<void> {
    this.#openedAt = Date.now();
    return super.onOpen(event);
  }

  override onClose(parameters: onCloseParameters): void {
    // Attempts that never opened have a backoff of their own.
    if (this.#openedAt !== null) {
      const wasAlive = Date.now() - this.#openedAt >= alive_after_ms;
      const doubled_ms = Math.min(delay_ms_max, this.configuration.delay * 2);
      this.configuration.delay = wasAlive ? this.#delay_ms : doubled_ms;
    }
    this.#openedAt = null;
    // Only another version of the app mends that, and the page says so.
    if (parameters.event.code === closeCodes.outdated.code) this.shouldConnect = false;
    super.onClose(parameters);
  }

  override send(message: Uint8Array): void {
    if (this.webSocket?.readyState === WebSocket.OPEN) super.send(message);
  }

  /**
   * The device has lost its network. A connection that is silent, and is found out half a minute later, is worse than
   * none: what is typed meanwhile would be said to be on its way. Where the server is on this very machine it is back
   * at once.
   */
  cut(): void {
    if (this.webSocket) this.emit('close', { event: { code: 1006, reason: 'The device is offline' } });
  }

  get isConnected(): boolean {
    return this.status === WebSocketStatus.Connected;
  }
}

export class NoteProvider extends HocuspocusProvider {
  // The base constructor attaches nothing while it is given a socket, so these are set before any event.
  #connection = 0;
  #hasShakenHands = false;

  constructor(configuration: HocuspocusProviderConfiguration & { websocketProvider: NoteSocket }) {
    super(configuration);
  }

  /** Everything sent on this connection, the handshake's answer included, has been committed. */
  get isInStep(): boolean {
    return this.#hasShakenHands && this.isAuthenticated && this.unsyncedChanges === 0;
  }

  override async onOpen(event: Event): Promise<void> {
    const connection = ++this.#connection;
    this.#hasShakenHands = false;
    this.isAuthenticated = false;
    this.emit('open', { event });
    try {
      await this.getToken();
    } catch (cause) {
      if (connection === this.#connection) this.emit('tokenFailed', { cause });
      return;
    }
    if (connection !== this.#connection) return;
    await super.sendToken();
    if (connection !== this.#connection) return;
    this.#hasShakenHands = true;
    this.startSync();
  }

  /** The server asks for a newer token. */
  override async sendToken(): Promise<void> {
    try {
      await this.getToken();
    } catch {
      return;
    }
    await super.sendToken();
  }

  override onClose(): void {
    this.#connection += 1;
    this.#hasShakenHands = false;
    super.onClose();
  }

  /** An answer to the server holds all that waits. */
  override send(...[message, args]: Parameters<HocuspocusProvider['send']>): void {
    if (args.encoder) this.emit('answering');
    super.send(message, args);
  }

  override documentUpdateHandler(update: Uint8Array, origin: unknown): void {
    if (this.#hasShakenHands) super.documentUpdateHandler(update, origin);
  }

  /** Asks the server to open the note again, on the socket as it is; without one, its next opening does so. */
  retry(): void {
    const socket = this.configuration.websocketProvider as NoteSocket;
    if (socket.isConnected) void this.onOpen(new Event('open'));
  }
}
