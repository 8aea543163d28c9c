/** One socket from its opening to its close: limits at the door, frames to Hocuspocus, heartbeats. */
import type { Hocuspocus } from '@hocuspocus/server';
import type { WebSocket } from 'ws';
import type { GroupCommit } from '../documents/group-commit.ts';
import type { SyncContext } from './context.ts';
import { type FrameHead, frameTypes, readFrameHead } from './frames.ts';
import { GatedSocket } from './gated-socket.ts';
import { authentication_ms_max, awareness_bytes_max, ping_ms, unsaved_bytes_max } from './limits.ts';
import type { SocketRegistry } from './socket-registry.ts';
import type { Wire } from './wire.ts';

interface ServeDeps {
  hocuspocus: Hocuspocus<SyncContext>;
  commit: GroupCommit;
  sockets: SocketRegistry;
}

export function serveSocket(deps: ServeDeps, ws: WebSocket, wire: Wire): (frame: Uint8Array) => void {
  const { hocuspocus, sockets } = deps;
  const socket = new GatedSocket(wire, (kind) => sockets.countClosed(kind));
  sockets.add(socket);
  // Hocuspocus reads headers and parameters of this in hooks that are not used here: nothing of the real request,
  // whose URL carries a token, is handed on.
  const connection = hocuspocus.handleConnection(socket, new Request('http://localhost/'), { socket });
  const stopTimers = watch(ws, socket);
  ws.on('close', (code, reason) => {
    stopTimers();
    sockets.remove(socket);
    connection.handleClose({ code, reason: reason.toString() });
  });
  // ws reports what a client did wrong (a frame over the limit, bad UTF-8) and closes by itself.
  ws.on('error', () => sockets.countClosed('bad_message'));

  return (frame) => {
    if (ws.readyState !== ws.OPEN) return;
    const fault = faultOf(deps, frame);
    if (fault) socket.closeAs(fault);
    else connection.handleMessage(frame);
  };
}

function faultOf(
  { commit }: ServeDeps,
  frame: Uint8Array,
): 'bad_message' | 'too_large' | 'try_again_later' | null {
  let head: FrameHead;
  try {
    head = readFrameHead(frame);
  } catch {
    return 'bad_message';
  }
  if (head.type === frameTypes.awareness && frame.length > awareness_bytes_max) return 'too_large';
  if (head.type === frameTypes.sync && commit.queueBytes > unsaved_bytes_max) return 'try_again_later';
  return null;
}

function watch(ws: WebSocket, socket: GatedSocket): () => void {
  const authentication = setTimeout(() => {
    if (socket.session_ids.size === 0) socket.closeAs('auth_timeout');
  }, authentication_ms_max);
  let isAlive = true;
  ws.on('pong', () => {
    isAlive = true;
  });
  const heartbeat = setInterval(() => {
    if (!isAlive) return ws.terminate();
    isAlive = false;
    ws.ping();
  }, ping_ms);
  return () => {
    clearTimeout(authentication);
    clearInterval(heartbeat);
  };
}
