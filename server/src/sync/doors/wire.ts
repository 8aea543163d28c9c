/**
 * A socket below the gate: takes Hocuspocus frames, whatever it makes of them for the client at the other end.
 * `WebSocketWire` passes them as they are; `YWebsocketWire` translates.
 */
export interface Wire {
  readonly readyState: number;
  /** Bytes that the reader has not taken yet. */
  readonly bufferedAmount: number;
  send(frame: Uint8Array): void;
  /** Within some milliseconds, together with whatever else is sent by then. */
  sendSoon(frame: Uint8Array): void;
  close(code?: number, reason?: string): void;
  /** Without a close handshake. */
  terminate(): void;
}
