/**
 * People who were told something, or have read it elsewhere, hear so on their devices within a moment: as a stateless
 * message on one of the notes that a socket has open. A device without an open note finds out when it looks.
 */
import { notified_message } from '@scriptorium/shared/protocol/notified.ts';
import type { Context } from '../platform/context.ts';
import type { GatedSocket } from './doors/gated-socket.ts';
import type { SocketRegistry } from './doors/socket-registry.ts';

export function tellPeople(ctx: Context, sockets: SocketRegistry): void {
  ctx.events.on('notified', (person_ids) => {
    for (const person_id of new Set(person_ids)) tell(sockets, person_id);
  });
}

function tell(sockets: SocketRegistry, person_id: string): void {
  const told = new Set<GatedSocket>();
  for (const { socket, connection } of sockets.openings({ person_id })) {
    // y-websocket's client knows no such messages.
    if (connection === null || told.has(socket) || !sockets.refreshes(socket)) continue;
    told.add(socket);
    connection.sendStateless(notified_message);
  }
}
