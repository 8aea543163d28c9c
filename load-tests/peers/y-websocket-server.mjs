/** y-websocket's server as its makers publish it (its own start program cannot say which port it got): in memory only. */
import { createServer } from 'node:http';
import { setupWSConnection } from '@y/websocket-server/utils';
import { WebSocketServer } from 'ws';

const webSockets = new WebSocketServer({ noServer: true });
webSockets.on('connection', setupWSConnection);
const server = createServer((_request, response) => response.end('okay'));
server.on('upgrade', (request, socket, head) => {
  webSockets.handleUpgrade(request, socket, head, (ws) => webSockets.emit('connection', ws, request));
});
server.listen(0, '127.0.0.1', () => {
  process.on('disconnect', () => process.exit(0));
  process.send?.({ kind: 'ready', port: server.address().port });
});
