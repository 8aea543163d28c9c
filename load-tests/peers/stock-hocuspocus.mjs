/**
 * Hocuspocus as its makers publish it: the Database extension on Postgres, every setting at its default; with
 * `REDIS_URL`, the Redis extension as well. Says its port by IPC.
 */
import { Database } from '@hocuspocus/extension-database';
import { Redis } from '@hocuspocus/extension-redis';
import { Server } from '@hocuspocus/server';
import pg from 'pg';

const { DATABASE_URL, REDIS_URL } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL });
pool.on('error', () => {});
await pool.query('create table if not exists stock_documents (name text primary key, data bytea not null)');

const extensions = [
  new Database({
    async fetch({ documentName }) {
      const { rows } = await pool.query('select data from stock_documents where name = $1', [documentName]);
      return rows[0]?.data ?? null;
    },
    async store({ documentName, state }) {
      await pool.query(
        `insert into stock_documents (name, data) values ($1, $2)
          on conflict (name) do update set data = excluded.data`,
        [documentName, state],
      );
    },
  }),
];
if (REDIS_URL) {
  const { hostname, port } = new URL(REDIS_URL);
  extensions.push(new Redis({ host: hostname, port: Number(port) }));
}

const server = new Server({ quiet: true, address: '127.0.0.1', port: 0, extensions });
await server.listen();
process.on('disconnect', () => process.exit(0));
process.send?.({ kind: 'ready', port: server.address.port });
