/**
 * The stock Hocuspocus provider and socket with the three faults mended that would make "Saved" untrue or slow:
 *
 * 1. What cannot be sent is queued one by one (5,000 offline edits are 5,000 frames later). Here it is dropped: on the
 *    next connection the handshake compares state vectors and sends all that is missing in one frame.
 * 2. An edit typed between "socket open" and the handshake is sent and counted, then the handshake resets the count to
 *    one, and the first of two acks makes it zero. Here nothing is sent before the handshake, which covers it.
 * 3. When the token cannot be fetched it goes on without one. Here `tokenFailed` is emitted, and `retry` begins anew.
 */
import {
  HocuspocusProvider,
  type HocuspocusProviderConfiguration,
  HocuspocusProviderWebsocket,
  WebSocketStatus,
} from '@hocuspocus/provider';

export class NoteSocket extends HocuspocusProviderWebsocket {
  /**
   * The note that is being read. A proxy in front of several servers may bring the socket to the one that has it in
   * memory; read when the socket opens, so a socket that serves other notes later stays where it is.
   */
  noteInView: string | null = null;

  override get url(): string {
    const hint = this.noteInView === null ? '' : `?note=${encodeURIComponent(this.noteInView)}`;
    return super.url + hint;
  }

  override send(message: Uint8Array): void {
    if (this.webSocket?.readyState === WebSocket.OPEN) super.send(message);
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
    await this.sendToken();
    if (connection !== this.#connection) return;
    this.#hasShakenHands = true;
    this.startSync();
  }

  override onClose(): void {
    this.#connection += 1;
    this.#hasShakenHands = false;
    super.onClose();
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
