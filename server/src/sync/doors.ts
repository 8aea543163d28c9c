/**
 * The two ways in by WebSocket: `/sync` speaks Hocuspocus' protocol (one socket, many notes), `/yjs/<note id>?token=`
 * speaks y-websocket's (one socket, one note) and is translated into the first, so that both obey the same rules.
 */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Context } from '../platform/context.ts';
import { isSameSite } from '../platform/security.ts';
import { tokenFrame } from './frames.ts';
import { frame_bytes_max } from './limits.ts';
import { WebSocketWire } from './web-socket-wire.ts';
import type { Wire } from './wire.ts';
import { fromYWebsocket, YWebsocketWire } from './y-websocket.ts';

/** Serves a socket from its opening to its close. @returns what takes the Hocuspocus frames that come in */
export type Serve = (ws: WebSocket, wire: Wire) => (frame: Uint8Array) => void;

/** @returns a function after which nobody is let in any more; open sockets stay */
export function openDoors(server: Server, ctx: Context, serve: Serve): () => void {
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: frame_bytes_max,
    clientTracking: false,
  });
  let isOpen = true;
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const note_id = /^\/yjs\/([\w-]{1,100})$/.exec(url.pathname)?.[1];
    if (note_id === undefined && url.pathname !== '/sync') return refuse(socket, '404 Not Found');
    if (!isOpen) return refuse(socket, '503 Service Unavailable');
    // No CORS rule guards an upgrade: a page of another site must not reach this server through its visitor.
    if (!isSameSite(request, ctx.config)) return refuse(socket, '403 Forbidden');
    webSockets.handleUpgrade(request, socket, head, (ws) => {
      const wire = new WebSocketWire(ws, socket);
      if (note_id === undefined) enter(ws, wire, serve);
      else enterByYjs(ws, wire, serve, note_id, url.searchParams.get('token') ?? '');
    });
  });
  return () => {
    isOpen = false;
  };
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function enter(ws: WebSocket, wire: Wire, serve: Serve): void {
  const receive = serve(ws, wire);
  ws.on('message', (data) => receive(toBytes(data)));
}

function enterByYjs(ws: WebSocket, wire: Wire, serve: Serve, note_id: string, token: string): void {
  const receive = serve(ws, new YWebsocketWire(wire));
  receive(tokenFrame(note_id, token));
  ws.on('message', (data) => receive(fromYWebsocket(note_id, toBytes(data))));
}

function toBytes(data: Buffer | ArrayBuffer | Buffer[]): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
