/**
 * Between instances: what was committed here goes to the others that have the note open, by Redis pub/sub.
 *
 *   commit ──► one PUBLISH a note ──► others apply it and move their cursor (open-notes.ts)
 *   note opened ──► SUBSCRIBE ──► a look at the log, for what came before the subscription ──► "who is here?"
 *   Redis came back ──► node-redis subscribes again ──► a look at the heads of all open notes
 *
 * After the commit and not before it: otherwise an edit could reach another instance, be built upon there, and be
 * missing in the log that the second one is in (F1). A message is a hint and may be lost: the log is the truth (F2).
 * Nothing here is awaited by a save or an ack, and what cannot be sent is dropped (F3).
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Document } from '@hocuspocus/server';
import { Counter, Gauge } from 'prom-client';
import { applyAwarenessUpdate } from 'y-protocols/awareness';
import type { CommittedUpdates } from '../../documents/group-commit.ts';
import type { Context } from '../../platform/context.ts';
import type { Redis } from '../../platform/redis.ts';
import { decodeMessage, encodeMessage, type FanOutMessage, instance_id_bytes } from './message.ts';
import { from_log, type OpenNotes } from './open-notes.ts';
import { followPresence } from './presence-fan-out.ts';

/** Bytes on their way to Redis; beyond it messages are dropped, and the log brings what they said. */
const unsent_bytes_max = 16 * 1024 * 1024;

export interface FanOut {
  committed(commits: readonly CommittedUpdates[]): void;
  opened(document: Document): void;
  closed(note_id: string): void;
  stateless(note_id: string, payload: string): void;
  stop(): void;
}

/** A single instance has nobody to tell. */
const nobody: FanOut = { committed() {}, opened() {}, closed() {}, stateless() {}, stop() {} };

export function makeFanOut(ctx: Context, notes: OpenNotes): FanOut {
  return ctx.redis ? new RedisFanOut(ctx, ctx.redis, notes) : nobody;
}

class RedisFanOut implements FanOut {
  readonly #ctx: Context;
  readonly #redis: Redis;
  readonly #notes: OpenNotes;
  readonly #instance_id = randomBytes(instance_id_bytes);
  /** Installations that share a Redis do not hear each other: their secrets differ. */
  readonly #prefix: string;
  readonly #metrics: ReturnType<typeof makeMetrics>;
  readonly #presence = new Map<string, ReturnType<typeof followPresence>>();
  /** Of open notes whose subscription Redis has not confirmed. */
  readonly #unconfirmed = new Set<string>();
  #unsentBytes = 0;
  #isStopped = false;

  constructor(ctx: Context, redis: Redis, notes: OpenNotes) {
    this.#ctx = ctx;
    this.#redis = redis;
    this.#notes = notes;
    this.#prefix = `scriptorium:${createHash('sha256').update(ctx.secret).digest('hex').slice(0, 16)}:`;
    this.#metrics = makeMetrics(ctx, () => this.#unsentBytes);
    redis.on('ready', () => {
      for (const note_id of this.#unconfirmed) this.#subscribe(note_id);
      void notes.lookAtHeads('resubscribed');
    });
  }

  committed(commits: readonly CommittedUpdates[]): void {
    for (const { note_id, first_seq, updates } of commits) {
      this.#publish(note_id, { kind: 'updates', first_seq, updates });
    }
  }

  opened(document: Document): void {
    const note_id = document.name;
    this.#presence.set(
      note_id,
      followPresence(document, (update) => this.#publish(note_id, { kind: 'presence', update })),
    );
    this.#unconfirmed.add(note_id);
    this.#subscribe(note_id);
  }

  closed(note_id: string): void {
    this.#presence.get(note_id)?.stop();
    this.#presence.delete(note_id);
    this.#unconfirmed.delete(note_id);
    if (!this.#redis.isReady) return;
    this.#redis
      .unsubscribe(this.#channel(note_id))
      .catch((error: Error) => this.#report(error, 'unsubscribe'));
  }

  stateless(note_id: string, payload: string): void {
    this.#publish(note_id, { kind: 'stateless', payload });
  }

  stop(): void {
    this.#isStopped = true;
    for (const presence of this.#presence.values()) presence.stop();
  }

  #channel(note_id: string): string {
    return this.#prefix + note_id;
  }

  #subscribe(note_id: string): void {
    // With Redis away this rejects, sooner or later; then `ready` comes and it is tried again.
    if (!this.#redis.isReady) return;
    this.#redis
      .subscribe(this.#channel(note_id), (bytes: Buffer) => this.#heard(note_id, bytes), true)
      .then(async () => {
        this.#unconfirmed.delete(note_id);
        await this.#notes.catchUp(note_id, 'opened');
        if (this.#presence.has(note_id)) this.#publish(note_id, { kind: 'who_is_here' });
      })
      .catch((error: Error) => this.#report(error, 'subscribe'));
  }

  #publish(note_id: string, message: FanOutMessage): void {
    const bytes = encodeMessage(this.#instance_id, message);
    if (!this.#redis.isReady || this.#unsentBytes + bytes.length > unsent_bytes_max) {
      this.#metrics.published.inc({ kind: message.kind, outcome: 'dropped' });
      return;
    }
    this.#unsentBytes += bytes.length;
    this.#redis
      .publish(this.#channel(note_id), bytes)
      .then(
        () => this.#metrics.published.inc({ kind: message.kind, outcome: 'sent' }),
        (error: Error) => {
          this.#metrics.published.inc({ kind: message.kind, outcome: 'dropped' });
          this.#report(error, 'publish');
        },
      )
      .finally(() => {
        this.#unsentBytes -= bytes.length;
      });
  }

  #heard(note_id: string, bytes: Buffer): void {
    const note = this.#notes.get(note_id);
    if (!note) return;
    try {
      const message = decodeMessage(this.#instance_id, bytes);
      if (message === null) return;
      this.#metrics.received.inc({ kind: message.kind });
      if (message.kind === 'updates') {
        const { first_seq, updates } = message;
        this.#notes.received({ note_id, first_seq, last_seq: first_seq + updates.length - 1, updates });
      } else if (message.kind === 'presence') {
        applyAwarenessUpdate(note.document.awareness, message.update, from_log);
      } else if (message.kind === 'who_is_here') {
        this.#presence.get(note_id)?.tellAll();
      } else {
        note.document.relayStateless(message.payload);
      }
    } catch (error) {
      // A newer version of this program, in the middle of a rolling upgrade: the log has what it said.
      this.#ctx.log.warn({ err: error, note_id }, 'a message of another instance was not understood');
    }
  }

  #report(error: Error, what: string): void {
    if (!this.#isStopped) this.#ctx.log.debug({ error: error.message }, `Redis did not ${what}`);
  }
}

function makeMetrics(ctx: Context, unsentBytes: () => number) {
  const registers = [ctx.metrics];
  new Gauge({
    name: 'scriptorium_publish_queue_bytes',
    help: 'Messages on their way to Redis',
    registers,
    collect() {
      this.set(unsentBytes());
    },
  });
  return {
    published: new Counter({
      name: 'scriptorium_published_total',
      help: 'Messages to other instances; a dropped one costs time, not content',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    received: new Counter({
      name: 'scriptorium_received_total',
      help: 'Messages from other instances',
      labelNames: ['kind'],
      registers,
    }),
  };
}
