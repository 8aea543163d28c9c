/** One socket from its opening to its close: limits at the door, frames to Hocuspocus, heartbeats. */
import type { Hocuspocus } from '@hocuspocus/server';
import type { WebSocket } from 'ws';
import type { CloseKind } from '@scriptorium/shared/protocol/close-codes.ts';
import type { GroupCommit } from '../../documents/group-commit.ts';
import type { Context } from '../../platform/context.ts';
import type { SyncContext } from '../context.ts';
import { FrameBudget } from './frame-budget.ts';
import { type FrameHead, frameTypes, readFrameHead } from '../frames.ts';
import { GatedSocket } from './gated-socket.ts';
import {
  authentication_ms_max,
  burst_seconds,
  costly_frame,
  echoed_states_max,
  ping_ms,
  stranger_bytes_max,
} from './limits.ts';
import type { RefusedFrame } from './rejections.ts';
import type { SocketFacts, SocketRegistry } from './socket-registry.ts';
import type { Wire } from './wire.ts';

interface ServeDeps {
  ctx: Context;
  hocuspocus: Hocuspocus<SyncContext>;
  commit: GroupCommit;
  sockets: SocketRegistry;
}

export function serveSocket(
  deps: ServeDeps,
  ws: WebSocket,
  wire: Wire,
  facts: SocketFacts,
): (frame: Uint8Array) => void {
  const { hocuspocus, sockets } = deps;
  const { limits } = deps.ctx.config;
  const socket = new GatedSocket(wire, limits.unread_bytes_max, (kind) => sockets.rejections.close(kind));
  sockets.add(socket, facts);
  // Hocuspocus reads headers and parameters of this in hooks that are not used here: nothing of the real request,
  // whose URL carries a token, is handed on.
  const connection = hocuspocus.handleConnection(socket, new Request('http://localhost/'), { socket });
  const stopTimers = watch(ws, () => sockets.hasEntered(socket) || socket.closeAs('auth_timeout'));
  ws.on('close', (code, reason) => {
    stopTimers();
    sockets.remove(socket);
    connection.handleClose({ code, reason: reason.toString() });
  });
  // ws reports what a client did wrong (a frame over the limit, bad UTF-8) and closes by itself.
  ws.on('error', (error) => sockets.rejections.close(kindOfWsError(error)));

  const guard = makeGuard(deps, () => sockets.hasEntered(socket));
  return (frame) => {
    if (ws.readyState !== ws.OPEN) return;
    const fault = guard(frame);
    if (fault === null) return connection.handleMessage(frame);
    sockets.rejections.frame(fault);
    socket.closeAs(closeKinds[fault]);
  };
}

/** The first byte of a sync message that carries a state vector and asks for all that is not in it. */
const sync_step_1 = 0;

type Fault = Exclude<RefusedFrame, 'read_only' | 'note_full'>;

const closeKinds: Record<Fault, CloseKind> = {
  too_fast: 'too_many',
  too_large: 'too_large',
  bad_message: 'bad_message',
  unsaved: 'try_again_later',
};

/** @returns what says why a frame is not taken, or null (P1) */
function makeGuard(
  { ctx, commit }: ServeDeps,
  hasEntered: () => boolean,
): (frame: Uint8Array) => Fault | null {
  const { limits, rateLimitFactor } = ctx.config;
  const per_second = limits.updates_per_second_max * rateLimitFactor;
  const budget = new FrameBudget(per_second, per_second * burst_seconds);
  let stranger_bytes = 0;
  return (frame) => {
    let head: FrameHead;
    try {
      head = readFrameHead(frame);
    } catch {
      return 'bad_message';
    }
    if (!hasEntered()) {
      stranger_bytes += frame.length;
      if (stranger_bytes > stranger_bytes_max) return 'too_fast';
    }
    if (!budget.take(isCostly(frame, head) ? costly_frame : 1)) return 'too_fast';
    const presence_bytes_max = limits.awareness_bytes_max * echoed_states_max;
    if (head.type === frameTypes.awareness && frame.length > presence_bytes_max) return 'too_large';
    if (isSync(head) && commit.queueBytes > limits.unsaved_bytes_max) return 'unsaved';
    return null;
  };
}

/** A token, or a state vector: they make the server look into the database, and encode a note. */
function isCostly(frame: Uint8Array, head: FrameHead): boolean {
  return head.type === frameTypes.auth || (isSync(head) && frame[head.offset] === sync_step_1);
}

/** Hocuspocus takes updates in both. */
function isSync({ type }: FrameHead): boolean {
  return type === frameTypes.sync || type === frameTypes.syncReply;
}

function kindOfWsError(error: Error & { code?: string }): CloseKind {
  return error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' ? 'too_large' : 'bad_message';
}

function watch(ws: WebSocket, onAuthenticationTime: () => void): () => void {
  const authentication = setTimeout(onAuthenticationTime, authentication_ms_max);
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
