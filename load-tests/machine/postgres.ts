/** One Postgres for the whole bench, everybody's: the embedded one, as an installation has it, with its own settings. */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../server/src/platform/embedded-postgres.ts';
import { makeLog } from '../../server/src/platform/log.ts';
import { treeCpuMs } from './cpu.ts';

export interface BenchPostgres {
  /** A new database. @returns what fits `DATABASE_URL` */
  makeDatabase(name: string): Promise<string>;
  checkpoint(): Promise<void>;
  cpuMs(): number;
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<BenchPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'scriptorium-bench-'));
  // Started by root, Postgres runs as another user, who must get through to its own folder inside.
  chmodSync(folder, 0o755);
  const { connection, stop } = await startEmbeddedPostgres({ dataDir: folder, log: makeLog('warn') });
  const { host, port, user } = connection;
  const url = (role: string, database: string) =>
    `postgresql://${role}@/${database}?host=${encodeURIComponent(host)}&port=${port}`;
  const postmaster = Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  return {
    async makeDatabase(name) {
      await query(url('postgres', 'postgres'), `create database ${name} owner ${user}`);
      return url(user, name);
    },
    async checkpoint() {
      await query(url('postgres', 'postgres'), 'checkpoint');
    },
    cpuMs: () => treeCpuMs(postmaster),
    async stop() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}
