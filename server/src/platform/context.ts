import type { Blobs } from './blobs.ts';
import type { Config } from './config.ts';
import type { DatabaseTarget, Db } from './db.ts';
import type { Events } from './events.ts';
import type { Log } from './log.ts';
import type { Mailer } from './mail.ts';
import type { Metrics } from './metrics.ts';
import type { Redis } from './redis.ts';

/** What every operation gets: one plain object, made in `app.ts`. */
export interface Context {
  config: Config;
  /** Signs tokens and cookies; from SECRET or kept in DATA_DIR. */
  secret: string;
  db: Db;
  /** For what needs a connection of its own, in a thread of its own. */
  database: DatabaseTarget;
  /** Large bytes: what is in files of notes. */
  blobs: Blobs;
  redis: Redis | null;
  events: Events;
  /** Null: no mail can be sent. */
  mailer: Mailer | null;
  log: Log;
  metrics: Metrics;
}
