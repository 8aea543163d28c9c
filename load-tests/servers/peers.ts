/** The peers, as the bench sees them. Both let everybody in, so notes and people cost them nothing. */
import { randomUUID } from 'node:crypto';
import type { BenchServer } from './bench-server.ts';
import { type Peer, startPeer } from './child.ts';

export interface StockOptions {
  databaseUrl: string;
  redisUrl?: string;
  instances?: number;
}

export interface PeerServer extends BenchServer {
  peers: Peer[];
}

/** Hocuspocus with its Database extension; with `redisUrl` also its Redis extension. */
export async function startStock({
  databaseUrl,
  redisUrl,
  instances = 1,
}: StockOptions): Promise<PeerServer> {
  const env = { DATABASE_URL: databaseUrl, ...(redisUrl ? { REDIS_URL: redisUrl } : {}) };
  const peers: Peer[] = [];
  for (let i = 0; i < instances; i += 1) peers.push(await startPeer('stock-hocuspocus', env));
  return { name: 'stock', dialect: 'hocuspocus', ...common(peers) };
}

/** y-websocket's server, which keeps notes in memory only. */
export async function startYWebsocket(): Promise<PeerServer> {
  return {
    name: 'y-websocket',
    dialect: 'y-websocket',
    ...common([await startPeer('y-websocket-server', {})]),
  };
}

function common(peers: Peer[]): Omit<PeerServer, 'name' | 'dialect'> {
  return {
    peers,
    pids: peers.map(({ pid }) => pid),
    async makeNotes(count, people) {
      return Array.from({ length: count }, () => ({
        id: randomUUID(),
        people: Array.from({ length: people }, (_, p) => ({
          url: (peers[p % peers.length] as Peer).url,
          token: 'nobody asks',
        })),
      }));
    },
    // They say "saved" before they save: what is lost by that is measured by `kill-9`, not here.
    async verify() {},
    commits: async () => null,
    async stop() {
      await Promise.all(peers.map(async (peer) => (await peer.terminate(500)) || peer.kill9()));
    },
  };
}
