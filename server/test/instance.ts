import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

/** Stands for an instance: it answers with its name, by HTTP and as the first frame of a socket; then it echoes. */
export interface Instance {
  name: string;
  address: string;
  /** Lets no socket in any more, as the server does while it stops. */
  isStopping: boolean;
  /** Takes requests and closes the connection instead of answering. */
  breaksOff: boolean;
  posts: number;
  lastForwardedFor: string | undefined;
  /** No connection survives it. */
  kill(): Promise<void>;
  /** At the same address. */
  revive(): Promise<void>;
}

export async function startInstance(name: string): Promise<Instance> {
  const webSockets = new WebSocketServer({ noServer: true });
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    instance.lastForwardedFor = request.headers['x-forwarded-for'] as string | undefined;
    if (request.method === 'POST') instance.posts += 1;
    if (instance.breaksOff) request.socket.destroy();
    else response.end(name);
  };
  const serve = async (port: number) => {
    const server = createServer(answer).listen(port, '127.0.0.1');
    server.on('upgrade', (request, socket, head) => {
      if (instance.isStopping) {
        socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      webSockets.handleUpgrade(request, socket, head, (ws) => {
        ws.send(name);
        ws.on('message', (frame) => ws.send(frame));
      });
    });
    await once(server, 'listening');
    return server;
  };
  let server = await serve(0);
  const { port } = server.address() as AddressInfo;
  const instance: Instance = {
    name,
    address: `127.0.0.1:${port}`,
    isStopping: false,
    breaksOff: false,
    posts: 0,
    lastForwardedFor: undefined,
    async kill() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      for (const ws of webSockets.clients) ws.terminate();
      await closed;
    },
    async revive() {
      server = await serve(port);
    },
  };
  return instance;
}
