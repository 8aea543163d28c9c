/**
 * A segment: what consecutive updates of a note did, with who sent them and when. The text itself is in the archive.
 *
 *   segment = zstd( varuint version = 2, varuint clients, varuint client…, varuint authors, 16 bytes author…,
 *                   varuint ms of the first row, the columns below in their order, each a varUint8Array )
 *
 * A value stands in a column of its own kind, run-length encoded: typing is the same for a long time. A clock is told
 * as the distance from where the same client went on before, which is 0 for typing, and -1 or 0 for deleting.
 * Author 0 is the server. Seqs are implied: the segment knows its first one and they have no gap. A row of no updates
 * has one effect: it is of the same update as the next row, by another author.
 * Version 1 had no times of typing, and no such rows; segments of it are read as they are.
 */
import {
  createDecoder,
  IntDiffOptRleDecoder,
  readUint8Array,
  readVarUint,
  readVarUint8Array,
  UintOptRleDecoder,
} from 'lib0/decoding';
import {
  createEncoder,
  IntDiffOptRleEncoder,
  toUint8Array,
  UintOptRleEncoder,
  writeUint8Array,
  writeVarUint,
  writeVarUint8Array,
} from 'lib0/encoding';
import type { Effect } from './archive.ts';
import { compress, decompress } from './zstd.ts';

/**
 * Consecutive updates of one author that came within 100 ms of each other and were committed together. Of a sitting that
 * was thinned (`thin.ts`), several authors have a part in one update: a row each.
 */
export interface EffectRow {
  first_seq: number;
  last_seq: number;
  author_id: string | null;
  received_at: Date;
  committed_at: Date;
  /** Where it was typed without a connection: since when and until when, by the clock of the device. */
  typed_from: Date | null;
  typed_to: Date | null;
  /** One for each seq. */
  effects: Effect[];
}

const version = 2;

/** By column, how its numbers are encoded. */
const columns = {
  /** Of a row. */
  updates: 'uint',
  author: 'uint',
  received: 'diff',
  delay: 'diff',
  /** Of an update. */
  inserted: 'uint',
  deleted: 'uint',
  added: 'uint',
  removed: 'uint',
  /** Of a range. */
  insertedClient: 'uint',
  insertedClock: 'diff',
  insertedLength: 'uint',
  deletedClient: 'uint',
  deletedClock: 'diff',
  deletedLength: 'uint',
  /** Of a row: whether it was typed without a connection. */
  isTyped: 'uint',
  /** Of such a row: from the end of the typing to the receipt, and how long it took; ms. */
  typedAgo: 'diff',
  typedLength: 'uint',
} as const;

type Column = keyof typeof columns;
const names = Object.keys(columns) as Column[];
const names_of_version_1 = names.slice(0, names.indexOf('isTyped'));

export function encodeSegment(rows: readonly EffectRow[]): Promise<Uint8Array> {
  const out = Object.fromEntries(
    names.map((name) => [
      name,
      columns[name] === 'uint' ? new UintOptRleEncoder() : new IntDiffOptRleEncoder(),
    ]),
  ) as Record<Column, UintOptRleEncoder | IntDiffOptRleEncoder>;
  const clients = new Numbering<number>();
  const authors = new Numbering<string>();
  const inserted = new Places();
  const deleted = new Places();
  const begin_ms = rows[0]?.received_at.getTime() ?? 0;
  const isShared = rows.map(({ last_seq }, index) => rows[index + 1]?.first_seq === last_seq);
  for (const [index, row] of rows.entries()) {
    const { author_id, received_at, committed_at, typed_from, typed_to, effects } = row;
    out.updates.write(isShared[index] ? 0 : effects.length);
    out.author.write(author_id === null ? 0 : authors.of(author_id) + 1);
    out.received.write(received_at.getTime() - begin_ms);
    out.delay.write(committed_at.getTime() - received_at.getTime());
    out.isTyped.write(typed_from && typed_to ? 1 : 0);
    if (typed_from && typed_to) {
      out.typedAgo.write(received_at.getTime() - typed_to.getTime());
      out.typedLength.write(typed_to.getTime() - typed_from.getTime());
    }
    for (const effect of effects) {
      out.inserted.write(effect.inserted.length);
      out.deleted.write(effect.deleted.length);
      out.added.write(effect.added);
      out.removed.write(effect.removed);
      for (const { client, clock, length } of effect.inserted) {
        out.insertedClient.write(clients.of(client));
        out.insertedClock.write(inserted.distance(client, clock, clock + length));
        out.insertedLength.write(length);
      }
      for (const { client, clock, length } of effect.deleted) {
        out.deletedClient.write(clients.of(client));
        out.deletedClock.write(deleted.distance(client, clock, clock));
        out.deletedLength.write(length);
      }
    }
  }
  const encoder = createEncoder();
  writeVarUint(encoder, version);
  writeVarUint(encoder, clients.all.length);
  for (const client of clients.all) writeVarUint(encoder, client);
  writeVarUint(encoder, authors.all.length);
  for (const author of authors.all) writeUint8Array(encoder, Buffer.from(author.replaceAll('-', ''), 'hex'));
  writeVarUint(encoder, begin_ms);
  for (const name of names) writeVarUint8Array(encoder, out[name].toUint8Array());
  return compress(toUint8Array(encoder));
}

