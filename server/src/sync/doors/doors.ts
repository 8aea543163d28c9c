/**
 * The two ways in by WebSocket: `/sync` speaks Hocuspocus' protocol (one socket, many notes), `/yjs/<note id>?token=`
 * speaks y-websocket's (one socket, one note) and is translated into the first, so that both obey the same rules.
 */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { closeCodes } from '@scriptorium/shared/protocol/close-codes.ts';
import { addressGroup, makeAddressOf } from '../../platform/client-address.ts';
import type { Context } from '../../platform/context.ts';
import type { EventLoopLag } from '../../platform/event-loop-lag.ts';
import { isSameSite } from '../../platform/security.ts';
import { tokenFrame } from '../frames.ts';
import { isOutdated } from './outdated.ts';
import type { RefusedUpgrade } from './rejections.ts';
import type { SocketFacts, SocketRegistry } from './socket-registry.ts';
import { WebSocketWire } from './web-socket-wire.ts';
import type { Wire } from './wire.ts';
import { fromYWebsocket, YWebsocketWire } from './y-websocket.ts';

/** Serves a socket from its opening to its close. @returns what takes the Hocuspocus frames that come in */
export type Serve = (ws: WebSocket, wire: Wire, facts: SocketFacts) => (frame: Uint8Array) => void;

interface DoorDeps {
  ctx: Context;
  sockets: SocketRegistry;
  lag: EventLoopLag;
}

/** An answer to an upgrade that is refused, and after how many seconds to try again. */
const refusals: Record<RefusedUpgrade, { status: string; retry_seconds?: number }> = {
  stopping: { status: '503 Service Unavailable', retry_seconds: 5 },
  other_site: { status: '403 Forbidden' },
  overloaded: { status: '503 Service Unavailable', retry_seconds: 2 },
  too_many_from_address: { status: '429 Too Many Requests', retry_seconds: 10 },
};

/** @returns a function after which nobody is let in any more; open sockets stay */
export function openDoors(server: Server, { ctx, sockets, lag }: DoorDeps, serve: Serve): () => void {
  const { limits } = ctx.config;
  const addressOf = makeAddressOf(ctx.config);
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.frame_bytes_max,
    clientTracking: false,
  });
  let isOpen = true;
  const faultOf = (request: IncomingMessage, address: string): RefusedUpgrade | null => {
    if (!isOpen) return 'stopping';
    // No CORS rule guards an upgrade: a page of another site must not reach this server through its visitor.
    if (!isSameSite(request, ctx.config)) return 'other_site';
    // Who is here already goes on; who comes now would only make it worse for all.
    if (lag.ms > limits.event_loop_lag_ms_max) return 'overloaded';
    if (sockets.strangersFrom(address) >= limits.sockets_per_address_max) return 'too_many_from_address';
    return null;
  };
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const note_id = /^\/yjs\/([\w-]{1,100})$/.exec(url.pathname)?.[1];
    if (note_id === undefined && url.pathname !== '/sync') return refuse(socket, '404 Not Found');
    const address = addressGroup(addressOf(request));
    const fault = faultOf(request, address);
    if (fault) {
      sockets.rejections.upgrade(fault);
      return refuse(socket, refusals[fault].status, refusals[fault].retry_seconds);
    }
    webSockets.handleUpgrade(request, socket, head, (ws) => {
      const wire = new WebSocketWire(ws, socket);
      if (note_id === undefined) {
        const receive = serve(ws, wire, { address, refreshes: true });
        if (isOutdated(url.searchParams)) turnAway(ws, sockets);
        else ws.on('message', (data) => receive(toBytes(data)));
      } else enterByYjs(ws, wire, serve, address, note_id, url.searchParams.get('token') ?? '');
    });
  });
  return () => {
    isOpen = false;
  };
}

function refuse(socket: Duplex, status: string, retry_seconds?: number): void {
  const retry = retry_seconds === undefined ? '' : `Retry-After: ${retry_seconds}\r\n`;
  // Whoever is refused may be gone already.
  socket.on('error', () => undefined);
  socket.end(`HTTP/1.1 ${status}\r\n${retry}Connection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Not at the upgrade: a browser tells its page no status of one that fails, only the code of a close. */
function turnAway(ws: WebSocket, { rejections }: SocketRegistry): void {
  rejections.close('outdated');
  ws.close(closeCodes.outdated.code, closeCodes.outdated.reason);
}

function enterByYjs(
  ws: WebSocket,
  wire: Wire,
  serve: Serve,
  address: string,
  note_id: string,
  token: string,
): void {
  const receive = serve(ws, new YWebsocketWire(wire), { address, refreshes: false });
  receive(tokenFrame(note_id, token));
  ws.on('message', (data) => receive(fromYWebsocket(note_id, toBytes(data))));
}

function toBytes(data: Buffer | ArrayBuffer | Buffer[]): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
