/**
 * Writes frames to a `ws` socket, cheaply. Under load most of the server's CPU is the kernel's `send`, and most of the
 * rest what `ws` does around it for every receiver; so:
 *
 * - a broadcast is the same bytes for everybody, and its WebSocket frame is made once (RFC 6455, 5.2: server frames are
 *   unmasked, so header and payload do not depend on who reads them);
 * - an ack can wait a moment for the next frame to the same reader, and goes out in the same write.
 *
 * Everything else (reading, pings, closing) stays with `ws`. It must not compress, or the frames would mix.
 */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Wire } from './wire.ts';

/** How long an ack waits for company. */
const soon_ms = 40;
const writes_a_turn = 8;

/** Wires with frames that wait, and the one timer of all of them. */
const waiting = new Set<WebSocketWire>();
let isTimerSet = false;

export class WebSocketWire implements Wire {
  readonly #ws: WebSocket;
  readonly #socket: Duplex;
  #later: Uint8Array[] = [];

  /** @param socket the connection that `ws` speaks on, as the upgrade brought it */
  constructor(ws: WebSocket, socket: Duplex) {
    this.#ws = ws;
    this.#socket = socket;
  }

  get readyState(): number {
    return this.#ws.readyState;
  }

  get bufferedAmount(): number {
    return this.#socket.writableLength;
  }

  send(frame: Uint8Array): void {
    if (this.#later.length === 0) {
      this.#socket.write(webSocketFrame(frame));
      return;
    }
    this.#socket.cork();
    this.#writeLater();
    this.#socket.write(webSocketFrame(frame));
    this.#socket.uncork();
  }

  sendSoon(frame: Uint8Array): void {
    this.#later.push(frame);
    waiting.add(this);
    if (isTimerSet) return;
    isTimerSet = true;
    setTimeout(flushWaiting, soon_ms);
  }

  close(code?: number, reason?: string): void {
    this.flush();
    this.#ws.close(code, reason);
  }

  terminate(): void {
    this.#later = [];
    this.#ws.terminate();
  }

  flush(): void {
    if (this.#later.length === 0 || this.#ws.readyState !== this.#ws.OPEN) return;
    this.#socket.cork();
    this.#writeLater();
    this.#socket.uncork();
  }

  #writeLater(): void {
    for (const frame of this.#later) this.#socket.write(webSocketFrame(frame));
    this.#later = [];
    waiting.delete(this);
  }
}

/** A few a turn of the event loop: each is a write to the kernel, and keystrokes must not wait for hundreds of them. */
function flushWaiting(): void {
  let count = 0;
  for (const wire of waiting) {
    if (count === writes_a_turn) {
      setImmediate(flushWaiting);
      return;
    }
    wire.flush();
    waiting.delete(wire);
    count += 1;
  }
  isTimerSet = false;
}

let lastPayload: Uint8Array | null = null;
let lastFrame: Uint8Array = new Uint8Array();

/** A final binary frame. The same payload, sent to one reader after the other, is framed once. */
function webSocketFrame(payload: Uint8Array): Uint8Array {
  if (payload === lastPayload) return lastFrame;
  lastPayload = payload;
  lastFrame = makeFrame(payload);
  return lastFrame;
}

const final_binary = 0x82;

function makeFrame(payload: Uint8Array): Uint8Array {
  const { length } = payload;
  const header_bytes = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(header_bytes + length);
  frame[0] = final_binary;
  if (header_bytes === 2) frame[1] = length;
  else if (header_bytes === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeUInt32BE(Math.floor(length / 2 ** 32), 2);
    frame.writeUInt32BE(length >>> 0, 6);
  }
  frame.set(payload, header_bytes);
  return frame;
}
