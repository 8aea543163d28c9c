/**
 * A socket below the gate: takes Hocuspocus frames, whatever it makes of them for the client at the other end. A `ws` socket
 * is one as it is; `YWebsocketWire` translates.
 */
export interface Wire {
  readonly readyState: number;
  /** Bytes that the reader has not taken yet. */
  readonly bufferedAmount: number;
  send(frame: Uint8Array): void;
  close(code?: number, reason?: string): void;
  /** Without a close handshake. */
  terminate(): void;
}
