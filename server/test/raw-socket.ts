/** WebSockets below any provider: what a stranger, a broken client or a slow reader sends and gets. */
import { once } from 'node:events';
import { request } from 'node:http';
import { WebSocket } from 'ws';
import type { HocuspocusClient } from './clients.ts';

export interface Closed {
  code: number;
  reason: string;
}

export interface RawSocket {
  ws: WebSocket;
  closed: Promise<Closed>;
}

/** @param path `/sync`, or `/yjs/<note id>?token=…` */
export async function openRaw(url: string, path: string): Promise<RawSocket> {
  const ws = new WebSocket(`${url.replace(/^http/, 'ws')}${path}`);
  const closed = once(ws, 'close').then(([code, reason]) => ({ code, reason: String(reason) }));
  ws.on('error', () => undefined);
  await once(ws, 'open');
  return { ws, closed };
}

/** Asks for an upgrade. @returns the HTTP status, 101 when it is let in (and leaves at once) */
export function tryUpgrade(url: string): Promise<{ status: number; retry_after: string | undefined }> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/sync`, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': Buffer.from('0123456789abcdef').toString('base64'),
      },
    });
    asked.on('upgrade', (_answer, socket) => {
      socket.destroy();
      resolve({ status: 101, retry_after: undefined });
    });
    asked.on('response', (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode ?? 0, retry_after: answer.headers['retry-after'] });
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** The next close of the client's socket; the stock provider comes back by itself. */
export function nextClose({ provider }: HocuspocusClient): Promise<Closed> {
  const socket = provider.configuration.websocketProvider;
  return new Promise((resolve) => {
    const onClose = ({ event }: { event: Closed }) => {
      socket.off('close', onClose);
      resolve({ code: event.code, reason: event.reason });
    };
    socket.on('close', onClose);
  });
}

/** One figure of `/metrics`, e.g. `scriptorium_sockets` or `scriptorium_upgrades_refused_total{reason="overloaded"}`. */
export async function metric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const line = text.split('\n').find((each) => each.startsWith(`${name} `));
  return Number(line?.split(' ').at(-1) ?? 0);
}
