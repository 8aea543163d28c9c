/**
 * What lower features tell higher ones on every instance, where a row is too slow: a socket must close now (P3).
 *
 *   announce(tx, …) ──► NOTIFY, with the commit ──► every instance's listening connection ──► `events.on(…)`
 *
 * Postgres carries it because every instance has it, and because what is rolled back is never announced. This instance
 * hears its own announcements the same way, and only so. A connection can break, or be a pool that passes nothing on
 * (PgBouncer in transaction mode): then `isHearing` is false, what was said meanwhile is lost, and whoever depends on
 * it looks for itself until `hearing` is emitted.
 */
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import type { openPool } from './db.ts';
import type { Log } from './log.ts';

const announcementSchema = z.discriminatedUnion('kind', [
  /** Sessions ended before their time. */
  z.object({ kind: z.literal('sessions_ended'), ids: z.array(z.string()) }),
  /** What may be done has changed: by everybody in a note, by a person everywhere, or by a person in a note. */
  z.object({
    kind: z.literal('access_changed'),
    note_id: z.string().optional(),
    person_id: z.string().optional(),
  }),
  /** Somebody commented on a note, or changed a comment. */
  z.object({ kind: z.literal('comments_changed'), note_id: z.string() }),
  /** These people were told something, or have read it. */
  z.object({ kind: z.literal('notified'), person_ids: z.array(z.string()) }),
  /** An instance tries whether it hears itself. */
  z.object({ kind: z.literal('echo'), id: z.string() }),
]);
type Announcement = z.infer<typeof announcementSchema>;

export type AccessChange = Omit<Extract<Announcement, { kind: 'access_changed' }>, 'kind'>;

interface EventMap {
  sessions_ended: [ids: string[]];
  access_changed: [change: AccessChange];
  comments_changed: [note_id: string];
  notified: [person_ids: string[]];
  /** Announcements are heard from now on; those of a time before may have been missed. */
  hearing: [];
  echo: [id: string];
}

const channel = 'scriptorium_events';
/** NOTIFY takes 8,000 bytes; an id and its quotes take 39. */
const ids_max = 150;
const echo_ms_max = 2_000;
const beat_ms = 5_000;
const retry_ms_max = 2_000;

/** A pool, or a connection with an open transaction: then it is heard once that has committed, or never. */
interface Queryable {
  query(text: string, values: unknown[]): Promise<unknown>;
}

export async function announceSessionsEnded(db: Queryable, ids: string[]): Promise<void> {
  for (let i = 0; i < ids.length; i += ids_max) {
    await announce(db, { kind: 'sessions_ended', ids: ids.slice(i, i + ids_max) });
  }
}

export async function announceNotified(db: Queryable, person_ids: readonly string[]): Promise<void> {
  for (let i = 0; i < person_ids.length; i += ids_max) {
    await announce(db, { kind: 'notified', person_ids: person_ids.slice(i, i + ids_max) });
  }
}

export function announceAccessChanged(db: Queryable, change: AccessChange): Promise<void> {
  return announce(db, { kind: 'access_changed', ...change });
}

export function announceCommentsChanged(db: Queryable, note_id: string): Promise<void> {
  return announce(db, { kind: 'comments_changed', note_id });
}

/** Beyond so many it is cheaper to look at whatever is open than to name them. */
export const named_changes_max = 20;

/** @param all what is announced instead, when there are more than `named_changes_max` */
export async function announceAccessChanges(
  db: Queryable,
  changes: readonly AccessChange[],
  all: AccessChange = {},
): Promise<void> {
  for (const change of changes.length > named_changes_max ? [all] : changes)
    await announceAccessChanged(db, change);
}

async function announce(db: Queryable, announcement: Announcement): Promise<void> {
  await db.query('select pg_notify($1, $2)', [channel, JSON.stringify(announcement)]);
}

export class Events extends EventEmitter<EventMap> {
  readonly #target: Parameters<typeof openPool>[0];
  readonly #log: Log;
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #isHearing = false;

  constructor(target: Parameters<typeof openPool>[0], log: Log) {
    super();
    this.#target = target;
    this.#log = log;
  }

  get isHearing(): boolean {
    return this.#isHearing;
  }

  /** Listens in the background until `stop`, and connects again for as long as it takes. */
  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    for (let failures = 0; !signal.aborted; failures++) {
      const wasHearing = await this.#listen().catch((error: Error) => {
        if (failures === 0 || this.#isHearing)
          this.#log.warn({ error: error.message }, 'announcements are not heard');
        return this.#isHearing;
      });
      this.#isHearing = false;
      if (wasHearing) failures = 0;
      const delay_ms = Math.min(50 * 2 ** Math.min(failures, 10), retry_ms_max);
      await sleep(delay_ms, undefined, { signal }).catch(() => undefined);
    }
  }

  /** @throws when the connection breaks, is silent, or passes nothing on; returns when told to stop */
  async #listen(): Promise<boolean> {
    const { signal } = this.#stop;
    const client = new pg.Client({
      ...(typeof this.#target === 'string' ? { connectionString: this.#target } : this.#target),
      application_name: 'scriptorium events',
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
      keepAlive: true,
    });
    const lost = new Promise<never>((_, reject) => {
      client.on('error', reject);
      client.on('end', () => reject(new Error('the connection was closed')));
    });
    lost.catch(() => undefined);
    client.on('notification', ({ payload }) => this.#hear(payload));
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      await Promise.race([this.#echo(client), lost]);
      this.#isHearing = true;
      this.emit('hearing');
      while (!signal.aborted) {
        await Promise.race([sleep(beat_ms, undefined, { signal }).catch(() => undefined), lost]);
        // A connection whose other end has vanished is silent, not broken.
        if (!signal.aborted) await client.query('select 1');
      }
      return true;
    } finally {
      client.end().catch(() => undefined);
    }
  }

  async #echo(client: pg.Client): Promise<void> {
    const id = randomUUID();
    const heard = Promise.withResolvers<boolean>();
    const onEcho = (echo: string) => echo === id && heard.resolve(true);
    this.on('echo', onEcho);
    try {
      await announce(client, { kind: 'echo', id });
      const late = sleep(echo_ms_max, false, { ref: false });
      if (!(await Promise.race([heard.promise, late]))) {
        throw new Error('the database passes no notifications on; is there a pooler in between?');
      }
    } finally {
      this.off('echo', onEcho);
    }
  }

  #hear(payload: string | undefined): void {
    const parsed = announcementSchema.safeParse(parseJson(payload ?? ''));
    // An instance of a newer version may say what this one does not know.
    if (!parsed.success) {
      this.#log.warn({ payload }, 'an announcement was not understood');
      return;
    }
    const announcement = parsed.data;
    if (announcement.kind === 'sessions_ended') this.emit('sessions_ended', announcement.ids);
    else if (announcement.kind === 'access_changed') this.emit('access_changed', announcement);
    else if (announcement.kind === 'comments_changed') this.emit('comments_changed', announcement.note_id);
    else if (announcement.kind === 'notified') this.emit('notified', announcement.person_ids);
    else this.emit('echo', announcement.id);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
