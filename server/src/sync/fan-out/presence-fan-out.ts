/** The presence of the people on this instance, for the other instances: coalesced, and only what is our own (F4). */
import type { Document } from '@hocuspocus/server';
import { encodeAwarenessUpdate } from 'y-protocols/awareness';
import { from_log } from './open-notes.ts';

/** A caret that moves more often than this is seen to jump a little on other instances. */
const coalesce_ms = 50;

interface Changes {
  added: number[];
  updated: number[];
  removed: number[];
}

/** @param send takes an awareness update with the newest state of each client that changed */
export function followPresence(document: Document, send: (update: Uint8Array) => void) {
  const { awareness } = document;
  const changed = new Set<number>();
  let timer: NodeJS.Timeout | null = null;

  const flush = () => {
    timer = null;
    const clients = [...changed].filter((client) => awareness.meta.has(client));
    changed.clear();
    if (clients.length > 0) send(encodeAwarenessUpdate(awareness, clients));
  };
  const onUpdate = ({ added, updated, removed }: Changes, origin: unknown) => {
    // A state that nobody renewed has run out on every instance by itself.
    if (origin === from_log || origin === 'timeout') return;
    for (const client of [...added, ...updated, ...removed]) changed.add(client);
    timer ??= setTimeout(flush, coalesce_ms);
  };
  awareness.on('update', onUpdate);

  return {
    /** Another instance asks who is here. */
    tellAll(): void {
      const clients = [...document.connections.values()].flatMap((entry) => [...entry.clients] as number[]);
      const known = clients.filter((client) => awareness.meta.has(client));
      if (known.length > 0) send(encodeAwarenessUpdate(awareness, known));
    },
    /** Sends what is due first: that the last person here has left. */
    stop(): void {
      awareness.off('update', onUpdate);
      if (!timer) return;
      clearTimeout(timer);
      flush();
    },
  };
}
