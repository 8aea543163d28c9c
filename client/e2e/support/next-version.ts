/**
 * A door in front of a server, as a proxy is, behind which the app can become a newer version: another page, and a
 * service worker that knows of it. Everything else goes through as it is.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

export interface Door {
  url: string;
  /** From now on the server has the version of this number; it begins with 1. */
  release(version: number): void;
  close(): Promise<void>;
}

export async function openDoor(serverUrl: string): Promise<Door> {
  const target = { host: '127.0.0.1', port: Number(new URL(serverUrl).port) };
  const sockets = new Set<Duplex>();
  let version = 1;
  const door = createServer((incoming, outgoing) => forward(incoming, outgoing, target, () => version));
  door.on('connection', (socket: Socket) => keep(sockets, socket));
  door.on('upgrade', (incoming, socket) => keep(sockets, tunnel(incoming, socket, target)));
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  return {
    url: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
    release(next) {
      version = next;
    },
    async close() {
      door.close();
      for (const socket of sockets) socket.destroy();
      await once(door, 'close');
    },
  };
}

type Target = { host: string; port: number };

function forward(incoming: IncomingMessage, outgoing: ServerResponse, target: Target, version: () => number) {
  const { method, url: path, headers } = incoming;
  const onward = request({ ...target, method, path, headers }, async (answer) => {
    const isOfVersion =
      path === '/sw.js' || headers.accept?.includes('text/html') || path?.startsWith('/index.html');
    if (!isOfVersion || answer.statusCode !== 200) {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      return;
    }
    const body = asVersion(await textOf(answer), version());
    const { 'content-length': _, etag: __, 'last-modified': ___, ...rest } = answer.headers;
    outgoing.writeHead(200, rest);
    outgoing.end(body);
  });
  onward.on('error', () => outgoing.writeHead(502).end());
  incoming.pipe(onward);
}

/** The worker's list names the page by its content, the page says its version. */
function asVersion(text: string, version: number): string {
  return text
    .replace(/"revision":"\w+","url":"index.html"/, `"revision":"version-${version}","url":"index.html"`)
    .replace('<head>', `<head><meta name="test-version" content="${version}">`);
}

async function textOf(answer: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of answer.setEncoding('utf8')) text += chunk;
  return text;
}

/** A web socket: the bytes of both sides, as they come. */
function tunnel(incoming: IncomingMessage, socket: Duplex, target: Target): Duplex {
  const onward = connect(target, () => {
    const lines = incoming.rawHeaders.flatMap((name, at, all) => (at % 2 ? [] : [`${name}: ${all[at + 1]}`]));
    onward.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    socket.pipe(onward).pipe(socket);
  });
  onward.on('error', () => socket.destroy());
  socket.on('error', () => onward.destroy());
  return onward;
}

function keep(sockets: Set<Duplex>, socket: Duplex): void {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
}