/** @throws Error when the bytes are no segment of a version that is known */
export async function decodeSegment(
  first_seq: number,
  last_seq: number,
  segment: Uint8Array,
): Promise<EffectRow[]> {
  const decoder = createDecoder(await decompress(segment));
  const read_version = readVarUint(decoder);
  if (read_version !== 1 && read_version !== version)
    throw new Error('a segment of a version that is not known');
  const clients = Array.from({ length: readVarUint(decoder) }, () => readVarUint(decoder));
  const authors = Array.from({ length: readVarUint(decoder) }, () => uuidOf(readUint8Array(decoder, 16)));
  const begin_ms = readVarUint(decoder);
  const column = Object.fromEntries(
    (read_version === 1 ? names_of_version_1 : names).map((name) => {
      const bytes = readVarUint8Array(decoder);
      return [
        name,
        columns[name] === 'uint' ? new UintOptRleDecoder(bytes) : new IntDiffOptRleDecoder(bytes),
      ];
    }),
  ) as Record<Column, UintOptRleDecoder | IntDiffOptRleDecoder>;
  const inserted = new Places();
  const deleted = new Places();
  const rows: EffectRow[] = [];
  for (let seq = first_seq; seq <= last_seq; ) {
    const updates = column.updates.read();
    const author = column.author.read();
    const received_ms = begin_ms + column.received.read();
    const row: EffectRow = {
      first_seq: seq,
      last_seq: seq + Math.max(updates, 1) - 1,
      author_id: author === 0 ? null : (authors[author - 1] as string),
      received_at: new Date(received_ms),
      committed_at: new Date(received_ms + column.delay.read()),
      typed_from: null,
      typed_to: null,
      effects: [],
    };
    if (read_version > 1 && column.isTyped.read() === 1) {
      const typed_to_ms = received_ms - column.typedAgo.read();
      row.typed_from = new Date(typed_to_ms - column.typedLength.read());
      row.typed_to = new Date(typed_to_ms);
    }
    for (let i = 0; i < Math.max(updates, 1); i++) {
      const [insertions, deletions] = [column.inserted.read(), column.deleted.read()];
      const effect: Effect = {
        inserted: [],
        deleted: [],
        added: column.added.read(),
        removed: column.removed.read(),
      };
      for (let n = 0; n < insertions; n++) {
        const client = clients[column.insertedClient.read()] as number;
        const clock = inserted.placeAt(client, column.insertedClock.read());
        const length = column.insertedLength.read();
        inserted.next(client, clock + length);
        effect.inserted.push({ client, clock, length });
      }
      for (let n = 0; n < deletions; n++) {
        const client = clients[column.deletedClient.read()] as number;
        const clock = deleted.placeAt(client, column.deletedClock.read());
        deleted.next(client, clock);
        effect.deleted.push({ client, clock, length: column.deletedLength.read() });
      }
      row.effects.push(effect);
    }
    rows.push(row);
    seq += updates;
  }
  return rows;
}

/** Numbers from 0 for what occurs, in the order of its first occurrence. */
class Numbering<T> {
  readonly all: T[] = [];
  readonly #numbers = new Map<T, number>();

  of(thing: T): number {
    const known = this.#numbers.get(thing);
    if (known !== undefined) return known;
    this.#numbers.set(thing, this.all.length);
    return this.all.push(thing) - 1;
  }
}

/** Where each client is expected to go on. */
class Places {
  readonly #places = new Map<number, number>();

  distance(client: number, clock: number, next: number): number {
    const distance = clock - (this.#places.get(client) ?? 0);
    this.#places.set(client, next);
    return distance;
  }

  placeAt(client: number, distance: number): number {
    return (this.#places.get(client) ?? 0) + distance;
  }

  next(client: number, clock: number): void {
    this.#places.set(client, clock);
  }
}

export function uuidOf(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
