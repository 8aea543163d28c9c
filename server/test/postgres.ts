import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { makeLog } from '../src/platform/log.ts';

export interface OwnPostgres {
  /** Fits `DATABASE_URL`; the same after every start. */
  url: string;
  /** Of its unix socket, for a proxy. */
  socket_path: string;
  /** Fits `DATABASE_URL` where a proxy to that socket listens. */
  urlBy(proxy: { host: string; port: number }): string;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops it and deletes its data. */
  remove(): Promise<void>;
}

/** A real Postgres for one test that takes it away and brings it back; others share the run's (`makeDatabase`). */
export async function startPostgres(): Promise<OwnPostgres> {
  const dataDir = await mkdtemp(join(tmpdir(), 'scriptorium-outage-'));
  const begin = () => startEmbeddedPostgres({ dataDir, log: makeLog('silent') });
  let running: EmbeddedPostgres | null = await begin();
  const { host, port, user, database } = running.connection;
  const stop = async () => {
    await running?.stop();
    running = null;
  };
  return {
    url: `postgresql://${user}@/${database}?host=${encodeURIComponent(host)}&port=${port}`,
    socket_path: join(host, `.s.PGSQL.${port}`),
    urlBy: (proxy) => `postgresql://${user}@${proxy.host}:${proxy.port}/${database}`,
    stop,
    async start() {
      running = await begin();
    },
    async remove() {
      await stop();
      await rm(dataDir, { recursive: true });
    },
  };
}
