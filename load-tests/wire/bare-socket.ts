/**
 * A WebSocket with nothing around it, for typists: a frame that arrives costs a third of what the package `ws` takes, so
 * that a hundred of them share the machine with the server that they measure.
 *
 *   frame = uint8 128 + opcode, uint8 length (126: two bytes of length follow; 127: eight), payload
 *
 * To the server the length has its high bit set and four bytes of mask follow it: zeroes are a valid one (RFC 6455, 5.3).
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const opcode_binary = 2;
const opcode_close = 8;
const opcode_ping = 9;
const opcode_pong = 10;
const nothing = Buffer.alloc(0);
/** Of all sockets: what one read brings is taken before the next. */
const read_buffer = Buffer.allocUnsafe(256 * 1024);

export interface BareSocketEvents {
  /** The bytes are valid during the call only. */
  onMessage(bytes: Uint8Array): void;
  onClosed(reason: string): void;
}

export class BareSocket {
  readonly #socket: Socket;
  readonly #events: BareSocketEvents;
  #rest: Buffer = nothing;
  #isOpen = false;
  #onOpen: () => void = () => {};

  private constructor(url: URL, events: BareSocketEvents) {
    this.#events = events;
    this.#socket = connect({
      host: url.hostname,
      port: Number(url.port),
      noDelay: true,
      onread: {
        buffer: read_buffer,
        callback: (length, buffer) => {
          this.#take(Buffer.from(buffer.buffer, buffer.byteOffset, length));
          return true;
        },
      },
    });
    this.#socket.on('error', (error) => events.onClosed(error.message));
    this.#socket.on('close', () => events.onClosed('the connection ended'));
  }

  static async open(address: string, events: BareSocketEvents): Promise<BareSocket> {
    const url = new URL(address);
    const socket = new BareSocket(url, events);
    await once(socket.#socket, 'connect');
    const opened = new Promise<void>((resolve) => {
      socket.#onOpen = resolve;
    });
    socket.#socket.write(
      `GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
    );
    await opened;
    return socket;
  }

  /** @param message made by `messageOf` */
  send(message: Uint8Array): void {
    this.#socket.write(message);
  }

  /** Reads no more: what the server sends stays with the server. */
  pause(): void {
    this.#socket.pause();
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(bytes: Buffer): void {
    let left = this.#rest.length > 0 ? Buffer.concat([this.#rest, bytes]) : bytes;
    this.#rest = nothing;
    if (!this.#isOpen) left = this.#takeAnswer(left);
    for (let frame = this.#readFrame(left); frame; frame = this.#readFrame(left)) {
      this.#hear(frame.opcode, frame.payload);
      left = left.subarray(frame.end);
    }
    // The buffer is written to again by the next read.
    if (left.length > 0) this.#rest = Buffer.from(left);
  }

  /** The HTTP answer to the upgrade. @returns what follows it */
  #takeAnswer(bytes: Buffer): Buffer {
    const end = bytes.indexOf('\r\n\r\n');
    if (end === -1) return bytes;
    const status = bytes.toString('latin1', 0, bytes.indexOf('\r\n'));
    if (status.includes(' 101')) {
      this.#isOpen = true;
      this.#onOpen();
    } else {
      this.#events.onClosed(`refused: ${status}`);
    }
    return bytes.subarray(end + 4);
  }

  #readFrame(bytes: Buffer): Frame | null {
    return this.#isOpen ? readFrame(bytes) : null;
  }

  #hear(opcode: number, payload: Buffer): void {
    if (opcode === opcode_binary) this.#events.onMessage(payload);
    else if (opcode === opcode_ping) this.#socket.write(frameOf(opcode_pong, payload));
    else if (opcode === opcode_close) {
      const code = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
      this.#events.onClosed(`closed with ${code} ${payload.toString('utf8', 2)}`);
    } else if (opcode !== opcode_pong) this.#events.onClosed(`a frame of kind ${opcode}`);
  }
}

export function messageOf(payload: Uint8Array): Uint8Array {
  return frameOf(opcode_binary, payload);
}

interface Frame {
  opcode: number;
  payload: Buffer;
  end: number;
}

function readFrame(bytes: Buffer): Frame | null {
  if (bytes.length < 2) return null;
  const short = (bytes[1] as number) & 127;
  const start = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < start) return null;
  const length =
    short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  const end = start + length;
  if (bytes.length < end) return null;
  return { opcode: (bytes[0] as number) & 15, payload: bytes.subarray(start, end), end };
}

function frameOf(opcode: number, payload: Uint8Array): Buffer {
  const { length } = payload;
  const start = length < 126 ? 6 : length < 65_536 ? 8 : 14;
  const frame = Buffer.alloc(start + length);
  frame[0] = 128 | opcode;
  frame[1] = 128 | (length < 126 ? length : length < 65_536 ? 126 : 127);
  if (start === 8) frame.writeUInt16BE(length, 2);
  if (start === 14) frame.writeBigUInt64BE(BigInt(length), 2);
  frame.set(payload, start);
  return frame;
}
